"""Outlives a supervisor that is killed, just long enough to end its children."""

import signal
import sys
from pathlib import Path

from backend.run import leftovers

NAME = "warden"


def main(folder: Path, run: str) -> None:
    """Wait until the supervisor is gone, which closes our standard input; then end what it leaves."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    while sys.stdin.buffer.read(1):
        pass
    for name, record in leftovers.read(folder).items():
        if record.run == run and name != NAME:
            leftovers.end(record)
            leftovers.forget(folder, name)
    leftovers.forget(folder, NAME)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
