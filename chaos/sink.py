"""A mail server of its own that writes down every answer it gives, and refuses some messages for now.

Run as `python -m chaos.sink PORT FILE`; SIGTERM makes it go away without leaving a message in doubt: what
is written down was answered, and what comes later is sent away.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.I | re.M)
REFUSED, CLOSING, TAKEN = "451 try again later", "421 closing", "250 OK"
LAST_WORDS = 0.3
"""Seconds in which those who still talk are told that we close."""


@dataclass
class Taker:
    """Answers each message and writes down what it said, in one go: a stop never comes in between."""

    file: IO[str]
    refuse: float
    pace: float
    random: random.Random
    closing: bool = False
    numbers: "count[int]" = field(default_factory=count)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one message, or not; the name is the library's."""
        if self.pace:
            await asyncio.sleep(self.pace)
        if self.closing:
            return CLOSING
        refused = self.random.random() < self.refuse
        self._note(session, envelope, accepted=not refused)
        return REFUSED if refused else TAKEN

    def _note(self, session: Session, envelope: Envelope, *, accepted: bool) -> None:
        found = MESSAGE_ID.search(envelope.original_content or b"")
        number = vars(session).setdefault("number", next(self.numbers))
        line = {
            "at": time.monotonic(),
            "wall": time.time(),
            "accepted": accepted,
            "message_id": found[1].decode() if found else "",
            "recipient": ",".join(map(str, envelope.rcpt_tos)),
            "connection": f"{os.getpid()}/{number}",
            "port": cast("tuple[str, int]", session.peer)[1],
        }
        self.file.write(json.dumps(line) + "\n")


async def serve(taker: Taker, port: int) -> None:
    """Take messages on loopback until we are asked to stop."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def close() -> None:
        taker.closing = True
        stop.set()

    loop.add_signal_handler(signal.SIGTERM, close)
    server = await loop.create_server(lambda: SMTP(taker, hostname="sink.localhost"), "127.0.0.1", port)
    await stop.wait()
    server.close()
    await asyncio.sleep(LAST_WORDS)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--refuse", type=float, default=0.0, help="share of messages that get a 451")
    parser.add_argument("--pace", type=float, default=0.0, help="seconds that each message takes")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    with wanted.file.open("a", buffering=1) as file:
        taker = Taker(file, wanted.refuse, wanted.pace, random.Random(wanted.seed))
        asyncio.run(serve(taker, wanted.port))


if __name__ == "__main__":
    main()
