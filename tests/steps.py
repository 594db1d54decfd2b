"""Steps that many tests take on their way: book, accept, close, through the API as anybody would."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOW
from tests.worlds import Person, World


def at(**ahead: float) -> str:
    """A moment so far ahead of the frozen beginning, as the API takes it: `at(hours=5)`."""
    return (NOW + timedelta(**ahead)).isoformat()


def moment(text: str) -> datetime:
    """A moment as the API gives it; it must say its offset."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


def book(world: World, customer: Person, task: str = "tap", **more: Any) -> dict[str, Any]:
    """A new booking of `task`, tomorrow at the same hour unless told otherwise."""
    given = {"task_id": world.town.tasks[task], "scheduled_for": at(days=1)} | more
    booking: dict[str, Any] = customer.post("/api/bookings", given).ok(201)
    return booking


def move(who: Person, booking: dict[str, Any], action: str, reason: str | None = None) -> dict[str, Any]:
    """Make one move that must succeed; gives the booking as `who` sees it afterwards."""
    given = {"action": action} | ({"reason": reason} if reason else {})
    moved: dict[str, Any] = who.post(f"/api/bookings/{booking['id']}/moves", given).ok()
    return moved


def assigned(world: World, customer: Person, professional: Person, **more: Any) -> dict[str, Any]:
    """A booking that `professional` has accepted, as they see it."""
    return move(professional, book(world, customer, **more), "accept")


def closed(world: World, customer: Person, professional: Person, **more: Any) -> dict[str, Any]:
    """A booking that its customer has closed, as they see it."""
    return move(customer, assigned(world, customer, professional, **more), "close")
