"""The business zone's offset in SQL, for the engine that knows no zones: SQLite keeps UTC as text."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, case, func, literal, literal_column

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Between them a zone's changes are looked up; no booking lies beyond."""

STEP = timedelta(days=7)
"""No zone keeps an offset for a shorter time."""

Span = tuple[datetime, timedelta]
"""From when which offset holds."""


@lru_cache
def spans(zone: ZoneInfo) -> tuple[Span, ...]:
    """Each span of one offset between FIRST and LAST, in order of time."""
    found, moment = [(FIRST, _offset(FIRST, zone))], FIRST
    while moment < LAST:
        later = moment + STEP
        if (offset := _offset(later, zone)) != found[-1][1]:
            found.append((_change(moment, later, zone), offset))
        moment = later
    return tuple(found)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the offset of `after` begins."""
    new = _offset(after, zone)
    while (gap := after - before) > timedelta(seconds=1):
        middle = before + timedelta(seconds=gap.total_seconds() // 2)
        before, after = (before, middle) if _offset(middle, zone) == new else (middle, after)
    return after


def local(column: ColumnElement[datetime], zone: ZoneInfo) -> ColumnElement[str]:
    """A stored moment as ISO 8601 to the second with the zone's offset, found by halving the spans."""
    return _local(column, spans(zone))


def _local(column: ColumnElement[datetime], held: Sequence[Span]) -> ColumnElement[str]:
    if len(held) == 1:
        return _shifted(column, held[0][1])
    middle = len(held) // 2
    # As the column stores it, so that texts compare as moments do.
    border: ColumnElement[Any] = literal_column(f"'{held[middle][0]:%Y-%m-%d %H:%M:%S}.000000'")
    return case((column < border, _local(column, held[:middle])), else_=_local(column, held[middle:]))


def _shifted(column: ColumnElement[datetime], offset: timedelta) -> ColumnElement[str]:
    seconds = int(offset.total_seconds())
    # Without its fraction, which SQLite would round up to the next second and PostgreSQL drops.
    whole = func.substr(column, 1, 19, type_=Text)
    local_time = func.strftime("%Y-%m-%dT%H:%M:%S", whole, f"{seconds:+} seconds", type_=Text)
    return local_time + literal(_written(seconds))


def _written(seconds: int) -> str:
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{rest // 60:02}"
