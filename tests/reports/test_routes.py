"""A customer's months in the app."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from backend.bookings.models import Booking
from tests.steps import book, closed, move
from tests.worlds import Person, World

MAY = datetime(2026, 5, 10, 6, tzinfo=UTC)


def test_a_month_as_data(world: World, carl: Person, petra: Person) -> None:
    first = closed(world, carl, petra, task="ac")
    second = book(world, carl, task="tap")
    third = book(world, carl, task="sofa")
    move(carl, third, "cancel", "Not needed.")
    report = carl.get("/api/reports/2026-06").ok()
    assert (report["period"], report["so_far"]) == ("2026-06", True)
    assert (report["name"], report["email"], report["pincode"]) == ("Carl Rao", "carl@example.com", "560001")
    figures = {name: report[name] for name in ("booked", "closed", "cancelled", "spent")}
    assert figures == {"booked": 3, "closed": 1, "cancelled": 1, "spent": 1499.5}
    happened = {line["booking_id"]: line["happened"] for line in report["bookings"]}
    assert happened == {
        first["id"]: ["booked", "closed"],
        second["id"]: ["booked"],
        third["id"]: ["booked", "cancelled"],
    }
    assert report["by_task"] == [{"task_name": "AC check and gas refill", "closed": 1, "spent": 1499.5}]


def test_what_began_in_one_month_and_ended_in_the_next_stands_in_both(
    world: World, carl: Person, petra: Person
) -> None:
    booking = closed(world, carl, petra, task="ac")
    world.change(update(Booking).where(Booking.id == booking["id"]).values(created_at=MAY))
    months = carl.get("/api/reports").ok()["items"]
    assert [(month["period"], month["so_far"]) for month in months] == [("2026-06", True), ("2026-05", False)]
    assert [(month["booked"], month["closed"], month["spent"]) for month in months] == [
        (0, 1, 1499.5),
        (1, 0, 0),
    ]
    may = carl.get("/api/reports/2026-05").ok()
    assert [line["happened"] for line in may["bookings"]] == [["booked"]]
    assert (may["booked"], may["closed"], may["spent"]) == (1, 0, 0)


def test_a_quiet_month_is_empty(carl: Person) -> None:
    assert carl.get("/api/reports").ok()["items"] == []
    report = carl.get("/api/reports/2026-01").ok()
    assert (report["booked"], report["bookings"], report["by_task"], report["so_far"]) == (0, [], [], False)


def test_nobody_sees_anothers_month(world: World, carl: Person, cora: Person) -> None:
    book(world, carl)
    assert cora.get("/api/reports/2026-06").ok()["bookings"] == []


@pytest.mark.parametrize("period", ["2026-07", "2026-13", "2026-00", "juneish", "2026-6", "20260-1"])
def test_there_is_no_such_month(carl: Person, period: str) -> None:
    carl.get(f"/api/reports/{period}").problem(404, "not_found")


@pytest.mark.parametrize("who", ["ada", "petra"])
def test_reports_are_for_customers(world: World, who: Any) -> None:
    world.person(who).get("/api/reports").problem(403, "forbidden")
