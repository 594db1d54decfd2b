"""One child of the supervisor: started in a session of its own, watched, and stopped with all it started."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from backend.run import leftovers, linux

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_PAUSE = 30.0
STEADY = 60.0
"""Seconds after which a child counts as running well again."""
LOG_LIMIT = 20_000_000
"""Bytes of a log that are kept, and once more as many of the one before."""


class StartError(Exception):
    """Something didn't come up; the text is one line that says what and where to look."""


@dataclass(frozen=True)
class Part:
    """What is to run: its command, and how to see that it is ready."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool]
    patience: float = 45.0
    grace: float = 10.0


@dataclass
class Child:
    """A part that runs, or is about to again after a pause that doubles each time."""

    part: Part
    home: Path
    run: str
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    record: leftovers.Record | None = None
    since: float = 0.0
    failures: int = 0
    again_at: float | None = field(default=None)

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.home / "log" / f"{self.part.name}.log"

    def start(self) -> None:
        """Start it; it dies with us, and its own children by the warden's hand."""
        rotate(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.part.command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(linux.die_with_parent, os.getpid()),
            )
        self.record = leftovers.write(self.home / "run", self.part.name, self.process.pid, self.run)
        self.since, self.again_at = time.monotonic(), None

    def exited(self) -> int | None:
        """Its exit code once it has ended, None while it runs or waits to be started."""
        return self.process.poll() if self.process else None

    def wait_ready(self, stopping: Callable[[], bool]) -> None:
        """Return when it is ready or we are to stop; raises StartError where it ends or takes too long."""
        while not stopping() and not self.part.ready():
            if self.exited() is not None:
                raise StartError(f"{self.part.name} stopped while starting: {self.last_words()}")
            if time.monotonic() - self.since > self.part.patience:
                raise StartError(
                    f"{self.part.name} is not ready after {self.part.patience:.0f} s; see {self.log}"
                )
            time.sleep(0.03)

    def fell(self) -> float:
        """Clear up after an unexpected end; returns the seconds after which it starts again."""
        self._clear()
        self.failures = 1 if time.monotonic() - self.since > STEADY else self.failures + 1
        pause: float = min(LONGEST_PAUSE, 0.25 * 2**self.failures)
        self.again_at = time.monotonic() + pause
        return pause

    def ask_to_stop(self) -> None:
        """Ask it to end by itself."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def stop(self, hurry: Callable[[], bool]) -> None:
        """Give it its grace to end, then end it and all it started; at once where there is a hurry."""
        until = time.monotonic() + self.part.grace
        while self.process and self.process.poll() is None and time.monotonic() < until and not hurry():
            time.sleep(0.02)
        self._clear()

    def _clear(self) -> None:
        if self.record:
            leftovers.end(self.record)
        if self.process:
            self.process.wait()
        leftovers.forget(self.home / "run", self.part.name)
        self.process = self.record = None

    def last_words(self) -> str:
        """The last line of its log and where to find the others."""
        return f"{last_line(self.log)} (see {self.log})"


def last_line(log: Path) -> str:
    """The last line that says something."""
    with suppress(OSError):
        lines = [line.strip() for line in log.read_bytes()[-4000:].decode(errors="replace").splitlines()]
        return next((line for line in reversed(lines) if line), "it said nothing")
    return "it said nothing"


def rotate(log: Path) -> None:
    """Put a log that has grown large aside; who writes to it goes on writing to the same file."""
    with suppress(OSError):
        if log.stat().st_size > LOG_LIMIT:
            log.with_suffix(".log.1").write_bytes(log.read_bytes())
            os.truncate(log, 0)
