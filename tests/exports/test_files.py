"""Whole files: the same bytes on both engines, of one moment's view, in the way of nobody."""

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select, text

from backend.accounts.models import AuditEntry
from backend.bookings.models import Booking
from backend.core import clock
from backend.core.extensions import db
from backend.exports import files, runs
from backend.exports.models import Export, ExportKind
from tests.exports.steps import read
from tests.worlds import World, Worlds

NASTY = ['=1+"1",\r\n2', "नमस्ते, ＝ सच", "", "\n", "100 %s {x} \\ ' :y", "'=x", "\tx", "a;b"]
BEGIN = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)


def _fill(world: World) -> None:
    """The same rows on either engine: every kind of value, around a change of the clocks."""
    person, task = world.town.ids["carl"], world.town.tasks["ac"]
    for at, words in enumerate(NASTY):
        moment = BEGIN + timedelta(seconds=at, hours=at // 4)
        booking = {
            "id": 900 + at, "task_id": task, "task_name": words, "category": "cleaning", "price": 100 * at,
            "time_required": 60, "customer_id": person, "was_open": at % 2 == 0, "status": "closed",
            "scheduled_for": moment, "ends_at": moment, "address": words, "pincode": "560001",
            "remarks": words, "search": words, "version": 1, "created_at": moment,
            "closed_at": moment if at else None, "closed_by": "admin" if at else None,
            "rating": at % 6 or None, "review_remarks": words if at else None,
        }  # fmt: skip
        world.change(insert(Booking).values(booking))
        entry = {"at": moment, "action": "x", "subject_kind": "x", "subject_id": 1, "details": {words: [at]}}
        world.change(insert(AuditEntry).values(entry | {"id": 9000 + at}))


def _made(world: World, kind: ExportKind, path: Path) -> Path:
    export = Export(id=1, kind=kind, filters={})
    with world.app.app_context():
        files.write(export, path)
    return path


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports without a row: nothing is asked between two blocks."""
    monkeypatch.setattr(runs, "renew", lambda *_: None)


@pytest.fixture
def both(worlds: Worlds, clock: Any) -> list[World]:
    """The town on both engines, each with the same bookings."""
    towns = [worlds.world(engine) for engine in ("sqlite", "postgresql")]
    for town in towns:
        town.restore()
        _fill(town)
    return towns


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Europe/Berlin"])
def test_both_engines_write_the_same_bytes(
    both: list[World], unwatched: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setattr(clock, "zone", lambda: ZoneInfo(zone))
    one, other = (
        _made(town, ExportKind.CLOSED_BOOKINGS, tmp_path / f"{at}.csv").read_bytes()
        for at, town in enumerate(both)
    )
    assert one == other
    assert one.startswith(b"\xef\xbb\xbfbooking_id,")
    cells = [row[11] for row in read(one)[1:]]
    assert cells == ['\'=1+"1",\r\n2', *NASTY[1:3], "'\n", *NASTY[4:6], "'\tx", "a;b"]


def test_both_engines_write_the_same_tables(both: list[World], unwatched: None, tmp_path: Path) -> None:
    found = []
    for at, town in enumerate(both):
        with zipfile.ZipFile(_made(town, ExportKind.EVERYTHING, tmp_path / f"{at}.zip")) as archive:
            assert archive.testzip() is None
            found.append({name: archive.read(name) for name in archive.namelist()})
    one, other = found
    assert one.keys() == other.keys()
    for name in ("bookings.csv", "tasks.csv", "professionals.csv", "installation.csv"):
        assert one[name] == other[name], name
    ours = [
        [line for line in each["audit_entries.csv"].split(b"\r\n") if b'"x","x",' in line] for each in found
    ]
    assert ours[0] == ours[1]
    assert len(ours[0]) == len(NASTY)


def test_it_sees_one_moment_and_holds_up_nobody(world: World) -> None:
    _fill(world)
    many = select(func.count()).select_from(Booking)
    with world.app.app_context(), files.snapshot() as connection:
        before = connection.scalar(many)
        world.change(Booking.__table__.delete())  # type: ignore[attr-defined]
        assert connection.scalar(many) == before
    assert world.count(Booking) == 0


def test_the_time_limit_of_a_request_is_not_an_exports(worlds: Worlds) -> None:
    town = worlds.world("postgresql")
    with town.app.app_context():
        with files.snapshot() as connection:
            assert connection.scalar(text("SHOW statement_timeout")) == "0"
            assert connection.scalar(text("SHOW timezone")) == "Asia/Kolkata"
            assert connection.scalar(text("SHOW transaction_read_only")) == "on"
        with db.engine.connect() as other:
            assert other.scalar(text("SHOW statement_timeout")) == "1min"
            assert other.scalar(text("SHOW timezone")).lower() == "utc"


def test_who_stops_reading_leaves_no_broken_connection(world: World, tmp_path: Path) -> None:
    _fill(world)
    export = Export(id=1, kind=ExportKind.CLOSED_BOOKINGS, filters={}, claimed_by="nobody")
    with world.app.app_context(), pytest.raises(runs.Stopped):
        files.write(export, tmp_path / "stopped.csv")
    assert world.count(Booking) == len(NASTY)
