"""One's own data as a file: all of it, and nobody else's."""

import json
from typing import Any

from tests.notifications.ways import SPACE, WEBHOOK
from tests.statements import statements
from tests.steps import assigned, book, closed, move
from tests.worlds import Person, World


def data(who: Person) -> dict[str, Any]:
    """The whole file."""
    found: dict[str, Any] = who.get("/api/me/data").ok()
    return found


def test_it_is_a_file_to_keep(carl: Person) -> None:
    answer = carl.get("/api/me/data")
    assert answer.response.mimetype == "application/json"
    assert answer.response.headers["Content-Disposition"] == 'attachment; filename="dastak-2026-06-15.json"'
    assert answer.response.headers["Cache-Control"] == "no-store"


def test_a_customers_file(world: World, carl: Person, petra: Person) -> None:
    booking = closed(world, carl, petra, remarks="Ring twice")
    carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 5, "remarks": "Thank you"}).ok(201)
    carl.put("/api/me/channels", {"mail": True, "chat": True, "sms": False, "chat_url": WEBHOOK}).ok()
    found = data(carl)
    assert found["account"]["email"] == "carl@example.com"
    (kept,) = found["bookings"]
    assert (kept["remarks"], kept["review"]["remarks"]) == ("Ring twice", "Thank you")
    assert [step["action"] for step in kept["steps"]] == ["book", "accept", "close", "review"]
    assert kept["professional"]["phone"] is None, "as the API shows it: the work is done"
    assert {"booking_booked", "booking_accepted"} <= {notice["kind"] for notice in found["notices"]}
    assert found["channels"] == {"mail": True, "chat": True, "sms": False, "chat_address": f"spaces/{SPACE}"}
    assert [each["current"] for each in found["sign_ins"]] == [True]


def test_a_professionals_file(world: World, carl: Person, petra: Person) -> None:
    mine, given_back = (
        assigned(world, carl, petra),
        assigned(world, carl, petra, task="ac", scheduled_for="2026-06-20T06:30:00Z"),
    )
    move(petra, given_back, "release", "Ill")
    declined = book(world, carl, professional_id=petra.id, scheduled_for="2026-06-22T06:30:00Z")
    move(petra, declined, "reject")
    found = data(petra)
    assert found["account"]["document"]["media_type"] == "image/jpeg"
    assert found["account"]["pincodes"] == ["560001", "560002"]
    assert [booking["id"] for booking in found["bookings"]] == [mine["id"]]
    steps = [(step["booking_id"], step["action"]) for step in found["other_steps"]]
    assert steps == [(given_back["id"], "accept"), (given_back["id"], "release"), (declined["id"], "reject")]
    assert [row["booking_id"] for row in found["declined"]] == [given_back["id"], declined["id"]]
    assert {"document", "approve"} <= {entry["action"] for entry in found["log"]}


def test_an_admins_and_a_waiting_ones_file(ada: Person, piya: Person) -> None:
    assert {"create_task", "approve"} <= {entry["action"] for entry in data(ada)["log"]}
    assert data(piya)["account"]["status"] == "pending"


def test_no_secret_and_nobody_else_stands_in_it(
    world: World, carl: Person, cora: Person, petra: Person
) -> None:
    world.anyone().post("/api/password-resets", {"email": "carl@example.com"}).ok(202)
    carl.put("/api/me/channels", {"mail": True, "chat": True, "sms": False, "chat_url": WEBHOOK}).ok()
    closed(world, carl, petra)
    assigned(world, cora, petra, scheduled_for="2026-06-20T06:30:00Z")
    for who in (carl, petra):
        text = json.dumps(data(who))
        assert [
            word for word in ("argon2", "refresh_id", "storage_key", "token", WEBHOOK) if word in text
        ] == []
    assert "D'Souza" not in json.dumps(data(carl))
    assert "Residency" not in json.dumps(data(petra)["bookings"][0]), (
        "the address of who is not visited any more"
    )


def test_the_number_of_statements_does_not_grow(world: World, carl: Person, petra: Person) -> None:
    def count() -> int:
        with statements(world) as seen:
            data(carl)
        return len(seen)

    closed(world, carl, petra)
    first = count()
    for _ in range(4):
        closed(world, carl, petra)
    assert count() == first
