"""Other contests: whatever comes first, the end is one that the tables allow, and nothing breaks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from backend.accounts.models import AccountStatus, User
from backend.bookings.models import Booking, BookingMove, BookingStatus
from backend.catalogue.models import Task, TaskStatus
from tests.cast import PASSWORD
from tests.races.conftest import Field
from tests.races.contest import Contest, Racer, statuses

ROUNDS = 40
REASON = "No more need"


def _status(ground: Field, booking_id: int) -> BookingStatus:
    found: BookingStatus = ground.world.one(select(Booking.status).where(Booking.id == booking_id))
    return found


def test_one_click_sent_four_times_books_once(ground: Field, contest: Callable[[int], Contest]) -> None:
    racers, line = [ground.racer("carl") for _ in range(4)], contest(4)
    at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    given = {"task_id": ground.world.town.tasks["tap"], "scheduled_for": at}
    for number in range(ROUNDS):
        key = f"click-{number}"
        send = [partial(r.call, "POST", "/api/bookings", given, Idempotency_Key=key) for r in racers]
        outcomes = line.start(send)
        assert set(statuses(outcomes)) <= {201, 409}, outcomes
        booked = {outcome.body["id"] for outcome in outcomes if outcome.status == 201}
        assert len(booked) == 1
        late = {outcome.body["code"] for outcome in outcomes if outcome.status == 409}
        assert late <= {"idempotency_in_progress"}
    assert ground.world.count(Booking) == ROUNDS


def test_cancel_and_accept(ground: Field, contest: Callable[[int], Contest]) -> None:
    carl, racer, line = ground.racer("carl"), ground.racer("racer0"), contest(2)
    for (booking_id,) in ground.rows(ROUNDS):
        cancelled, accepted = line.start(
            [partial(carl.move, booking_id, "cancel", REASON), partial(racer.move, booking_id, "accept")]
        )
        assert cancelled.status == 200
        assert accepted.status in {200, 409}
        assert _status(ground, booking_id) is BookingStatus.CANCELLED
        # The history has no gap: the customer cancelled what the racer had just accepted, or didn't get.
        source = BookingStatus.ASSIGNED if accepted.status == 200 else BookingStatus.REQUESTED
        (step,) = ground.world.all(
            select(BookingMove).where(BookingMove.booking_id == booking_id, BookingMove.action == "cancel")
        )
        assert step.from_status is source


def test_edit_and_accept(ground: Field, contest: Callable[[int], Contest]) -> None:
    carl, racer, line = ground.racer("carl"), ground.racer("racer0"), contest(2)
    new_time = (datetime.now(UTC) + timedelta(days=60)).isoformat()
    later = {"version": 1, "scheduled_for": new_time}
    for (booking_id,) in ground.rows(ROUNDS):
        path = f"/api/bookings/{booking_id}"
        edited, accepted = line.start(
            [partial(carl.call, "PATCH", path, later), partial(racer.move, booking_id, "accept")]
        )
        assert (edited.status, accepted.status) in {(200, 200), (200, 409), (409, 200)}, (edited, accepted)
        seen = carl.call("GET", path).body
        moved = seen["scheduled_for"][:10] == new_time[:10]
        assert moved == (edited.status == 200)
        # Whoever has it has agreed to the time it is at now.
        if accepted.status == 200 and seen["status"] == "assigned":
            assert accepted.body["scheduled_for"] == seen["scheduled_for"]
        if seen["status"] == "assigned":
            assert racer.move(booking_id, "release", REASON).status == 200


def test_both_parties_close(ground: Field, contest: Callable[[int], Contest]) -> None:
    carl, racer, line = ground.racer("carl"), ground.racer("racer0"), contest(2)
    racer_id = ground.world.town.ids["racer0"]
    for (booking_id,) in ground.rows(ROUNDS, professional_id=racer_id, status=BookingStatus.ASSIGNED):
        outcomes = line.start([partial(each.move, booking_id, "close") for each in (carl, racer)])
        assert statuses(outcomes) == [200, 409]
        by = next(outcome.body["closed_by"] for outcome in outcomes if outcome.status == 200)
        assert carl.call("GET", f"/api/bookings/{booking_id}").body["closed_by"] == by


def test_book_and_retire(ground: Field, contest: Callable[[int], Contest]) -> None:
    ada, carl, line = ground.racer("ada"), ground.racer("carl"), contest(2)
    at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for number in range(ROUNDS):
        task = ada.call(
            "POST", "/api/tasks", {"name": f"Task {number}", "price": 10, "time_required": 30}
        ).body
        given = {"task_id": task["id"], "scheduled_for": at}
        removed, booked = line.start(
            [
                partial(ada.call, "DELETE", f"/api/tasks/{task['id']}"),
                partial(carl.call, "POST", "/api/bookings", given),
            ]
        )
        assert (removed.status, booked.status) in {(204, 422), (200, 201)}, (removed, booked)
        kept = ground.world.all(select(Task.status).where(Task.id == task["id"]))
        assert list(kept) == ([TaskStatus.RETIRED] if booked.status == 201 else [])


def test_block_and_accept(ground: Field, contest: Callable[[int], Contest]) -> None:
    ada, line, id_ = ground.racer("ada"), contest(2), ground.world.town.ids["racer0"]
    for (booking_id,) in ground.rows(ROUNDS):
        token = ada.call("POST", "/api/check", {"username": "racer0", "password": PASSWORD}).body[
            "access_token"
        ]
        racer = Racer(ground.stack.port, token)
        blocked, accepted = line.start(
            [
                partial(ada.call, "POST", f"/api/users/{id_}/moves", {"action": "block", "reason": REASON}),
                partial(racer.move, booking_id, "accept"),
            ]
        )
        racer.close()
        assert blocked.status == 200
        assert accepted.status in {200, 401, 403, 404, 409}, accepted
        assert _status(ground, booking_id) is BookingStatus.REQUESTED, "a blocked professional has nothing"
        ground.world.change(update(User).where(User.id == id_).values(status=AccountStatus.ACTIVE))


def test_two_customers_take_one_name(ground: Field, contest: Callable[[int], Contest]) -> None:
    visitors, line = [Racer(ground.stack.port, "") for _ in range(2)], contest(2)
    for number in range(10):
        given = {"username": f"twin{number}", "password": PASSWORD, "firstname": "T", "lastname": "W"}
        given |= {"address": "1 MG Road", "pincode": "560001"}
        calls = [
            partial(v.call, "POST", "/api/add_customer", given | {"email": f"{number}.{place}@example.com"})
            for place, v in enumerate(visitors)
        ]
        outcomes = line.start(calls)
        assert statuses(outcomes) == [201, 409], outcomes
        (late,) = [outcome.body for outcome in outcomes if outcome.status == 409]
        assert (late["code"], late["errors"][0]["pointer"]) == ("taken", "/username")
    for visitor in visitors:
        visitor.close()
