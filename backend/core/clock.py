"""The only reader of the wall clock, and the days of the business's own zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


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
