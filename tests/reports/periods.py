"""What the tests of planned jobs look at: moments in Kolkata, runs, what is owed, and every statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select, update

from backend.accounts.models import Professional, User
from backend.core.extensions import db
from backend.core.jobs import JobRun
from backend.notifications.models import Delivery
from tests.worlds import World

KOLKATA = ZoneInfo("Asia/Kolkata")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment by the clocks of Kolkata."""
    return datetime(year, month, day, hour, minute, tzinfo=KOLKATA)


def runs(world: World, name: str) -> list[tuple[str, str]]:
    """Period and status of the runs of a job, the oldest first."""
    found = world.all(select(JobRun).where(JobRun.name == name).order_by(JobRun.due_at))
    return [(row.period, row.status.value) for row in found]


def owed(world: World, kind: str) -> list[Delivery]:
    """The deliveries of a kind, in order of person, channel and period."""
    rows = select(Delivery).where(Delivery.kind == kind)
    return list(world.all(rows.order_by(Delivery.user_id, Delivery.channel, Delivery.subject)))


def visited(world: World, user_id: int, moment: datetime) -> None:
    """Let somebody have registered long ago, and have been seen at `moment` for the last time."""
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    world.change(update(User).where(User.id == user_id).values(last_seen_at=moment, created_at=long_ago))
    approved = update(Professional).where(Professional.user_id == user_id)
    world.change(approved.values(approved_at=min(moment, long_ago)))


def move_business(world: World, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
    """Give the business other settings, such as another zone, for this test."""
    monkeypatch.setitem(world.app.extensions, "settings", world.settings.model_copy(update=settings))


@contextmanager
def every_statement(world: World) -> Iterator[list[str]]:
    """Whatever is sent to the database while inside."""
    with world.app.app_context():
        engine = db.engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
