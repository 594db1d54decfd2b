"""A real HTTP server that keeps what it is sent and can be told what to answer, to hang, or to hang up."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.servers.processes import LOOPBACK

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""A certificate that says localhost, signed by itself, with its key: worth nothing outside the tests."""


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire; header names are in small letters."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass
class HttpSink:
    """The server, what it received, and what it answers to everything from now on."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    hanging: bool = False
    closing: bool = False
    dripping: bool = False
    raw: bytes | None = None
    received: list[Request] = field(default_factory=list)
    connections: int = 0
    _awake: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """Where it listens on loopback."""
        assert self._server is not None
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://{LOOPBACK}:{self.port}"

    def speak_tls(self) -> None:
        """From now on every connection begins with a handshake, under the name localhost."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        assert self._server is not None
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def answer(self, status: int, body: Any = None, **headers: str) -> None:
        """From now on answer so; `Retry_After` stands for the header Retry-After."""
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.body = body if isinstance(body, bytes) else json.dumps(body or {}).encode()

    def reset(self) -> None:
        """Forget what came and say 200 again."""
        self.answer(200)
        self.hanging = self.closing = self.dripping = False
        self.raw, self.connections = None, 0
        self.received.clear()
        self._awake.clear()

    def start(self) -> None:
        """Serve from a thread of its own."""
        sink = self

        class Handler(_Handler):
            """Answers as this sink is told."""

            told = sink

        self._server = _Server((LOOPBACK, 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """End, also for those who hang."""
        self._awake.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def wait(self, seconds: float) -> None:
        """Sleep until then, or until the end."""
        self._awake.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing where somebody hung up."""


class _Handler(BaseHTTPRequestHandler):
    told: HttpSink

    def do_POST(self) -> None:
        self._take()

    def do_GET(self) -> None:
        self._take()

    def setup(self) -> None:
        self.told.connections += 1
        super().setup()

    def _take(self) -> None:
        sink, parts = self.told, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        given = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        sink.received.append(Request(self.command, parts.path, query, given, body))
        if sink.hanging:
            sink.wait(60)
        if sink.hanging or sink.closing:
            self.close_connection = True
        elif sink.raw is not None:
            self.wfile.write(sink.raw)
            self.close_connection = True
        else:
            self._answer()

    def _answer(self) -> None:
        sink = self.told
        self.send_response(sink.status)
        for name, value in sink.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sink.body)))
        self.end_headers()
        for byte in sink.body if sink.dripping else ():
            self.wfile.write(bytes([byte]))
            sink.wait(0.05)
        if not sink.dripping:
            self.wfile.write(sink.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def http_sink() -> Iterator[HttpSink]:
    """A sink on a free port of loopback, while inside."""
    sink = HttpSink()
    sink.start()
    try:
        yield sink
    finally:
        sink.stop()
