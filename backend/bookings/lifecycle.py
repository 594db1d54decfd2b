"""The one table of a booking's moves; decides, and knows neither rows nor HTTP."""

from dataclasses import dataclass
from datetime import datetime

from backend.accounts.models import Role
from backend.bookings.models import BookingStatus as S


@dataclass(frozen=True)
class Move:
    """One row: from which statuses to which, and by whom; `roles` is empty for the clock's own."""

    sources: frozenset[S]
    target: S
    roles: frozenset[Role]
    needs_reason: bool = False


def _move(sources: set[S], target: S, *roles: Role, needs_reason: bool = False) -> Move:
    return Move(frozenset(sources), target, frozenset(roles), needs_reason)


_LIVING = {S.REQUESTED, S.ASSIGNED}

MOVES: dict[str, Move] = {
    "accept": _move({S.REQUESTED}, S.ASSIGNED, Role.PROFESSIONAL),
    "reject": _move({S.REQUESTED}, S.REQUESTED, Role.PROFESSIONAL),
    "release": _move({S.ASSIGNED}, S.REQUESTED, Role.PROFESSIONAL, needs_reason=True),
    "reschedule": _move(_LIVING, S.REQUESTED, Role.CUSTOMER),
    "cancel": _move(_LIVING, S.CANCELLED, Role.CUSTOMER, Role.ADMIN, needs_reason=True),
    "close": _move({S.ASSIGNED}, S.CLOSED, Role.PROFESSIONAL, Role.CUSTOMER, Role.ADMIN),
    "expire": _move({S.REQUESTED}, S.EXPIRED),
}

ASKED_FOR = ("accept", "reject", "release", "cancel", "close")
"""The moves that somebody asks for by name; rescheduling is editing the date, expiring the clock's."""


@dataclass(frozen=True)
class Standing:
    """What decides about a booking that its viewer may see."""

    status: S
    scheduled_for: datetime
    reviewed: bool


def time_allows(action: str, role: Role, scheduled_for: datetime, moment: datetime) -> bool:
    """Nothing is accepted once its time has passed; an admin closes only what should be over."""
    if action == "accept":
        return scheduled_for > moment
    if action == "close" and role is Role.ADMIN:
        return scheduled_for <= moment
    return True


def actions(standing: Standing, role: Role, moment: datetime) -> list[str]:
    """What a viewer of this role may do now: the screens draw their buttons from this list."""
    open_now = [
        action
        for action in ASKED_FOR
        if role in MOVES[action].roles
        and standing.status in MOVES[action].sources
        and time_allows(action, role, standing.scheduled_for, moment)
    ]
    return open_now + _of_the_customer(standing, role)


def _of_the_customer(standing: Standing, role: Role) -> list[str]:
    if role is not Role.CUSTOMER:
        return []
    if standing.status in _LIVING:
        return ["edit"]
    return ["review"] if standing.status is S.CLOSED and not standing.reviewed else []
