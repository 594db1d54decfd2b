"""The changes of a zone's offset."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.exports.zones import FIRST, spans


def test_india_has_kept_one_offset() -> None:
    assert spans(ZoneInfo("Asia/Kolkata")) == ((FIRST, timedelta(hours=5, minutes=30)),)


def test_the_very_second_of_each_change_is_found() -> None:
    changes = dict(spans(ZoneInfo("Europe/Berlin")))
    assert changes[datetime(2026, 3, 29, 1, tzinfo=UTC)] == timedelta(hours=2)
    assert changes[datetime(2026, 10, 25, 1, tzinfo=UTC)] == timedelta(hours=1)
    assert changes[datetime(2099, 3, 29, 1, tzinfo=UTC)] == timedelta(hours=2)
