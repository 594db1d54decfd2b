"""Accepting at the same moment: one winner each, and nobody in two places at once."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import func, select

from backend.bookings.models import Booking, BookingMove, BookingStatus
from tests.races.conftest import PROFESSIONALS, Field
from tests.races.contest import Contest, statuses

ROUNDS = 200


def test_eight_professionals_accept_one_booking(ground: Field, contest: Callable[[int], Contest]) -> None:
    racers, line = [ground.racer(name) for name in PROFESSIONALS], contest(8)
    bookings = [ids[0] for ids in ground.rows(ROUNDS)]
    for booking_id in bookings:
        outcomes = line.start([partial(racer.move, booking_id, "accept") for racer in racers])
        assert statuses(outcomes) == [200, *[409] * 7], outcomes
        late = [outcome.body for outcome in outcomes if outcome.status == 409]
        assert {(body["code"], body["booking_status"]) for body in late} == {("wrong_status", "assigned")}
    assert ground.world.count(Booking, Booking.status == BookingStatus.ASSIGNED) == ROUNDS
    assert ground.world.count(BookingMove, BookingMove.action == "accept") == ROUNDS


def test_one_professional_accepts_two_overlapping_bookings(
    ground: Field, contest: Callable[[int], Contest]
) -> None:
    racers, line = [ground.racer("racer0") for _ in range(2)], contest(2)
    for pair in ground.rows(ROUNDS, copies=2):
        calls = [partial(racer.move, id_, "accept") for racer, id_ in zip(racers, pair, strict=True)]
        outcomes = line.start(calls)
        assert statuses(outcomes) == [200, 409], outcomes
        assert {outcome.body["code"] for outcome in outcomes if outcome.status == 409} == {"overlap"}
    assigned = select(func.count()).where(Booking.status == BookingStatus.ASSIGNED)
    per_moment = ground.world.all(assigned.group_by(Booking.scheduled_for))
    assert list(per_moment) == [1] * ROUNDS
