"""What is worked out for everybody at once is what is worked out for each alone, in a town drawn by lot."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import DeclarativeBase, joinedload

from backend.accounts.models import (
    AccountStatus,
    Professional,
    ProfessionalPincode,
    ProfessionalTask,
    Role,
    User,
)
from backend.bookings.models import Booking, BookingStatus, Rejection
from backend.bookings.visibility import offered_to
from backend.catalogue.models import Category
from backend.core import clock
from backend.core.months import month_of
from backend.core.unit_of_work import unit_of_work
from backend.reports import absence, digests, operations
from tests.cast import NOW
from tests.worlds import World

PINCODES = ("560001", "560002", "560003")
KOLKATA_EDGES = (NOW.replace(day=1, hour=0) - timedelta(hours=5, minutes=30), NOW)


def _insert(world: World, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    with world.app.app_context(), unit_of_work() as session:
        session.execute(insert(model), rows)


def _person(number: int, role: Role, draw: random.Random) -> dict[str, Any]:
    name = f"{role.value}{number}"
    seen = draw.choice([None, *(NOW - timedelta(days=days, hours=draw.randrange(24)) for days in range(30))])
    return {
        "id": number,
        "username": name,
        "username_key": name,
        "email": f"{name}@example.com",
        "password_hash": "",
        "role": role,
        "status": draw.choices(list(AccountStatus), [1, 8, 1, 1, 1])[0],
        "firstname": name,
        "lastname": "",
        "address": "",
        "pincode": PINCODES[0],
        "locale": "en",
        "search": "",
        "created_at": NOW - timedelta(days=draw.randrange(40)),
        "last_seen_at": seen,
    }


def _booking(number: int, town: Any, draw: random.Random) -> dict[str, Any]:
    status = draw.choices(list(BookingStatus), [12, 4, 2, 1, 1])[0]
    at = NOW + timedelta(hours=draw.randrange(-10, 60) // 2)
    alone = status is BookingStatus.REQUESTED and draw.random() < 0.2
    done = draw.choice(KOLKATA_EDGES) + timedelta(seconds=draw.randrange(-2, 3))
    return {
        "id": number,
        "task_id": draw.choice(list(town.tasks.values())),
        "task_name": f"Task {number}",
        "category": Category.PLUMBING,
        "price": 100 * number,
        "time_required": 60,
        "customer_id": draw.randrange(2000, 2006),
        "professional_id": None if status is BookingStatus.REQUESTED else draw.randrange(1000, 1020),
        "offered_to_id": draw.randrange(1000, 1020) if alone else None,
        "was_open": True,
        "status": status,
        "scheduled_for": at,
        "ends_at": at + timedelta(hours=1),
        "address": "",
        "pincode": draw.choice(PINCODES),
        "remarks": "",
        "search": "",
        "version": 1,
        "created_at": draw.choice(KOLKATA_EDGES) + timedelta(seconds=draw.randrange(-2, 3)),
        "closed_at": done if status is BookingStatus.CLOSED else None,
        "cancelled_at": done if status is BookingStatus.CANCELLED else None,
    }


@pytest.fixture(params=range(3))
def town(request: pytest.FixtureRequest, world: World) -> World:
    """Twenty professionals, six customers and 150 bookings, drawn by lot."""
    draw = random.Random(request.param)
    people = [_person(1000 + number, Role.PROFESSIONAL, draw) for number in range(20)]
    _insert(world, User, people + [_person(2000 + number, Role.CUSTOMER, draw) for number in range(6)])
    every = {person["id"]: draw.random() < 0.5 for person in people}
    profile = {"exp": 1, "compname": "", "serves_own_pincode": False}
    _insert(
        world,
        Professional,
        [{"user_id": number, "does_all_tasks": all_tasks, **profile,
          "approved_at": draw.choice([None, NOW - timedelta(days=draw.randrange(30))])}
         for number, all_tasks in every.items()],
    )  # fmt: skip
    served = {(number, draw.choice(PINCODES)) for number in every for _ in range(2)}
    _insert(
        world, ProfessionalPincode, [{"professional_id": who, "pincode": pin} for who, pin in sorted(served)]
    )
    # Who does all tasks may have named some before: these must not count twice.
    done = {(number, draw.choice(list(world.town.tasks.values()))) for number in every for _ in range(2)}
    _insert(
        world, ProfessionalTask, [{"professional_id": who, "task_id": task} for who, task in sorted(done)]
    )
    _insert(world, Booking, [_booking(5000 + number, world.town, draw) for number in range(150)])
    lots = {(5000 + draw.randrange(150), draw.randrange(1000, 1020)) for _ in range(400)}
    rejections = [{"booking_id": booking, "professional_id": who, "at": NOW} for booking, who in sorted(lots)]
    _insert(world, Rejection, rejections)
    return world


def _digest(user: User, session: Any, day: datetime) -> dict[str, Any] | None:
    """What the reminder must say, asked for one professional alone."""
    late = (Booking.professional_id == user.id) & (Booking.status == BookingStatus.ASSIGNED)
    waiting = session.scalars(select(Booking).where(offered_to(user), Booking.scheduled_for > NOW)).all()
    overdue = session.scalars(select(Booking).where(late, Booking.ends_at <= NOW)).all()
    approved_at = user.professional.approved_at if user.professional else None
    last = max(at for at in (user.last_seen_at, approved_at, user.created_at) if at is not None)
    days = (day.date() - last.astimezone(clock.zone()).date()).days
    absent_days = days if days in absence.remind_on(7) else None
    if not waiting and not overdue and absent_days is None:
        return None
    lines = sorted((*waiting, *overdue), key=lambda each: (each.scheduled_for, each.id))
    return {
        "date": day.date().isoformat(),
        "waiting": len(waiting),
        "overdue": len(overdue),
        "absent_days": absent_days,
        "bookings": {each.id for each in lines[: digests.LINES]},
    }


def test_the_evenings_digests_are_what_each_professional_may_accept(town: World) -> None:
    active = select(User).where(User.role == Role.PROFESSIONAL, User.status == AccountStatus.ACTIVE)
    with town.app.app_context(), unit_of_work(write=False) as session:
        day = NOW.astimezone(clock.zone())
        people = session.scalars(active.options(joinedload(User.professional))).all()
        alone = {user.id: _digest(user, session, day) for user in people}
        together: dict[int, Any] = dict(session.execute(digests.digests(day.date(), NOW, 7)).all())
    for about in together.values():
        about["bookings"] = {line["booking_id"] for line in about["bookings"]}
    assert together == {number: about for number, about in alone.items() if about}
    assert any(about["waiting"] > digests.LINES for about in together.values())


def _names(booking: Booking, month: str) -> list[str]:
    moments = {"booked": booking.created_at, "closed": booking.closed_at, "cancelled": booking.cancelled_at}
    return [name for name, at in moments.items() if at and month_of(at) == month]


@pytest.mark.parametrize("month", ["2026-05", "2026-06"])
def test_a_months_activity_is_what_happened_to_each_booking(town: World, month: str) -> None:
    with town.app.app_context(), unit_of_work(write=False) as session:
        together: dict[int, Any] = dict(session.execute(operations.activity(month)).all())
        expected: dict[int, dict[int, list[str]]] = {}
        for booking in session.scalars(select(Booking)):
            if names := _names(booking, month):
                expected.setdefault(booking.customer_id, {})[booking.id] = names
    found = {
        who: {line["booking_id"]: line["happened"] for line in about["bookings"]}
        for who, about in together.items()
    }
    assert found == expected
    for about in together.values():
        happened = [name for line in about["bookings"] for name in line["happened"]]
        counts = {name: about[name] for name in operations.MOMENTS}
        assert counts == {name: happened.count(name) for name in operations.MOMENTS}
        paid = (line["price"] for line in about["bookings"] if "closed" in line["happened"])
        assert about["spent"] == sum(paid)
