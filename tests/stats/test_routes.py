"""Figures: right for each role, in the business's own days and months, and few statements."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from backend.bookings.models import Booking
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Delivery, DeliveryStatus
from tests.api import Api
from tests.statements import statements
from tests.steps import assigned, book, closed, move
from tests.worlds import Person, World


def _stats(person: Person) -> Any:
    return person.get("/api/stats").ok()


def test_the_admin_sees_the_whole_business(
    world: World, ada: Person, carl: Person, cora: Person, petra: Person, paul: Person
) -> None:
    closed(world, carl, petra, task="ac")
    closed(world, cora, paul, task="tap")
    assigned(world, cora, petra, task="tap")
    book(world, carl, task="tap")
    move(carl, book(world, carl, task="sofa"), "cancel", "Not needed.")
    world.change(
        update(Delivery).where(Delivery.kind == "booking_closed").values(status=DeliveryStatus.FAILED)
    )
    found = _stats(ada)
    assert found["users_by_role"] == {"admin": 1, "customer": 2, "professional": 3}
    expected = {"requested": 1, "assigned": 1, "closed": 2, "cancelled": 1, "expired": 0}
    assert found["bookings_by_status"] == expected
    assert (found["waiting_now"], found["this_month"], found["waiting_approvals"]) == (1, 5, 1)
    assert found["closed_value"] == 2098.5
    assert found["failed_deliveries"] == world.count(Delivery, Delivery.status == "failed") > 0
    assert found["top_tasks"][0] == {
        "task_id": world.town.tasks["tap"],
        "name": "Tap repair",
        "category": "plumbing",
        "active": True,
        "bookings": 3,
        "closed": 1,
        "closed_value": 599,
        "rating": None,
        "ratings": 0,
    }
    assert [month["month"] for month in found["months"]] == [f"2026-0{number}" for number in range(1, 7)]
    assert found["months"][-1] == {"month": "2026-06", "bookings": 5, "closed": 2, "closed_value": 2098.5}
    assert found["months"][0] == {"month": "2026-01", "bookings": 0, "closed": 0, "closed_value": 0}
    assert (len(found["days"]), found["days"][0]["date"]) == (30, "2026-05-17")
    assert found["days"][-1] == {"date": "2026-06-15", "bookings": 5, "closed": 2}
    assert found["rating"] is None


def test_the_rating_is_the_mean_of_all_reviews(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    for stars, task in ((5, "ac"), (4, "tap"), (4, "sofa")):
        booking = closed(world, carl, petra, task=task)
        carl.post(f"/api/bookings/{booking['id']}/review", {"rating": stars}).ok(201)
    assert _stats(ada)["rating"] == 4.3
    mine = _stats(petra)
    assert (mine["rating"], mine["rating_count"]) == (4.3, 3)


@pytest.mark.parametrize(
    ("moment", "month", "day"),
    [
        (datetime(2026, 5, 31, 18, 29, tzinfo=UTC), "2026-05", "2026-05-31"),
        (datetime(2026, 5, 31, 18, 30, tzinfo=UTC), "2026-06", "2026-06-01"),
    ],
)
def test_days_and_months_begin_at_midnight_in_the_business_zone(
    world: World, ada: Person, carl: Person, petra: Person, moment: datetime, month: str, day: str
) -> None:
    closed(world, carl, petra, task="ac")
    world.change(update(Booking).values(created_at=moment, closed_at=moment))
    found = _stats(ada)
    assert {each["month"] for each in found["months"] if each["bookings"]} == {month}
    assert {each["month"] for each in found["months"] if each["closed_value"] == 1499.5} == {month}
    assert {each["date"] for each in found["days"] if each["bookings"] and each["closed"]} == {day}


def test_a_professional_sees_their_own(world: World, carl: Person, petra: Person, paul: Person) -> None:
    closed(world, carl, petra, task="ac")
    old = closed(world, carl, petra, task="tap")
    world.change(
        update(Booking).where(Booking.id == old["id"]).values(closed_at=datetime(2026, 5, 20, tzinfo=UTC))
    )
    assigned(world, carl, petra, task="sofa")
    closed(world, carl, paul, task="sofa")
    book(world, carl, professional_id=petra.id)
    book(world, carl, professional_id=paul.id)
    book(world, carl)
    found = _stats(petra)
    now = {
        "waiting": 2,
        "assigned": 1,
        "closed": 2,
        "earnings": 2098.5,
        "earnings_this_month": 1499.5,
        "rating": None,
        "rating_count": 0,
        "answers": {"accepted": 3, "rejected": 0, "released": 0},
        "weekdays": [0, 2, 0, 0, 0, 0, 0],
    }
    assert {name: found[name] for name in now} == now
    assert found["totals"] == {
        "bookings": 3,
        "closed": 2,
        "cancelled": 0,
        "expired": 0,
        "closed_value": 2098.5,
        "rating": None,
        "ratings": 0,
        "new_customers": None,
        "new_professionals": None,
    }
    assert [(each["name"], each["closed_value"]) for each in found["top_tasks"]] == [
        ("AC check and gas refill", 1499.5),
        ("Tap repair", 599),
        ("Sofa cleaning", 0),
    ]


def test_a_customer_sees_their_own(world: World, carl: Person, cora: Person, petra: Person) -> None:
    closed(world, carl, petra, task="ac")
    book(world, carl)
    book(world, cora)
    found = _stats(carl)
    now = {"requested": 1, "assigned": 0, "closed": 1, "cancelled": 0, "spent": 1499.5}
    assert {name: found[name] for name in now} == now
    assert (found["totals"]["bookings"], found["totals"]["closed_value"]) == (2, 1499.5)
    assert [(each["name"], each["bookings"], each["closed_value"]) for each in found["top_tasks"]] == [
        ("AC check and gas refill", 1, 1499.5),
        ("Tap repair", 1, 0),
    ]
    assert found["professionals"] == [
        {
            "professional_id": petra.id,
            "firstname": "Petra",
            "lastname": "Rao",
            "compname": "Petra & Sons",
            "active": True,
            "closed": 1,
        }
    ]


def test_nobody_else_sees_any(anyone: Api, piya: Person) -> None:
    anyone.get("/api/stats").problem(401, "unauthenticated")
    piya.get("/api/stats").problem(403, "not_active")


@pytest.mark.parametrize("who", ["ada", "carl", "petra"])
def test_more_bookings_take_no_more_statements(world: World, carl: Person, petra: Person, who: str) -> None:
    closed(world, carl, petra)
    person = world.person(who)
    with statements(world) as few:
        _stats(person)
    with world.app.app_context(), unit_of_work() as session:
        row = dict(session.execute(select(Booking.__table__)).mappings().one())
        session.execute(insert(Booking), [row | {"id": row["id"] + more} for more in range(1, 200)])
    with statements(world) as many:
        _stats(person)
    # Two of them say who asks.
    assert len(many) == len(few) <= 8
