"""A door in front of the application that can be shut: no server, a proxy that finds nobody, a slow one."""

import http.client
import threading
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}

# What is changed here must come whole, and unpacked.
NOT_ASKED = {"accept-encoding", "if-none-match", "if-modified-since"}


class Door(ThreadingHTTPServer):
    """Passes everything on to `target`, a port, while `state` is "open".

    "closed" hangs up, "bad gateway" answers 502 with a page of its own, "slow" lets the API wait
    until the state changes. `changes` alter what is found at an address, as an upgrade would.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, target: int) -> None:
        self.target, self.state = target, "open"
        self.changes: dict[str, Callable[[bytes], bytes]] = {}
        self._turned = threading.Condition()
        super().__init__(("127.0.0.1", 0), _Visit)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def turn(self, state: str) -> None:
        """Change what becomes of requests from now on."""
        with self._turned:
            self.state = state
            self._turned.notify_all()

    def wait_while_slow(self) -> None:
        """Return once the state is another."""
        with self._turned:
            self._turned.wait_for(lambda: self.state != "slow", timeout=60)

    def close(self) -> None:
        """End it."""
        self.turn("closed")
        self.shutdown()
        self.server_close()

    def handle_error(self, *_args: object) -> None:
        """Browsers hang up whenever they like; that is nothing to print."""


class _Visit(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        door = cast(Door, self.server)
        if door.state == "slow" and self.path.startswith("/api"):
            door.wait_while_slow()
        if door.state == "open":
            self._pass_on(door)
        elif door.state == "bad gateway":
            self._answer(502, [("Content-Type", "text/html")], b"<h1>502 Bad Gateway</h1>")

    do_POST = do_GET  # noqa: N815  the library's names
    do_PATCH = do_GET  # noqa: N815

    def _pass_on(self, door: Door) -> None:
        given = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_ASKED}
        with closing(http.client.HTTPConnection("127.0.0.1", door.target, timeout=20)) as inside:
            inside.request(self.command, self.path, given or None, headers)
            response = inside.getresponse()
            content = response.read()
        change = door.changes.get(self.path.split("?")[0])
        self._answer(response.status, response.getheaders(), change(content) if change else content)

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_ON:
                self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status not in {204, 304}:
            self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        pass
