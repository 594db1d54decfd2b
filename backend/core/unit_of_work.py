"""The one place that commits: a unit of work is all written or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from backend.core.database import hasty, writing
from backend.core.extensions import db
from backend.core.logs import log

_AFTERWARDS = "afterwards"
_AT_THE_END = "at_the_end"


@contextmanager
def unit_of_work(*, write: bool = True, durable: bool = True) -> Iterator[Session]:
    """Commit what happens inside, or roll it all back on any error; a read unit never commits.

    Where not `durable`, the commit doesn't wait for the disk: it outlives the death of every process
    of ours, but perhaps not a power cut. For what may be done once more without harm.

    The transaction begins with the first statement. On SQLite a writing unit takes the write lock
    there, because a read that turns into a write can't wait for a lock and fails at once.
    """
    session = db.session()
    token, haste = writing.set(write), hasty.set(not durable)
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
        hasty.reset(haste)
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
