"""What must hold before anything starts; each trouble is one line that says what to do."""

import errno
import fcntl
import json
import os
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

from backend.config import Settings

USUAL_PORT = {"redis": 6379, "rediss": 6379, "postgresql+psycopg": 5432}


class PreflightError(Exception):
    """We must not start; the text is one line."""


class Lock:
    """Only one supervisor at a time works in a folder; the kernel lets go of the lock when it dies."""

    def __init__(self, folder: Path, address: str) -> None:
        self.file = (folder / "lock").open("a+")
        self.address = address
        (folder / "lock").chmod(0o600)

    def take(self, patience: float = 20.0) -> None:
        """Take it, waiting only for one who is about to go; raises PreflightError."""
        until = time.monotonic() + patience
        while not self._try():
            holder = self._holder()
            if not holder.get("stopping") or time.monotonic() > until:
                raise PreflightError(
                    f"Dastak already runs in this folder at {holder.get('address', 'another address')} "
                    f"(process {holder.get('pid', 'unknown')}); stop it first, or set another DATA_DIR"
                )
            time.sleep(0.1)
        self.note(stopping=False)

    def note(self, stopping: bool) -> None:
        """Tell others who find the lock taken what we are about."""
        self.file.truncate(0)
        self.file.write(json.dumps({"pid": os.getpid(), "address": self.address, "stopping": stopping}))
        self.file.flush()

    def close(self) -> None:
        """Let others have it, if it was ours."""
        self.file.close()

    def _try(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _holder(self) -> dict[str, object]:
        self.file.seek(0)
        try:
            holder: dict[str, object] = json.loads(self.file.read())
        except ValueError:
            return {}
        return holder


def make_folders(home: Path) -> None:
    """Make DATA_DIR and what belongs into it; raises PreflightError where that can't be."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("run", "log", "mail", "redis", "beat"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise PreflightError(
            f"DATA_DIR must be a folder that can be written to, like var: {error}"
        ) from error


def trouble_with(host: str, port: int) -> int:
    """Why nobody could listen there, as an errno; 0 where one could.

    Our web server shares its port with whoever asks (SO_REUSEPORT) and would start beside another one unseen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or errno.EIO
    return 0


def check_port(host: str, port: int, patience: float) -> None:
    """Raise PreflightError unless we can listen there, giving a port `patience` seconds to become free."""
    until = time.monotonic() + patience
    while trouble_with(host, port) == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.05)
    trouble = trouble_with(host, port)
    if trouble == errno.EADDRINUSE:
        other = first_free(host, port + 1)
        raise PreflightError(
            f"Port {port} is taken by another program; choose another: make run PORT={other}"
        )
    if trouble == errno.EACCES:
        raise PreflightError(f"Port {port} is kept for root; choose one above 1023: make run PORT=8000")
    if trouble:
        raise PreflightError(
            f"HOST={host} is no address of this machine ({os.strerror(trouble)}); use 127.0.0.1"
        )


def first_free(host: str, port: int) -> int:
    """The first free port from `port` on."""
    return next(each for each in range(port, 65536) if not trouble_with(host, each))


def check_reachable(settings: Settings) -> None:
    """Raise PreflightError where a server that we were told to use doesn't answer."""
    for name in ("database_url", "database_replica_url", "redis_url", "broker_url"):
        if name in settings.model_fields_set and (url := getattr(settings, name)):
            _check_answers(name.upper(), url)


def _check_answers(name: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return
    port = parts.port or USUAL_PORT.get(parts.scheme, 0)
    where = f"{parts.hostname}:{port}" if parts.hostname else parts.path
    try:
        _connect(parts.hostname, port, parts.path)
    except OSError as error:
        why = error.strerror or error
        raise PreflightError(
            f"{name}: nothing answers at {where} ({why}); start it, or leave {name} out"
        ) from error


def _connect(host: str | None, port: int, path: str) -> None:
    if host:
        socket.create_connection((host, port), 3).close()
        return
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(path)
