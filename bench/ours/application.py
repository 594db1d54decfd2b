"""The application as it is measured: at the towns' moment, its cost counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import event, select

from backend.app import create_app
from backend.config import Settings
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from bench.seeds.sizes import NOW

Given = dict[str, Any]
"""The settings of an application by name."""


@contextmanager
def application(given: Given) -> Iterator[Flask]:
    """An application at the towns' moment, connected to its database already."""
    with time_machine.travel(NOW):
        app = create_app(Settings(**given))
        with app.app_context():
            with unit_of_work(write=False) as session:
                session.execute(select(1))
            yield app
            db.engine.dispose()


@dataclass
class Cost:
    """What something cost: seconds, statements, and bytes of memory at its peak, all and grown."""

    seconds: float = 0
    statements: int = 0
    peak: int = 0
    growth: int = 0
    result: str = ""


@contextmanager
def counted() -> Iterator[Cost]:
    """Measure what happens inside, in the application in hand."""
    cost = Cost()

    def note(*_: Any) -> None:
        cost.statements += 1

    event.listen(db.engine, "before_cursor_execute", note)
    before = _forget_peak()
    began = perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = perf_counter() - began
        cost.peak = _memory("VmHWM")
        cost.growth = cost.peak - before
        event.remove(db.engine, "before_cursor_execute", note)


def _forget_peak() -> int:
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
