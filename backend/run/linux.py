"""What we ask of Linux itself: who runs, since when, and to be told when a parent dies."""

import ctypes
import os
import signal
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)  # loaded before any fork, where loading would not be safe


@dataclass(frozen=True)
class Process:
    """One line of the process table; `started` is in ticks since the machine came up."""

    pid: int
    session: int
    started: int


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent` goes, however it goes."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before we could ask
        os._exit(1)


def boot() -> str:
    """An id that changes when the machine starts anew, and process ids with it."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def process(pid: int) -> Process | None:
    """The process `pid`, or None where it is gone or dead and only not yet buried."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = line[line.rindex(")") + 2 :].split()  # a program's name may hold spaces and brackets
    return None if fields[0] in "ZX" else Process(pid, int(fields[3]), int(fields[19]))


def processes() -> list[Process]:
    """Everything that runs on this machine as far as we may see it."""
    found = (process(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [each for each in found if each]
