"""The pages the application starts in: what it shows first, in the reader's language, and what it needs."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Request, Response

LANGUAGES = ("en", "hi")
LANGUAGE_COOKIE = "dastak_locale"
"""Set by the screens when somebody chooses a language."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Best first; frontend/scripts/compress.mjs lays these beside every page."""
DECIDED_BY = "Accept-Encoding, Accept-Language, Cookie"
CATALOGUE_KNOWS = {"book"}
"""What may stand in the catalogue's address without changing what it asks first."""


@dataclass(frozen=True)
class Shells:
    """What frontend/scripts/shells.mjs drew into `folder`."""

    folder: Path

    @cached_property
    def _needs(self) -> Any:
        return json.loads((self.folder / "pages.json").read_text())

    @cached_property
    def _parts(self) -> list[tuple[re.Pattern[str], list[str]]]:
        return [(re.compile(pattern), files) for pattern, files in self._needs["parts"].items()]

    def built(self) -> bool:
        """Whether there is anything to send."""
        return (self.folder / "pages.json").exists()

    def answer(self, request: Request) -> Response:
        """The page for `request`: checked for a newer one each time, never kept for anybody else."""
        language = language_of(request)
        name = f"{'home' if request.path == '/' else 'page'}.{language}.html"
        encoding = self._encoding(request, name)
        page = self.folder / (name + ENCODINGS.get(encoding, ""))
        response = Response(page.read_bytes(), mimetype="text/html")
        response.add_etag()
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = DECIDED_BY
        if links := self.links(request, language):
            response.headers["Link"] = ", ".join(links)
        response.make_conditional(request)
        return response

    def links(self, request: Request, language: str) -> list[str]:
        """What the page at this address is going to ask for, so that the browser need not wait to be told."""
        texts = self._needs["texts"][language]
        if request.path == "/":
            asks = request.args.keys() <= CATALOGUE_KNOWS
            question = f"<{self._needs['question']}>; rel=preload; as=fetch; crossorigin=anonymous"
            # English needs no more than the first page brings.
            return [question] * asks + [_module(file) for file in texts if language != "en"]
        parts = next((files for pattern, files in self._parts if pattern.match(request.path)), [])
        return [_module(file) for file in texts + parts if file.endswith(".js")]

    def _encoding(self, request: Request, name: str) -> str:
        for encoding, ending in ENCODINGS.items():
            if request.accept_encodings[encoding] and (self.folder / (name + ending)).exists():
                return encoding
        return ""


def language_of(request: Request) -> str:
    """What the reader chose, else what their browser asks for first; as frontend/src/i18n decides."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    asked = request.accept_languages.best or ""
    return chosen if chosen in LANGUAGES else "hi" if asked.lower().startswith("hi") else "en"


def _module(file: str) -> str:
    return f"</{file}>; rel=modulepreload"
