"""Editing and reviewing a booking."""

from typing import Any

import pytest

from tests.steps import assigned, at, book, closed, moment, move
from tests.worlds import Person, World


def _edit(who: Person, booking: dict[str, Any], **changes: Any) -> Any:
    return who.patch(f"/api/bookings/{booking['id']}", {"version": booking["version"]} | changes)


def test_address_pincode_and_remarks_change_and_nothing_else(world: World, carl: Person) -> None:
    booking = book(world, carl)
    changes = {"address": "9 Brigade Road", "pincode": "560002", "remarks": "Ring twice"}
    edited = _edit(carl, booking, **changes).ok()
    assert {name: edited[name] for name in changes} == changes
    assert edited["version"] == booking["version"] + 1
    same = booking.keys() - changes.keys() - {"version"}
    assert {name: edited[name] for name in same} == {name: booking[name] for name in same}


def test_an_assigned_booking_stays_assigned_when_its_remarks_change(
    world: World, carl: Person, petra: Person
) -> None:
    booking = assigned(world, carl, petra)
    edited = _edit(carl, booking, remarks="Ring twice").ok()
    assert (edited["status"], edited["professional"]["id"]) == ("assigned", petra.id)
    assert petra.get(f"/api/bookings/{booking['id']}").ok()["remarks"] == "Ring twice"


def test_a_new_date_asks_the_professional_again(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    booking = assigned(world, carl, petra)
    edited = _edit(carl, booking, scheduled_for=at(days=3)).ok()
    assert (edited["status"], edited["professional"]) == ("requested", None)
    assert edited["offered_to"]["id"] == petra.id
    assert (moment(edited["ends_at"]) - moment(edited["scheduled_for"])).total_seconds() == 3600
    paul.get(f"/api/bookings/{booking['id']}").problem(404, "not_found")
    steps = carl.get(f"/api/bookings/{booking['id']}/history").ok()["items"]
    assert [steps[-1][name] for name in ("action", "from_status", "to_status")] == [
        "reschedule",
        "assigned",
        "requested",
    ]
    assert petra.get("/api/notifications").ok()["items"][0]["kind"] == "booking_rescheduled"
    assert move(petra, booking, "accept")["status"] == "assigned"


def test_a_new_date_of_an_open_booking_leaves_it_open(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    edited = _edit(carl, book(world, carl), scheduled_for=at(days=3)).ok()
    assert (edited["status"], edited["offered_to"]) == ("requested", None)
    assert move(paul, edited, "accept")["status"] == "assigned"


def test_an_old_version_is_refused(world: World, carl: Person) -> None:
    booking = book(world, carl)
    _edit(carl, booking, remarks="Ring twice").ok()
    before = world.dump()
    _edit(carl, booking, remarks="Ring once").problem(409, "version_conflict")
    assert world.dump() == before


def test_a_change_of_nothing_changes_nothing(world: World, carl: Person) -> None:
    booking = book(world, carl)
    before = world.dump()
    assert _edit(carl, booking).ok() == booking
    assert _edit(carl, booking, remarks=booking["remarks"]).ok() == booking
    assert world.dump() == before


@pytest.mark.parametrize("action", ["cancel", "close"])
def test_what_is_over_is_not_edited(world: World, carl: Person, petra: Person, action: str) -> None:
    booking = move(carl, assigned(world, carl, petra), action, "No more need")
    before = world.dump()
    answer = _edit(carl, booking, remarks="Ring twice")
    assert answer.problem(409, "wrong_status")["booking_status"] == booking["status"]
    assert "edit" not in booking["actions"]
    assert world.dump() == before


@pytest.mark.parametrize(("scheduled_for", "code"), [(at(), "past"), (at(days=91), "too_far")])
def test_a_date_that_can_not_be_is_refused(world: World, carl: Person, scheduled_for: str, code: str) -> None:
    booking = book(world, carl)
    before = world.dump()
    assert _edit(carl, booking, scheduled_for=scheduled_for).faults() == {"/scheduled_for": code}
    assert world.dump() == before


def test_only_its_customer_edits(
    world: World, ada: Person, carl: Person, cora: Person, petra: Person
) -> None:
    booking = assigned(world, carl, petra)
    before = world.dump()
    foreign = _edit(cora, booking, remarks="x")
    absent = _edit(cora, booking | {"id": 4711}, remarks="x")
    foreign.problem(404, "not_found")
    assert foreign.body == absent.body
    for name in ("ada", "petra"):
        _edit(world.person(name), booking, remarks="x").problem(403, "forbidden")
    assert world.dump() == before


@pytest.mark.parametrize("field", ["price", "status", "professional_id", "task_id", "customer_id", "rating"])
def test_nothing_else_is_written(world: World, carl: Person, field: str) -> None:
    booking = book(world, carl)
    assert _edit(carl, booking, **{field: 1}).faults() == {f"/{field}": "unknown_field"}


def test_a_review_is_shown_and_counted(world: World, carl: Person, petra: Person, clock: object) -> None:
    booking = closed(world, carl, petra)
    assert "review" in booking["actions"]
    path = f"/api/bookings/{booking['id']}/review"
    reviewed = carl.post(path, {"rating": 4, "remarks": "Quick & clean"}).ok(201)
    assert (reviewed["review"]["rating"], reviewed["review"]["remarks"]) == (4, "Quick & clean")
    assert "review" not in reviewed["actions"]
    visitor = world.anyone()
    profile = visitor.get(f"/api/professionals/{petra.id}").ok()
    assert (profile["rating"], profile["rating_count"]) == (4, 1)
    task = visitor.get(f"/api/tasks/{world.town.tasks['tap']}").ok()
    assert (task["rating"], task["rating_count"]) == (4, 1)
    shown = visitor.get(f"/api/professionals/{petra.id}/reviews").ok()["items"]
    assert [(r["rating"], r["remarks"], r["task_name"], r["customer_firstname"]) for r in shown] == [
        (4, "Quick & clean", "Tap repair", "Carl")
    ]


def test_reviews_are_read_by_task_by_stars_and_in_order(world: World, carl: Person, petra: Person) -> None:
    for days, stars in enumerate((3, 5, 4), start=1):
        booking = closed(world, carl, petra, scheduled_for=at(days=days))
        carl.post(f"/api/bookings/{booking['id']}/review", {"rating": stars}).ok(201)

    def shown(path: str, **query: object) -> list[int]:
        return [one["rating"] for one in world.anyone().get(f"/api/{path}/reviews", **query).ok()["items"]]

    task = world.town.tasks["tap"]
    for path in (f"tasks/{task}", f"professionals/{petra.id}"):
        assert shown(path) == [4, 5, 3]
        assert shown(path, sort="id") == [3, 5, 4]
        assert shown(path, sort="-rating") == [5, 4, 3]
        assert shown(path, rating=4) == [4]
        world.anyone().get(f"/api/{path}/reviews", rating=6).problem(422, "validation")
    assert shown(f"tasks/{world.town.tasks['sofa']}") == []
    assert shown("tasks/987654") == []


def test_a_retired_task_shows_no_reviews(world: World, ada: Person, carl: Person, petra: Person) -> None:
    booking = closed(world, carl, petra)
    carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 4}).ok(201)
    task = world.town.tasks["tap"]
    ada.call("DELETE", f"/api/tasks/{task}").ok()
    assert world.anyone().get(f"/api/tasks/{task}/reviews").ok()["items"] == []


