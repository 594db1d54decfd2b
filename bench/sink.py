"""A mail server that takes everything, in a process of its own: `python -m bench.sink PORT FILE SINK`."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

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


class Sink(StrEnum):
    """What the server does with a mail before it says that it has it."""

    FORGETS = "forgets"
    KEEPS = "keeps"
    SYNCS = "syncs"
    """On disk, as a real one: who says 250 must not lose the mail any more (RFC 5321, 6.1)."""


@dataclass(frozen=True)
class Handler:
    """Takes every message."""

    sink: Sink
    file: BinaryIO

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take one message; the name is the library's."""
        assert isinstance(envelope.original_content, bytes)
        if self.sink is not Sink.FORGETS:
            whole = [envelope.mail_from, envelope.rcpt_tos, envelope.original_content.decode("latin-1")]
            self.file.write(f"{json.dumps(whole)}\n".encode())
            self.file.flush()
        if self.sink is Sink.SYNCS:
            os.fsync(self.file.fileno())
        return "250 OK"


@contextmanager
def serve(folder: Path, sink: Sink) -> Iterator[tuple[int, Path]]:
    """A server and its port; what it keeps stands in the file, one message a line."""
    port, file = free_port(), folder / "posted"
    command = [sys.executable, "-m", __name__, str(port), str(file), sink]
    child = start(command, log=folder / "sink.log", cwd=ROOT)
    try:
        wait_until(lambda: answers(port), child)
        yield port, file
    finally:
        child.stop()
        file.unlink()


def posted(file: Path) -> list[Posted]:
    """What a sink kept."""
    found = (json.loads(line) for line in file.read_text().splitlines())
    return [Posted(sender, recipients, text.encode("latin-1")) for sender, recipients, text in found]


def main(port: int, file: Path, sink: Sink) -> None:
    """Serve until the end."""
    with file.open("wb") as kept:
        Controller(Handler(sink, kept), hostname=LOOPBACK, port=port).start()
        Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Sink(sys.argv[3]))
