"""The only reader of the wall clock, and the days of the business's own zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let what is done inside happen at `moment`: how the demo gets a past. Nothing else may want it."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)


def zone() -> ZoneInfo:
    """The business's zone (BUSINESS_ZONE): where its days and months begin."""
    return ZoneInfo(str(current_app.extensions["settings"].business_zone))


def day_start(day: date) -> datetime:
    """The moment at which `day` begins in the business's zone, in UTC; the first of all where none is."""
    try:
        return datetime.combine(day, time(), zone()).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def day_end(day: date) -> datetime:
    """The moment at which the day after `day` begins."""
    return datetime.max.replace(tzinfo=UTC) if day == date.max else day_start(day + timedelta(days=1))
