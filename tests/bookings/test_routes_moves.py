"""The moves of a booking over HTTP: each status × each person × each action, and what follows."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from backend.bookings.models import Booking, BookingMove, BookingStatus
from tests.cast import NOW
from tests.steps import assigned, at, book, closed, move
from tests.worlds import Person, World

REASON = "The lift is broken"
ACTIONS = ["accept", "reject", "release", "cancel", "close"]
STATUSES = ["requested", "assigned", "closed", "cancelled", "expired"]

# Carl's booking; Petra has it where somebody has it; it was offered to Paul too. Every other cell is a
# refusal: 403 for a role that never may, 404 for who may not see it, 409 for what came too late.
OPEN = {
    ("requested", "petra", "accept"): "assigned",
    ("requested", "paul", "accept"): "assigned",
    ("requested", "petra", "reject"): "requested",
    ("requested", "paul", "reject"): "requested",
    ("requested", "carl", "cancel"): "cancelled",
    ("requested", "ada", "cancel"): "cancelled",
    ("assigned", "petra", "release"): "requested",
    ("assigned", "carl", "cancel"): "cancelled",
    ("assigned", "ada", "cancel"): "cancelled",
    ("assigned", "petra", "close"): "closed",
    ("assigned", "carl", "close"): "closed",
}
ROLES = {
    "accept": {"petra", "paul"},
    "reject": {"petra", "paul"},
    "release": {"petra", "paul"},
    "cancel": {"carl", "cora", "ada"},
    "close": {"carl", "cora", "petra", "paul", "ada"},
}
CELLS = [tuple(cell) for cell in product(STATUSES, ["ada", "carl", "cora", "petra", "paul", "piya"], ACTIONS)]


def _make(world: World, status: str) -> int:
    carl, petra = world.person("carl"), world.person("petra")
    make: dict[str, Callable[[], dict[str, Any]]] = {
        "requested": lambda: book(world, carl),
        "assigned": lambda: assigned(world, carl, petra),
        "closed": lambda: closed(world, carl, petra),
        "cancelled": lambda: move(carl, book(world, carl), "cancel", REASON),
        "expired": lambda: book(world, carl),
    }
    booking_id = int(make[status]()["id"])
    if status == "expired":
        expired = update(Booking).where(Booking.id == booking_id).values(status=BookingStatus.EXPIRED)
        world.change(expired)
    return booking_id


def _refusal(status: str, name: str, action: str) -> tuple[int, str]:
    if name == "piya":
        return 403, "not_active" if action in {"accept", "reject", "release", "close"} else "forbidden"
    if name not in ROLES[action]:
        return 403, "forbidden"
    if name == "cora":
        return 404, "not_found"
    if (status, name, action) == ("assigned", "ada", "close"):
        return 409, "too_early"
    return 409, "wrong_status"


@pytest.mark.parametrize(("status", "name", "action"), CELLS)
def test_every_cell_of_the_table(world: World, status: str, name: str, action: str) -> None:
    booking_id, who = _make(world, status), world.person(name)
    before, steps = world.dump(), world.count(BookingMove)
    answer = who.post(f"/api/bookings/{booking_id}/moves", {"action": action, "reason": REASON})
    if (status, name, action) in OPEN:
        assert answer.ok()["status"] == OPEN[status, name, action]
        assert world.count(BookingMove) == steps + 1
        return
    code, problem = _refusal(status, name, action)
    # A professional who is not active hears that first, whatever it is they ask for.
    assert answer.status == code, answer.text
    assert name == "piya" or answer.body["code"] == problem
    if code == 409:
        assert answer.body["booking_status"] == status
        assert status in answer.body["detail"] or problem == "too_early"
    assert world.dump() == before


@pytest.mark.parametrize("action", ACTIONS)
def test_a_visitor_moves_nothing(world: World, carl: Person, action: str) -> None:
    booking = book(world, carl)
    answer = world.anyone().post(f"/api/bookings/{booking['id']}/moves", {"action": action, "reason": REASON})
    answer.problem(401, "unauthenticated")


@pytest.mark.parametrize(("name", "action"), [("carl", "cancel"), ("ada", "cancel"), ("petra", "release")])
def test_a_reason_is_owed(world: World, carl: Person, petra: Person, name: str, action: str) -> None:
    booking = assigned(world, carl, petra)
    before = world.dump()
    path = f"/api/bookings/{booking['id']}/moves"
    assert world.person(name).post(path, {"action": action}).faults() == {"/reason": "missing_reason"}
    for reason in ("", "   ", "no"):
        faults = world.person(name).post(path, {"action": action, "reason": reason}).faults()
        assert faults.keys() == {"/reason"}
    assert world.dump() == before


@pytest.mark.parametrize("action", ["expire", "reschedule", "edit", "review", "ACCEPT", "", "book"])
def test_an_unknown_action_is_refused(world: World, carl: Person, petra: Person, action: str) -> None:
    booking = book(world, carl)
    answer = petra.post(f"/api/bookings/{booking['id']}/moves", {"action": action, "reason": REASON})
    assert answer.faults() == {"/action": "invalid_choice"}


def test_the_actions_shown_are_the_moves_that_are_open(world: World) -> None:
    for status in STATUSES:
        world.restore()
        booking_id = _make(world, status)
        for name in ("ada", "carl", "petra", "paul"):
            answer = world.person(name).get(f"/api/bookings/{booking_id}")
            shown = set(answer.body["actions"]) & set(ACTIONS) if answer.status == 200 else set()
            assert shown == {a for s, n, a in OPEN if (s, n) == (status, name)}, (status, name)


def test_an_admin_closes_once_the_time_has_passed(
    world: World, ada: Person, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    booking = assigned(world, carl, petra, scheduled_for=at(minutes=20))
    assert "close" not in ada.get(f"/api/bookings/{booking['id']}").ok()["actions"]
    clock.shift(timedelta(minutes=20))
    assert "close" in ada.get(f"/api/bookings/{booking['id']}").ok()["actions"]
    assert move(ada, booking, "close")["closed_by"] == "admin"


def test_what_is_over_is_not_accepted_any_more(
    world: World, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    booking = book(world, carl, scheduled_for=at(minutes=20))
    clock.shift(timedelta(minutes=20))
    before = world.dump()
    answer = petra.post(f"/api/bookings/{booking['id']}/moves", {"action": "accept"})
    assert answer.problem(409, "time_passed")["booking_status"] == "requested"
    assert world.dump() == before


@pytest.mark.parametrize("minutes", [-59, -30, 0, 30, 59])
def test_two_overlapping_bookings_are_not_both_accepted(
    world: World, carl: Person, cora: Person, petra: Person, paul: Person, minutes: int
) -> None:
    mine = assigned(world, carl, petra, scheduled_for=at(hours=5))
    other = book(world, cora, scheduled_for=at(hours=5, minutes=minutes))
    answer = petra.post(f"/api/bookings/{other['id']}/moves", {"action": "accept"})
    refusal = answer.problem(409, "overlap")
    assert refusal["booking_status"] == "requested"
    assert (refusal["overlaps"]["id"], refusal["overlaps"]["task_name"]) == (mine["id"], "Tap repair")
    assert move(paul, other, "accept")["status"] == "assigned"


@pytest.mark.parametrize("minutes", [-60, 60])
def test_back_to_back_bookings_are(
    world: World, carl: Person, cora: Person, petra: Person, minutes: int
) -> None:
    assigned(world, carl, petra, scheduled_for=at(hours=5))
    assert assigned(world, cora, petra, scheduled_for=at(hours=5, minutes=minutes))["status"] == "assigned"


def test_what_is_over_or_given_back_overlaps_with_nothing(
    world: World, carl: Person, cora: Person, petra: Person
) -> None:
    first = assigned(world, carl, petra)
    move(petra, first, "release", REASON)
    move(carl, assigned(world, carl, petra), "close")
    assert assigned(world, cora, petra)["status"] == "assigned"


def test_who_rejects_is_not_asked_again(world: World, carl: Person, petra: Person, paul: Person) -> None:
    booking = book(world, carl)
    assert move(petra, booking, "reject")["actions"] == []
    petra.get(f"/api/bookings/{booking['id']}").problem(404, "not_found")
    assert petra.get("/api/bookings", view="inbox").ok()["total"] == 0
    petra.post(f"/api/bookings/{booking['id']}/moves", {"action": "accept"}).problem(409, "wrong_status")
    assert move(paul, booking, "accept")["status"] == "assigned"


def test_a_booking_for_one_alone_goes_to_everyone_once_they_reject_it(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    booking = book(world, carl, professional_id=petra.id)
    assert booking["offered_to"]["id"] == petra.id
    paul.get(f"/api/bookings/{booking['id']}").problem(404, "not_found")
    paul.post(f"/api/bookings/{booking['id']}/moves", {"action": "accept"}).problem(404, "not_found")
    move(petra, booking, "reject")
    assert carl.get(f"/api/bookings/{booking['id']}").ok()["offered_to"] is None
    assert move(paul, booking, "accept")["professional"]["id"] == paul.id


def test_who_releases_gives_it_back_to_the_others(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    booking = assigned(world, carl, petra)
    move(petra, booking, "release", REASON)
    petra.post(f"/api/bookings/{booking['id']}/moves", {"action": "accept"}).problem(409, "wrong_status")
    seen = carl.get(f"/api/bookings/{booking['id']}").ok()
    assert (seen["status"], seen["professional"], seen["reason"]) == ("requested", None, REASON)
    assert move(paul, booking, "accept")["status"] == "assigned"


def test_closing_says_when_and_by_whom(
    world: World, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    booking = assigned(world, carl, petra)
    clock.shift(timedelta(minutes=25))
    shut = move(petra, booking, "close")
    assert shut["closed_by"] == "professional"
    assert shut["date_of_completion"].startswith("2026-06-15T06:55:00")
    assert carl.get(f"/api/bookings/{booking['id']}").ok()["closed_by"] == "professional"


def test_every_move_leaves_who_when_from_to_and_why(
    world: World, ada: Person, carl: Person, petra: Person, paul: Person, clock: time_machine.Traveller
) -> None:
    booking = book(world, carl, professional_id=petra.id)
    clock.shift(timedelta(minutes=10))
    move(petra, booking, "accept")
    move(petra, booking, "release", REASON)
    move(paul, booking, "accept")
    move(ada, booking, "cancel", "Double booked")
    steps = carl.get(f"/api/bookings/{booking['id']}/history").ok()["items"]
    assert [(s["action"], s["from_status"], s["to_status"], s["reason"]) for s in steps] == [
        ("book", None, "requested", None),
        ("accept", "requested", "assigned", None),
        ("release", "assigned", "requested", REASON),
        ("accept", "requested", "assigned", None),
        ("cancel", "assigned", "cancelled", "Double booked"),
    ]
    actors = [(s["actor"]["role"], s["actor"]["name"]) for s in steps]
    assert actors[:4] == [("customer", "Carl"), *[("professional", "Petra")] * 2, ("professional", "Paul")]
    assert actors[4][0] == "admin"
    assert steps[0]["at"].startswith(NOW.isoformat()[:19])
    assert steps[1]["at"].startswith((NOW + timedelta(minutes=10)).isoformat()[:19])


def test_the_database_refuses_an_assigned_booking_of_nobody(world: World, carl: Person) -> None:
    booking = book(world, carl)
    with pytest.raises(IntegrityError):
        world.change(update(Booking).where(Booking.id == booking["id"]).values(status=BookingStatus.ASSIGNED))
    assert world.one(select(Booking.status).where(Booking.id == booking["id"])) is BookingStatus.REQUESTED
