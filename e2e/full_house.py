"""The sample business with somebody and something of every sort in it, for the sweep and the pictures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from backend.demo import PASSWORD
from e2e.house import ADMIN, House, open_house
from e2e.screens import Role

WHO = {
    Role.CUSTOMER: "carl",
    Role.PROFESSIONAL: "petra",
    Role.WAITING: "ishita",
    Role.REJECTED: "rahul",
    Role.ADMIN: ADMIN,
}


def open_full_house(folder: Path) -> tuple[House, dict[str, str]]:
    """The house, and what the words in the paths of screens stand for in it."""
    house = open_house(folder, password=PASSWORD, demo=True)
    rahul = house.professional("rahul", approved=False)
    reason = {"action": "reject", "reason": "The photo is too dark to read the name"}
    house.call("POST", f"/api/users/{rahul}/moves", reason, name=ADMIN)
    house.call("POST", "/api/exports", {"kind": "closed_bookings", "filters": {}}, name=ADMIN)
    return house, _places(house)


def _places(house: House) -> dict[str, str]:
    petra = house.call("GET", "/api/me", name="petra")["id"]
    carl = house.call("GET", "/api/me", name="carl")["id"]
    mine = _bookings(house, "")
    assigned = [one for one in mine if one["status"] == "assigned"]
    requested = _bookings(house, "requested") or [_book(house)]
    closed = [one for one in mine if one["status"] == "closed"]
    return {
        "task": str(closed[0]["task"]["id"]),
        "professional": str(petra),
        "customer": str(carl),
        "requested": str(requested[0]["id"]),
        "assigned": str(assigned[0]["id"]),
        "closed": str(_close(house)),
        "reviewed": str(next(one["id"] for one in closed if one["review"])),
        "cancelled": str(
            next((one["id"] for one in mine if one["status"] == "cancelled"), 0) or _cancel(house)
        ),
        "month": house.call("GET", "/api/reports", name="carl")["items"][0]["period"],
    }


def _bookings(house: House, status: str) -> list[dict[str, Any]]:
    asked = f"/api/bookings?per_page=100&status={status}" if status else "/api/bookings?per_page=100"
    return list(house.call("GET", asked, name="carl")["items"])


def _book(house: House) -> dict[str, Any]:
    house.tasks["any"] = int(house.call("GET", "/api/tasks")["items"][0]["id"])
    # Where Petra has nothing to do yet.
    at = (datetime.now(UTC) + timedelta(days=5)).replace(hour=5, minute=0, second=0, microsecond=0)
    id_ = house.booking("carl", "any", scheduled_for=at.isoformat())
    return dict(house.call("GET", f"/api/bookings/{id_}", name="carl"))


def _close(house: House) -> int:
    id_ = int(_book(house)["id"])
    house.move(id_, "accept", "petra")
    house.move(id_, "close", "carl")
    return id_


def _cancel(house: House) -> int:
    id_ = int(_book(house)["id"])
    house.move(id_, "cancel", "carl")
    return id_
