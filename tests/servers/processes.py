"""Child processes of the tests: on loopback, gone with whoever started them, ended by their id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Child:
    """A running program and the file that holds all it printed."""

    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: int

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def stop(self, within: float = 10.0) -> None:
        """Ask it to end; kill it where it hasn't after `within` seconds."""
        if self.alive():
            self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self) -> None:
        """End it the hard way (SIGKILL), as a crash would."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        """Everything it printed so far."""
        return self.log.read_text(errors="replace")


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether somebody listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: int = -1,
    stop_signal: int = signal.SIGTERM,
) -> Child:
    """Start `command` (its first word a path) with its output in `log`; it dies with this process."""
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(stop_signal)), str(user)]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*leash, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
        )
    return Child(process, log, stop_signal)


def wait_until(ready: Callable[[], bool], child: Child | None = None, within: float = 30.0) -> None:
    """Ask `ready` until it says yes; fail with what `child` printed if it ended or took too long."""
    end = time.monotonic() + within
    while not ready():
        if child is not None and not child.alive():
            raise AssertionError(f"it ended too early:\n{child.said()}")
        if time.monotonic() > end:
            raise AssertionError(f"not ready within {within} s:\n{child.said() if child else ''}")
        time.sleep(0.01)
