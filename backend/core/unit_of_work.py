"""The one place that commits: a unit of work is all written or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from backend.core.database import writing
from backend.core.extensions import db
from backend.core.logs import log

_AFTERWARDS = "afterwards"
_AT_THE_END = "at_the_end"


@contextmanager
def unit_of_work(*, write: bool = True, lock: bool = True) -> Iterator[Session]:
    """Commit what happens inside, or roll it all back on any error; a read unit never commits.


    The transaction begins with the first statement. On SQLite a writing unit takes the write lock
    there, because a read that turns into a write can't wait for a lock and fails at once; `lock` is
    False for one that writes to temporary tables alone.
    """
    session = db.session()
    token = writing.set(write and lock)
    session.info[_AFTERWARDS] = []
    try:
        yield session
        if write:
            for call in session.info.pop(_AT_THE_END, {}):
                call()
            session.commit()
        calls = session.info[_AFTERWARDS]
    except BaseException:
        session.rollback()
        raise
    finally:
        writing.reset(token)
        session.info.clear()
        session.close()
    for call in calls:
        _run(call)


def at_the_end(call: Callable[[], object]) -> None:
    """Run `call` as the last of this unit's work, inside its transaction, once however often asked."""
    db.session().info.setdefault(_AT_THE_END, {})[call] = None


def afterwards(call: Callable[[], object]) -> None:
    """Run `call` once the unit in hand is committed, and never if it is rolled back.

    Such calls are hints (wake a job, drop a cached page): one that fails is logged, and the
    planners make up for it.
    """
    db.session().info[_AFTERWARDS].append(call)


def _run(call: Callable[[], object]) -> None:
    try:
        call()
    except Exception as error:
        log.warning("hint_failed", call=getattr(call, "__qualname__", repr(call)), error=str(error))


@contextmanager
def statements_alone() -> Iterator[Connection]:
    """A connection whose every statement is a unit of its own, committed without waiting for the disk.

    Such a unit outlives the death of every process of ours, but perhaps not a power cut: for many small
    writes that may be made once more without harm, one round trip each.
    """
    haste, care, options = _ALONE[db.engine.dialect.name]
    with db.engine.connect() as connection:
        connection.execution_options(alone=True, **options)
        connection.exec_driver_sql(haste)
        try:
            yield connection
        finally:
            connection.exec_driver_sql(care)


# SQLite's driver commits each statement as it is: nobody here says BEGIN.
_ALONE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL", {}),
    "postgresql": (
        "SET synchronous_commit = off",
        "RESET synchronous_commit",
        {"isolation_level": "AUTOCOMMIT"},
    ),
}
