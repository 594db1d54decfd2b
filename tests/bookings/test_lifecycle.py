"""Every row of the table of a booking's moves, and every refusal."""

from datetime import timedelta
from itertools import product

import pytest

from backend.accounts.models import Role
from backend.bookings.lifecycle import ASKED_FOR, MOVES, Standing, actions
from backend.bookings.models import BookingStatus
from tests.cast import NOW

# The table of the house, written down a second time: move, from, by whom, and when where it matters.
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=-1)
ALWAYS = (BEFORE, AFTER)
OPEN = {
    ("accept", "requested", "professional"): (BEFORE,),
    ("reject", "requested", "professional"): ALWAYS,
    ("release", "assigned", "professional"): ALWAYS,
    ("cancel", "requested", "customer"): ALWAYS,
    ("cancel", "assigned", "customer"): ALWAYS,
    ("cancel", "requested", "admin"): ALWAYS,
    ("cancel", "assigned", "admin"): ALWAYS,
    ("close", "assigned", "professional"): ALWAYS,
    ("close", "assigned", "customer"): ALWAYS,
    ("close", "assigned", "admin"): (AFTER,),
    ("edit", "requested", "customer"): ALWAYS,
    ("edit", "assigned", "customer"): ALWAYS,
}
TARGETS = {
    "accept": "assigned",
    "reject": "requested",
    "release": "requested",
    "reschedule": "requested",
    "cancel": "cancelled",
    "close": "closed",
    "expire": "expired",
}
SOURCES = {
    "accept": {"requested"},
    "reject": {"requested"},
    "release": {"assigned"},
    "reschedule": {"requested", "assigned"},
    "cancel": {"requested", "assigned"},
    "close": {"assigned"},
    "expire": {"requested"},
}
ROLES = {
    "accept": {"professional"},
    "reject": {"professional"},
    "release": {"professional"},
    "reschedule": {"customer"},
    "cancel": {"customer", "admin"},
    "close": {"professional", "customer", "admin"},
    "expire": set(),
}
CASES = [tuple(case) for case in product([*ASKED_FOR, "edit"], BookingStatus, Role, ALWAYS)]


@pytest.mark.parametrize(("action", "status", "role", "ahead"), CASES)
def test_an_action_is_open_just_where_the_table_says(
    action: str, status: BookingStatus, role: Role, ahead: timedelta
) -> None:
    standing = Standing(status=status, scheduled_for=NOW + ahead, reviewed=False)
    expected = ahead in OPEN.get((action, status.value, role.value), ())
    assert (action in actions(standing, role, NOW)) is expected


@pytest.mark.parametrize(
    ("status", "role", "reviewed"), [tuple(case) for case in product(BookingStatus, Role, (True, False))]
)
def test_only_the_customer_of_a_closed_booking_reviews_and_only_once(
    status: BookingStatus, role: Role, reviewed: bool
) -> None:
    standing = Standing(status=status, scheduled_for=NOW + AFTER, reviewed=reviewed)
    expected = status is BookingStatus.CLOSED and role is Role.CUSTOMER and not reviewed
    assert ("review" in actions(standing, role, NOW)) is expected


@pytest.mark.parametrize("action", TARGETS)
def test_each_move_goes_from_and_to_where_the_table_says(action: str) -> None:
    move = MOVES[action]
    assert move.target.value == TARGETS[action]
    assert {status.value for status in move.sources} == SOURCES[action]
    assert {role.value for role in move.roles} == ROLES[action]


def test_the_table_has_no_further_moves() -> None:
    assert MOVES.keys() == TARGETS.keys()


def test_releasing_and_cancelling_owe_a_reason() -> None:
    assert {action for action, move in MOVES.items() if move.needs_reason} == {"release", "cancel"}


def test_a_booking_that_is_due_this_very_moment_can_no_longer_be_accepted() -> None:
    standing = Standing(status=BookingStatus.REQUESTED, scheduled_for=NOW, reviewed=False)
    assert "accept" not in actions(standing, Role.PROFESSIONAL, NOW)
