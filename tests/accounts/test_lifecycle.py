"""Every row of the table of an account's moves, and every refusal."""

from itertools import product

import pytest

from backend.accounts.lifecycle import MOVES, actions, allowed
from backend.accounts.models import AccountStatus, Role, User

# The table of the house, written down a second time: role, status and, for approve, a document on file.
OPEN = {
    ("approve", "professional", "pending", True),
    ("approve", "professional", "rejected", True),
    ("reject", "professional", "pending", True),
    ("reject", "professional", "pending", False),
    ("block", "professional", "active", True),
    ("block", "professional", "active", False),
    ("block", "customer", "active", True),
    ("block", "customer", "active", False),
    ("unblock", "professional", "blocked", True),
    ("unblock", "professional", "blocked", False),
    ("unblock", "customer", "blocked", True),
    ("unblock", "customer", "blocked", False),
}
TARGETS = {"approve": "active", "reject": "rejected", "block": "blocked", "unblock": "active"}
CASES = [tuple(case) for case in product(TARGETS, Role, AccountStatus, (True, False))]


@pytest.mark.parametrize(("action", "role", "status", "has_document"), CASES)
def test_a_move_is_open_just_where_the_table_says(
    action: str, role: Role, status: AccountStatus, has_document: bool
) -> None:
    user = User(role=role, status=status)
    expected = (action, role.value, status.value, has_document) in OPEN
    assert allowed(action, user, has_document=has_document) is expected
    assert (action in actions(user, has_document=has_document)) is expected


def test_each_move_leads_where_the_table_says() -> None:
    assert {action: move.target.value for action, move in MOVES.items()} == TARGETS


def test_rejecting_and_blocking_owe_a_reason() -> None:
    assert {action for action, move in MOVES.items() if move.needs_reason} == {"reject", "block"}
