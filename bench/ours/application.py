"""The application as it is measured: at the towns' moment, its cost counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from backend.config import Settings
from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.ground import new_app
from bench.seeds.sizes import NOW

Given = dict[str, Any]
"""The settings of an application by name."""

SETTING_UP = ("BEGIN", "SET ", "PRAGMA ")
"""What a transaction begins with: these look at no row and are not counted."""


@contextmanager
def application(given: Given) -> Iterator[Flask]:
    """A worker's application at the towns' moment, connected to its database already."""
    app = new_app(Settings(**given))
    with app.app_context(), _at_the_moment():
        with unit_of_work(write=False) as session:
            session.execute(select(1))
        yield app
        db.engine.dispose()


@contextmanager
def _at_the_moment() -> Iterator[None]:
    # By hand: what the tests travel with would bring its test runner into the memory we measure.
    real = clock.now
    ahead = NOW - real()
    clock.now = lambda: real() + ahead
    try:
        yield
    finally:
        clock.now = real


@dataclass
class Cost:
    """What something cost: seconds, all and of CPU; statements; bytes of memory, at its peak and grown.

    `began` is a moment of the clock that all processes of a machine share.
    """

    began: float = 0
    seconds: float = 0
    cpu: float = 0
    statements: int = 0
    peak: int = 0
    growth: int = 0
    result: str = ""


@contextmanager
def counted() -> Iterator[Cost]:
    """Measure what happens inside, in the application in hand."""
    cost = Cost()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        cost.statements += not statement.startswith(SETTING_UP)

    event.listen(db.engine, "before_cursor_execute", note)
    before = _forget_peak()
    cost.began, worked = perf_counter(), process_time()
    try:
        yield cost
    finally:
        cost.seconds, cost.cpu = perf_counter() - cost.began, process_time() - worked
        cost.peak = _memory("VmHWM")
        cost.growth = cost.peak - before
        event.remove(db.engine, "before_cursor_execute", note)


def _forget_peak() -> int:
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
