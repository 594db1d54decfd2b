"""A mail server of its own: `python -m bench.sink PORT [FILE]` takes all, and keeps it in FILE."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.servers.processes import LOOPBACK, answers, free_port, start, wait_until

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Posted:
    """One mail as it came over the wire."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class Sink:
    """Takes every message; `file` is where it is written down, where that is wanted."""

    file: Path | None
    kept: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take one message; the name is the library's."""
        if self.file is not None:
            assert isinstance(envelope.original_content, bytes)
            whole = [envelope.mail_from, envelope.rcpt_tos, envelope.original_content.decode("latin-1")]
            with self.file.open("a") as file:
                file.write(f"{json.dumps(whole)}\n")
        return "250 OK"


@contextmanager
def sink(folder: Path, keep: bool = False) -> Iterator[tuple[int, Path]]:
    """A sink and its port; what it keeps stands in the file, one message a line."""
    port, file = free_port(), folder / "posted"
    file.unlink(missing_ok=True)
    command = [sys.executable, "-m", __name__, str(port), *([str(file)] if keep else [])]
    child = start(command, log=folder / "sink.log", cwd=ROOT)
    try:
        wait_until(lambda: answers(port), child)
        yield port, file
    finally:
        child.stop()


def posted(file: Path) -> list[Posted]:
    """What a sink kept."""
    found = (json.loads(line) for line in file.read_text().splitlines())
    return [Posted(sender, recipients, text.encode("latin-1")) for sender, recipients, text in found]


def main(port: int, file: Path | None) -> None:
    """Serve until the end."""
    Controller(Sink(file), hostname=LOOPBACK, port=port).start()
    Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
