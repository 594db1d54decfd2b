"""Booking a task: its terms are kept, prices that changed are refused, twice clicked books once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backend.bookings.models import Booking
from backend.core.idempotency import IdempotencyKey
from tests.steps import at, book, moment
from tests.worlds import Person, World


@pytest.fixture
def given(world: World) -> dict[str, Any]:
    return {"task_id": world.town.tasks["ac"], "scheduled_for": at(days=1)}


def test_a_booking_remembers_the_terms_of_its_moment(
    world: World, ada: Person, carl: Person, given: dict[str, Any]
) -> None:
    booking = carl.post("/api/bookings", given).ok(201)
    ac = world.town.tasks["ac"]
    ada.patch(f"/api/tasks/{ac}", {"name": "AC repair", "price": 1800, "time_required": 30}).ok()
    seen = carl.get(f"/api/bookings/{booking['id']}").ok()
    assert seen == booking
    assert (seen["price"], seen["task"]["name"]) == (1499.5, "AC check and gas refill")
    assert seen["task"]["time_required"] == 90
    assert moment(seen["ends_at"]) - moment(seen["scheduled_for"]) == timedelta(minutes=90)


def test_what_is_left_out_comes_from_the_profile(carl: Person, given: dict[str, Any]) -> None:
    booking = carl.post("/api/bookings", given).ok(201)
    assert booking["status"] == "requested"
    assert (booking["address"], booking["pincode"]) == ("4 Residency Road, Bengaluru", "560001")
    assert (booking["remarks"], booking["version"]) == ("", 1)
    assert set(booking["actions"]) == {"cancel", "edit"}
    assert (booking["professional"], booking["offered_to"], booking["review"]) == (None, None, None)


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(hours=3), timedelta(days=90)])
def test_any_moment_from_now_to_90_days_ahead_will_do(world: World, carl: Person, ahead: timedelta) -> None:
    scheduled_for = at(seconds=ahead.total_seconds())
    assert moment(book(world, carl, scheduled_for=scheduled_for)["scheduled_for"]) == moment(scheduled_for)


@pytest.mark.parametrize(
    ("scheduled_for", "code"),
    [
        (at(), "past"),
        (at(minutes=-1), "past"),
        ("1999-12-31T23:59:59+05:30", "past"),
        (at(days=90, seconds=1), "too_far"),
        ("9999-12-31T23:59:59+00:00", "too_far"),
        ("2026-06-16T10:00:00", "invalid"),
        ("2026-02-30T10:00:00Z", "invalid"),
        ("2026-06-16", "invalid"),
        ("tomorrow", "invalid"),
        ("", "invalid"),
        ("0001-01-01T00:00:00+23:59", None),
        ("9999-12-31T23:59:59-23:59", None),
        (1781600000, "invalid"),
    ],
)
def test_no_other_moment_will(
    world: World, carl: Person, given: dict[str, Any], scheduled_for: Any, code: str | None
) -> None:
    before = world.dump()
    faults = carl.post("/api/bookings", given | {"scheduled_for": scheduled_for}).faults()
    assert faults.keys() == {"/scheduled_for"}
    assert code is None or faults["/scheduled_for"] == code
    assert world.dump() == before


def test_any_offset_is_understood(world: World, carl: Person) -> None:
    booking = book(world, carl, scheduled_for="2026-06-16T10:00:00+05:30")
    assert moment(booking["scheduled_for"]) == moment("2026-06-16T04:30:00+00:00")


@pytest.mark.parametrize("task", [4711, 2**53 - 1])
def test_there_must_be_such_a_task(world: World, carl: Person, given: dict[str, Any], task: int) -> None:
    before = world.dump()
    assert carl.post("/api/bookings", given | {"task_id": task}).faults() == {"/task_id": "unknown_task"}
    assert world.dump() == before


def test_a_retired_task_is_not_booked(world: World, ada: Person, carl: Person, given: dict[str, Any]) -> None:
    book(world, carl, "ac")
    ada.delete(f"/api/tasks/{given['task_id']}").ok()
    assert carl.post("/api/bookings", given).faults() == {"/task_id": "unknown_task"}


def test_a_professional_who_does_it_there_can_be_chosen(
    world: World, carl: Person, petra: Person, given: dict[str, Any]
) -> None:
    booking = carl.post("/api/bookings", given | {"professional_id": petra.id, "pincode": "560002"}).ok(201)
    assert booking["offered_to"]["id"] == petra.id
    assert petra.get("/api/bookings", view="inbox").ok()["items"][0]["id"] == booking["id"]
    assert [n["kind"] for n in petra.get("/api/notifications").ok()["items"]][:1] == ["booking_requested"]


@pytest.mark.parametrize(
    ("who", "pincode"), [("paul", "560002"), ("petra", "110001"), ("piya", "560001"), ("carl", "560001")]
)
def test_no_other_can(world: World, carl: Person, given: dict[str, Any], who: str, pincode: str) -> None:
    before = world.dump()
    chosen = given | {"professional_id": world.town.ids[who], "pincode": pincode}
    assert carl.post("/api/bookings", chosen).faults() == {"/professional_id": "unknown_professional"}
    assert world.dump() == before


def test_the_price_that_was_shown_is_the_price_paid(
    world: World, ada: Person, carl: Person, given: dict[str, Any]
) -> None:
    assert carl.post("/api/bookings", given | {"expected_price": 1499.5}).ok(201)["price"] == 1499.5
    ada.patch(f"/api/tasks/{given['task_id']}", {"price": 1600}).ok()
    before = world.dump()
    problem = carl.post("/api/bookings", given | {"expected_price": 1499.5}).problem(409, "price_changed")
    assert problem["price"] == 1600
    assert "1600" in problem["detail"].replace(",", "")
    assert world.dump() == before
    assert carl.post("/api/bookings", given | {"expected_price": 1600}).ok(201)["price"] == 1600


@pytest.mark.parametrize("name", ["ada", "petra"])
def test_only_customers_book(world: World, given: dict[str, Any], name: str) -> None:
    world.person(name).post("/api/bookings", given).problem(403, "forbidden")


def test_the_same_key_and_body_get_the_first_answer(
    world: World, carl: Person, given: dict[str, Any], clock: time_machine.Traveller
) -> None:
    headers = {"Idempotency-Key": "a-click"}
    first = carl.post("/api/bookings", given, headers=headers).ok(201)
    clock.shift(timedelta(minutes=5))
    again = carl.post("/api/bookings", given, headers=headers).ok(201)
    assert again == first
    assert world.count(Booking) == 1


def test_the_same_key_and_another_body_are_refused(world: World, carl: Person, given: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "a-click"}
    carl.post("/api/bookings", given, headers=headers).ok(201)
    before = world.dump()
    other = given | {"remarks": "Ring twice"}
    carl.post("/api/bookings", other, headers=headers).problem(422, "idempotency_conflict")
    assert world.dump() == before


def test_a_key_belongs_to_its_user(world: World, carl: Person, cora: Person, given: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "a-click"}
    first = carl.post("/api/bookings", given, headers=headers).ok(201)
    second = cora.post("/api/bookings", given, headers=headers).ok(201)
    assert (first["id"] != second["id"], world.count(Booking)) == (True, 2)


def test_a_refusal_is_not_kept_under_the_key(world: World, carl: Person, given: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "a-click"}
    carl.post("/api/bookings", given | {"expected_price": 1}, headers=headers).problem(409, "price_changed")
    assert world.count(IdempotencyKey) == 0
    assert carl.post("/api/bookings", given | {"expected_price": 1499.5}, headers=headers).ok(201)


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there"])
def test_a_key_of_another_form_is_refused(
    world: World, carl: Person, given: dict[str, Any], key: str
) -> None:
    before = world.dump()
    faults = carl.post("/api/bookings", given, headers={"Idempotency-Key": key}).faults()
    assert [pointer for pointer in faults if "Idempotency-Key" in pointer]
    assert world.dump() == before


@pytest.mark.parametrize("key", ["x", "x" * 255, "three little words"])
def test_a_key_of_any_length_up_to_255_will_do(
    world: World, carl: Person, given: dict[str, Any], key: str
) -> None:
    headers = {"Idempotency-Key": key}
    assert carl.post("/api/bookings", given, headers=headers).ok(201)
    assert carl.post("/api/bookings", given, headers=headers).ok(201)
    assert world.count(Booking) == 1


def test_clicked_often_at_the_same_moment_it_is_booked_once(
    world: World, carl: Person, given: dict[str, Any]
) -> None:
    statuses: list[int] = []
    gate = threading.Barrier(6)

    def click() -> None:
        person = world.person("carl")
        gate.wait()
        headers = {"Idempotency-Key": "a-click"}
        statuses.append(person.post("/api/bookings", given, headers=headers).status)

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert world.count(Booking) == 1


def test_the_customer_has_it_in_writing(world: World, carl: Person) -> None:
    booking = book(world, carl)
    notice = carl.get("/api/notifications").ok()["items"][0]
    assert (notice["kind"], notice["about"]["booking_id"]) == ("booking_booked", booking["id"])
    assert notice["about"]["task_name"] == "Tap repair"


def test_money_is_kept_in_whole_paise(world: World, carl: Person) -> None:
    booking = book(world, carl, "ac")
    assert world.one(select(Booking.price).where(Booking.id == booking["id"])) == 149950