def test_a_booking_is_reviewed_once(world: World, carl: Person, petra: Person) -> None:
    booking = closed(world, carl, petra)
    carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 5}).ok(201)
    before = world.dump()
    answer = carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 1})
    assert answer.status == 409
    assert world.dump() == before


def test_only_a_closed_booking_is_reviewed(world: World, carl: Person, petra: Person) -> None:
    for booking in (book(world, carl), assigned(world, carl, petra, scheduled_for=at(days=2))):
        status = booking["status"]
        answer = carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 5})
        assert answer.problem(409, "wrong_status")["booking_status"] == status


@pytest.mark.parametrize(("name", "status"), [("cora", 404), ("petra", 403), ("ada", 403), ("paul", 403)])
def test_only_its_customer_reviews(world: World, carl: Person, petra: Person, name: str, status: int) -> None:
    booking = closed(world, carl, petra)
    answer = world.person(name).post(f"/api/bookings/{booking['id']}/review", {"rating": 5})
    assert answer.status == status


@pytest.mark.parametrize("rating", [0, 6, -1, 4.5, "5", True, None, 10**30])
def test_only_one_to_five_stars(world: World, carl: Person, petra: Person, rating: Any) -> None:
    booking = closed(world, carl, petra)
    before = world.dump()
    answer = carl.post(f"/api/bookings/{booking['id']}/review", {"rating": rating})
    assert answer.faults().keys() == {"/rating"}
    assert world.dump() == before
