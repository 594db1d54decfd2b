"""Figures of a period: its edges in the business's zone, what it is compared with, and who sees whose."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.accounts.models import User
from backend.bookings.models import Booking, BookingStatus
from tests.api import Api
from tests.statements import statements
from tests.steps import assigned, book, closed, move
from tests.worlds import Person, World

NEW_YEAR = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
"""31 December, 23:30 in Kolkata."""


def _stats(person: Api, **days: str) -> Any:
    return person.get("/api/stats", **days).ok()


def _happened(world: World, booking: dict[str, Any], moment: datetime, **more: Any) -> None:
    """Let everything about a booking have happened at one moment."""
    row = world.one(select(Booking).where(Booking.id == booking["id"]))
    names = ("created_at", "scheduled_for", "assigned_at", "closed_at", "cancelled_at")
    at = {name: moment for name in names if getattr(row, name) is not None}
    world.change(update(Booking).where(Booking.id == booking["id"]).values(**at, **more))


@pytest.mark.parametrize(
    ("moment", "day"),
    [(NEW_YEAR, "2026-12-31"), (NEW_YEAR + timedelta(minutes=30), "2027-01-01")],
)
def test_the_last_half_hour_of_the_year_belongs_to_it(
    world: World, ada: Person, carl: Person, petra: Person, moment: datetime, day: str
) -> None:
    _happened(world, closed(world, carl, petra, task="ac"), moment)
    for person in (ada, carl, petra):
        found = _stats(person, from_="2026-12-30", to="2027-01-02")
        assert [each["from"] for each in found["series"] if each["bookings"]] == [day]
        assert [each["from"] for each in found["series"] if each["closed"]] == [day]
        assert found["totals"]["closed_value"] == 1499.5
        assert _stats(person, from_=day, to=day)["totals"]["closed"] == 1
    other = {"2026-12-31": "2027-01-01", "2027-01-01": "2026-12-31"}[day]
    assert _stats(ada, from_=other, to=other)["totals"]["closed"] == 0


def test_each_outcome_counts_where_it_happened(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    _happened(world, closed(world, carl, petra, task="tap"), datetime(2026, 3, 2, 6, tzinfo=UTC))
    gone = book(world, carl)
    move(carl, gone, "cancel", "Not needed.")
    _happened(world, gone, datetime(2026, 3, 10, 6, tzinfo=UTC))
    _happened(world, book(world, carl), datetime(2026, 3, 11, 6, tzinfo=UTC), status=BookingStatus.EXPIRED)
    found = _stats(ada, from_="2026-03-01", to="2026-04-30")
    assert (found["step"], found["from"], found["to"]) == ("week", "2026-03-01", "2026-04-30")
    first, second, third = found["series"][:3]
    assert (first["from"], first["to"], first["bookings"]) == ("2026-03-01", "2026-03-01", 0)
    assert (second["from"], second["closed"], second["closed_value"]) == ("2026-03-02", 1, 599)
    assert (third["from"], third["bookings"], third["cancelled"], third["expired"]) == ("2026-03-09", 2, 1, 1)
    assert {name: found["totals"][name] for name in ("bookings", "closed", "cancelled", "expired")} == {
        "bookings": 3,
        "closed": 1,
        "cancelled": 1,
        "expired": 1,
    }


def test_it_is_compared_with_as_many_days_before(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    for stars, day in ((5, 10), (4, 10), (2, 9)):
        booking = closed(world, carl, petra, task="tap")
        carl.post(f"/api/bookings/{booking['id']}/review", {"rating": stars}).ok(201)
        _happened(world, booking, datetime(2026, 4, day, 6, tzinfo=UTC))
    world.change(
        update(User).where(User.username == "cora").values(created_at=datetime(2026, 4, 9, tzinfo=UTC))
    )
    found = _stats(ada, from_="2026-04-10", to="2026-04-10")
    assert (found["totals"]["closed"], found["totals"]["rating"], found["stars"]) == (2, 4.5, [0, 0, 0, 1, 1])
    assert found["totals"]["new_customers"] == 0
    before = found["before"]
    assert (before["from"], before["to"]) == ("2026-04-09", "2026-04-09")
    assert (before["totals"]["closed"], before["totals"]["rating"]) == (1, 2.0)
    assert (before["totals"]["new_customers"], before["totals"]["new_professionals"]) == (1, 0)
    top = found["top_tasks"][0]
    assert (top["closed"], top["closed_value"], top["rating"], top["ratings"]) == (2, 1198, 4.5, 2)


def test_a_professional_sees_nobody_elses_figures(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    closed(world, carl, petra, task="ac")
    move(paul, book(world, carl, task="sofa"), "reject")
    given_back = assigned(world, carl, paul, task="tap")
    move(paul, given_back, "release", "Ill today")
    found = _stats(paul)
    assert found["answers"] == {"accepted": 1, "rejected": 1, "released": 1}
    assert (found["totals"]["bookings"], found["totals"]["closed"], found["earnings"]) == (0, 0, 0)
    assert (found["top_tasks"], sum(found["weekdays"])) == ([], 0)
    assert all(each["closed_value"] == 0 for each in found["series"])
    assert _stats(petra)["answers"] == {"accepted": 1, "rejected": 0, "released": 0}
    assert "users_by_role" not in found


def test_a_customer_sees_nobody_elses_figures(
    world: World, carl: Person, cora: Person, petra: Person
) -> None:
    closed(world, carl, petra, task="ac")
    found = _stats(cora)
    assert (found["totals"]["bookings"], found["top_tasks"], found["professionals"]) == (0, [], [])
    assert "users_by_role" not in found


@pytest.mark.parametrize("who", ["ada", "carl", "petra"])
def test_where_nothing_happened_everything_is_nought(world: World, who: str) -> None:
    found = _stats(world.person(who), from_="2026-01-01", to="2026-01-31")
    assert len(found["series"]) == 31
    assert all(each["bookings"] == each["closed"] == 0 for each in found["series"])
    assert (found["totals"]["rating"], found["totals"]["ratings"], found["stars"]) == (None, 0, [0] * 5)
    assert found["top_tasks"] == []


def test_the_last_thirty_days_where_nothing_is_said(ada: Person) -> None:
    found = _stats(ada)
    assert (found["from"], found["to"], found["step"]) == ("2026-05-17", "2026-06-15", "day")
    assert (found["before"]["from"], found["before"]["to"]) == ("2026-04-17", "2026-05-16")
    assert (len(found["days"]), len(found["months"])) == (30, 6)
    told = _stats(ada, from_="2026-05-17")
    assert (told["to"], told["days"], told["months"], told["closed_value"]) == (
        "2026-06-15",
        None,
        None,
        None,
    )
    assert told["series"] == found["series"]
    assert _stats(ada, to="2026-02-28")["from"] == "2026-01-30"


def test_five_years_at_most(ada: Person) -> None:
    last = date(2026, 6, 15)
    first = last - timedelta(days=1829)
    found = _stats(ada, from_=first.isoformat(), to=last.isoformat())
    assert (found["step"], len(found["series"])) == ("month", 61)
    asked = ada.get("/api/stats", from_=str(first - timedelta(days=1)), to=str(last))
    assert asked.faults() == {"/from": "too_long"}


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        ({"from": "2026-06-02", "to": "2026-06-01"}, {"/from": "invalid"}),
        ({"from": "yesterday", "to": "2026-02-30"}, {"/from": "invalid", "/to": "invalid"}),
        ({"to": "2026-06-01T00:00:00Z"}, {"/to": "invalid"}),
        ({"to": "20260601"}, {"/to": "invalid"}),
        ({"to": "1780000000"}, {"/to": "invalid"}),
        ({"from": "0001-01-01"}, {"/from": "invalid"}),
        ({"to": "9999-12-31"}, {"/to": "invalid"}),
        ({"day": "2026-06-01"}, {"/day": "unknown_field"}),
    ],
)
def test_what_is_no_period_is_refused_by_name(
    ada: Person, asked: dict[str, str], faults: dict[str, str]
) -> None:
    assert ada.get("/api/stats", **asked).faults() == faults


@pytest.mark.parametrize(("who", "most"), [("ada", 5), ("petra", 6), ("carl", 4)])
def test_a_longer_period_takes_no_more_statements(world: World, who: str, most: int) -> None:
    person = world.person(who)
    counts = []
    for first in ("2026-06-15", "2026-02-01", "2022-01-01"):
        with statements(world) as seen:
            _stats(person, from_=first, to="2026-06-15")
        counts.append(len([each for each in seen if "sessions" not in each]))
    assert len(set(counts)) == 1
    assert counts[0] <= most
