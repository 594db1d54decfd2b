"""Who belongs to a run, kept in files, so that whoever comes after a kill can end what was left behind."""

import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from backend.run import linux


@dataclass(frozen=True)
class Record:
    """A child that leads a session of its own; `run` names the supervisor that started it."""

    pid: int
    started: int
    boot: str
    run: str


def run_id() -> str:
    """A name for this supervisor that no other ever has on this machine."""
    me = linux.process(os.getpid())
    return f"{linux.boot()}-{os.getpid()}-{me.started if me else 0}"


def write(folder: Path, name: str, pid: int, run: str) -> Record | None:
    """Remember the child `name`; None where it is gone already."""
    seen = linux.process(pid)
    if not seen:
        return None
    record = Record(pid, seen.started, linux.boot(), run)
    aside = folder / f"{name}.new"
    aside.write_text(json.dumps(asdict(record)))
    aside.replace(folder / f"{name}.child")
    return record


def forget(folder: Path, name: str) -> None:
    """The child `name` has ended, and all that it started."""
    (folder / f"{name}.child").unlink(missing_ok=True)


def read(folder: Path) -> dict[str, Record]:
    """The children that were not known to have ended, by name."""
    records = {}
    for path in folder.glob("*.child"):
        with suppress(OSError, ValueError, TypeError):
            records[path.stem] = Record(**json.loads(path.read_text()))
    return records


def alive(record: Record) -> list[linux.Process]:
    """Who of that child's session still runs, children's children too.

    The kernel gives a session's number to nobody else while one of its members lives; so if a process has it
    that started at another moment, the session has ended and the number was given out anew.
    """
    leader = linux.process(record.pid)
    if record.boot != linux.boot() or (leader and leader.started != record.started):
        return []
    return [
        each for each in linux.processes() if each.session == record.pid and each.started >= record.started
    ]


def end(record: Record, patience: float = 5.0) -> int:
    """Kill that child's whole session; returns how many there were."""
    first = rest = alive(record)
    until = time.monotonic() + patience
    while rest and time.monotonic() < until:
        for each in rest:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(each.pid, signal.SIGKILL)
        time.sleep(0.02)
        rest = alive(record)
    return len(first)


def end_all(folder: Path) -> int:
    """End whatever any earlier run left behind; returns how many processes that were."""
    ended = 0
    for name, record in read(folder).items():
        ended += end(record)
        forget(folder, name)
    return ended
