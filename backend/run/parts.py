"""The parts of the application: what each is started with, and how it shows that it is ready."""

import http.client
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from backend.config import Settings
from backend.run import preflight
from backend.run.child import Part

QUEUE = (sys.executable, "-m", "celery", "-A", "backend.worker:celery_app")
MAIL_PORTS = (1025, 8025)
"""Where the mail catcher takes mails, and where it shows them; or the next free ones."""


def loopback(host: str) -> str:
    """Where to reach on this machine what listens on `host`."""
    if host == "localhost" or not (address := ip_address(host)).is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def web(settings: Settings) -> Part:
    """The web server, ready when it says so itself."""
    command = [sys.executable, "-m", "backend.run.web_server"]
    return Part("web", command, ready=lambda: answers(loopback(settings.host), settings.port, "/readyz"))


def worker(home: Path) -> Part:
    """The queue's worker; it gets time to finish what it is at."""
    command = [sys.executable, "-m", "backend.worker", "--concurrency", "2"]
    return Part("worker", command, ready=says(home / "log" / "worker.log", b" ready."), grace=15.0)


def beat(home: Path) -> Part:
    """The queue's clock, a process of its own, with what it knows kept in DATA_DIR."""
    command = [
        *QUEUE,
        "beat",
        "--loglevel",
        "INFO",
        "--pidfile=",
        "--schedule",
        str(home / "beat" / "schedule"),
    ]
    return Part("beat", command, ready=says(home / "log" / "beat.log", b"beat: Starting"))


def mail_catcher(home: Path) -> tuple[Part, str, str]:
    """What keeps mails instead of sending them, its URL for senders, and its page for people."""
    smtp, page = (preflight.first_free("127.0.0.1", port) for port in MAIL_PORTS)
    command = [sys.executable, "-m", "backend.run.mail_catcher", str(home / "mail")]
    command += ["--smtp-port", str(smtp), "--port", str(page)]
    part = Part("mails", command, ready=lambda: answers("127.0.0.1", page, "/healthz"))
    return part, f"smtp://127.0.0.1:{smtp}", f"http://127.0.0.1:{page}"


def environment(settings: Settings, lent: Mapping[str, str]) -> dict[str, str]:
    """What the children are told: what we were told, and the addresses of what we run ourselves."""
    own = {"DATA_DIR": str(settings.data_dir), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **own, **lent}


def answers(host: str, port: int, path: str) -> bool:
    """Whether a web server there says 200."""
    with suppress(OSError, http.client.HTTPException):
        talk = http.client.HTTPConnection(host, port, timeout=5)
        try:
            talk.request("GET", path)
            return talk.getresponse().status == 200
        finally:
            talk.close()
    return False


def says(log: Path, words: bytes) -> Callable[[], bool]:
    """Whether the log has said these words since now."""
    begin = log.stat().st_size if log.exists() else 0

    def said() -> bool:
        if not log.exists():
            return False
        with log.open("rb") as file:
            file.seek(begin)
            return words in file.read()

    return said
