"""The mail catcher's small web server: it shows mails and changes nothing."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from backend.run import mail_html, mail_store

OWN = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
MAIL = (
    f"sandbox {mail_html.SANDBOX}; default-src 'none'; img-src data:; "
    "style-src 'unsafe-inline'; font-src data:; form-action 'none'; frame-ancestors 'self'"
)
"""A mail may look as it likes, but run nothing, load nothing and send nothing."""
PATH = re.compile(r"/mails/([0-9TZ.a-f-]+?)(\.eml|/html)?")
LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
Answer = tuple[int, str, str, bytes]


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server_version = "Dastak"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30
    folder: Path

    def do_GET(self) -> None:
        """Answer with a page, a mail's HTML, or its file."""
        status, kind, policy, body = self._answer()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  the library's name

    def _answer(self) -> Answer:
        if not LOOPBACK.fullmatch(
            self.headers.get("Host", "")
        ):  # another site's name pointing at this machine
            return _text(421, "Open this page as 127.0.0.1 or localhost.")
        path = self.path.partition("?")[0]
        if path == "/":
            return _page(mail_html.inbox(mail_store.newest(self.folder)))
        if path == "/style.css":
            return 200, "text/css; charset=utf-8", OWN, mail_html.STYLE
        if path == "/healthz":
            return _text(200, "ok")
        match = PATH.fullmatch(path)
        return self._mail(match[1], match[2] or "") if match else _text(404, "There is no such page.")

    def _mail(self, name: str, view: str) -> Answer:
        raw, mail = mail_store.source(self.folder, name), mail_store.read(self.folder, name)
        if raw is None or mail is None:
            return _text(404, "There is no such mail.")
        if view == ".eml":
            return 200, "application/octet-stream", OWN, raw
        if view == "/html":
            return 200, "text/html; charset=utf-8", MAIL, mail_html.content(mail).encode(errors="replace")
        return _page(mail_html.letter(name, mail))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about each page that is looked at."""


def _page(html: str) -> Answer:
    return 200, "text/html; charset=utf-8", OWN, html.encode(errors="replace")


def _text(status: int, text: str) -> Answer:
    return status, "text/plain; charset=utf-8", OWN, text.encode()


def server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server for the mails in `folder`, listening but not yet answering."""
    handler = type("FolderHandler", (Handler,), {"folder": folder})
    made = ThreadingHTTPServer((host, port), handler)
    made.daemon_threads = True
    return made
