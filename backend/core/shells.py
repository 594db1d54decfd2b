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
SIGN_IN_COOKIE = "csrf_refresh_token"
"""Without it nobody is signed in, and the screens do not ask who is; see frontend/src/api/transport.ts."""
BARS = "page"
"""The page for every address that none of its own was drawn for: what stands around all of them."""
HARMLESS = {"book"}
"""What may stand in a page's address without changing what it asks first."""


@dataclass(frozen=True)
class Shells:
    """What frontend/scripts/shells.mjs drew into `folder`."""

    folder: Path

    @cached_property
    def _needs(self) -> Any:
        return json.loads((self.folder / "pages.json").read_text())

    @cached_property
    def _pages(self) -> list[tuple[re.Pattern[str], Any]]:
        return [(re.compile(pattern), needs) for pattern, needs in self._needs["pages"].items()]

    @cached_property
    def _questions(self) -> list[tuple[re.Pattern[str], list[str]]]:
        # A digit of another script is one too, but not in a header.
        pairs = self._needs["questions"].items()
        return [(re.compile(pattern, re.ASCII), addresses) for pattern, addresses in pairs]

    @cached_property
    def _urgent(self) -> list[str]:
        kinds = self._needs["urgent"]
        style = [f"</{file}>; rel=preload; as=style; crossorigin=anonymous" for file in kinds["style"]]
        script = [f"</{file}>; rel=preload; as=script" for file in kinds["script"]]
        # Asked for at once; what is named a module has to wait until there is a document.
        module = [f"</{file}>; rel=preload; as=script; crossorigin=anonymous" for file in kinds["module"]]
        return style + script + module

    @cached_property
    def _drawn(self) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern, re.ASCII), name) for pattern, name in self._needs["shells"].items()]

    def built(self) -> bool:
        """Whether there is anything to send."""
        return (self.folder / "pages.json").exists()

    def answer(self, request: Request) -> Response:
        """The page for `request`: checked for a newer one each time, never kept for anybody else."""
        language = language_of(request)
        drawn = next((name for pattern, name in self._drawn if pattern.match(request.path)), BARS)
        name = f"{drawn}.{language}.html"
        encoding = self._encoding(request, name)
        page = self.folder / (name + ENCODINGS.get(encoding, ""))
        response = Response(page.read_bytes(), mimetype="text/html")
        response.add_etag()
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = DECIDED_BY
        response.headers["Link"] = ", ".join(self.links(request, language))
        response.make_conditional(request)
        return response

    def links(self, request: Request, language: str) -> list[str]:
        """What the page at this address is going to ask for, so that the browser need not wait to be told.

        The order matters: over HTTP/1.1 a browser asks for six things at a time, the others wait for these.
        """
        unknown = {"says": "rest", "files": []}
        page = next((needs for pattern, needs in self._pages if pattern.match(request.path)), unknown)
        scripts = self._needs["texts"][language][page["says"]] + page["files"]
        questions = [_question(address) for address in self._asked(request)]
        return self._urgent + questions + [_module(file) for file in scripts if file.endswith(".js")]

    def _asked(self, request: Request) -> list[str]:
        """Who is here, and what the page at this address asks first; only what is certain to be asked."""
        known = SIGN_IN_COOKIE in request.cookies
        me = [self._needs["me"]] * known
        if not (known or request.path == "/") or not request.args.keys() <= HARMLESS:
            return me
        found = ((pattern.match(request.path), addresses) for pattern, addresses in self._questions)
        return me + [match.expand(one) for match, addresses in found if match for one in addresses]

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


def _question(address: str) -> str:
    return f"<{address}>; rel=preload; as=fetch; crossorigin=anonymous"


def _module(file: str) -> str:
    return f"</{file}>; rel=modulepreload"
