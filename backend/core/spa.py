"""The single-page application: its files for ever, its shell never cached."""

from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from backend.config import Settings
from backend.core.headers import for_settings
from backend.core.http import READS
from backend.core.problems import not_found
from backend.core.shells import Shells

DIST = Path(__file__).parents[2] / "frontend" / "dist"
OURS = ("/api", "/metrics", "/assets/")
MIMETYPES = {".webmanifest": "application/manifest+json"}
OF_PARTS = {"X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Strict-Transport-Security"}
# Browsers ask whether these have changed each time they look at them.
ALWAYS_ASKED = ("/sw.js", "/manifest.webmanifest", "/index.html")


def install(app: Flask, settings: Settings) -> None:
    """Serve frontend/dist: files through WhiteNoise, the shell for every other page."""
    secure, shells = for_settings(settings), Shells(DIST / "shells")

    def add_headers(headers: Headers, _path: str, url: str) -> None:
        # A part of a page says nothing by itself: what is said of pages would be 400 bytes more each time.
        for name, value in secure.items():
            if name in OF_PARTS or not _is_hashed(_path, url):
                headers[name] = value
        if url in ALWAYS_ASKED:
            headers["Cache-Control"] = "no-cache"

    if DIST.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=DIST,
            add_headers_function=add_headers,
            immutable_file_test=_is_hashed,
            mimetypes=MIMETYPES,
        )

    @app.errorhandler(404)
    def _page(_error: HTTPException) -> Any:
        # Whatever is no address of the server's is one of the application's own router.
        if request.method in READS and not request.path.startswith(OURS):
            return shells.answer(request) if shells.built() else _not_built()
        return not_found().response()


def _not_built() -> Response:
    return Response("The screens are not built yet: run make build.\n", 503, mimetype="text/plain")


def _is_hashed(_path: str, url: str) -> bool:
    return url.startswith("/assets/")
