"""The moves of a booking: each one a guarded UPDATE that must change exactly one row."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import aliased

from backend.accounts.locks import still_active, take_turn
from backend.accounts.models import Role, User
from backend.bookings import lifecycle, notices
from backend.bookings.history import note
from backend.bookings.models import Booking, BookingMove, BookingStatus, Rejection
from backend.bookings.operations import wrong_status
from backend.bookings.visibility import offered_to, once_offered_to, see, with_parties
from backend.core import clock
from backend.core.extensions import db
from backend.core.problems import Problem, field_problem, forbidden, not_found

Guard = list[ColumnElement[bool]]


def move(booking_id: int, action: str, reason: str | None, actor: User) -> tuple[Booking, bool]:
    """Make one move of the table in lifecycle.py, whoever else tries at the same moment.

    Gives the booking as it is afterwards, and whether the actor still has a part in it.
    Raises 403 for a role that never may, 422 where a reason is owed, 404 for what the actor may
    not see, 409 for what came too late, with the status it met.
    """
    rule = lifecycle.MOVES[action]
    if actor.role not in rule.roles:
        raise forbidden()
    if rule.needs_reason and not reason:
        raise field_problem("/reason", "missing_reason", "Please say why.")
    if len(rule.sources) > 1:
        _hold(booking_id)
    before = see(booking_id, actor)
    if before is None:
        raise _hidden(booking_id, actor)
    guard, values = _STEPS[action](before, reason, actor)
    if not _write(booking_id, rule, guard, values):
        raise _too_late(booking_id, action, actor)
    return _finish(before, action, reason, actor)


def _hold(booking_id: int) -> None:
    # The history says from which status a move was made. Where the table allows two, somebody could
    # change the one for the other between our look and our UPDATE, which would not notice.
    db.session.execute(select(Booking.id).where(Booking.id == booking_id).with_for_update())


def _write(booking_id: int, rule: lifecycle.Move, guard: Guard, values: dict[str, Any]) -> bool:
    written = db.session.execute(
        update(Booking)
        .where(Booking.id == booking_id, Booking.status.in_(rule.sources), *guard)
        .values(status=rule.target, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount)  # type: ignore[attr-defined]


def _accept(_booking: Booking, _reason: str | None, actor: User) -> tuple[Guard, dict[str, Any]]:
    # Two overlapping bookings accepted at once would each see no other on PostgreSQL: one
    # professional's acceptances go one after another, by the lock on their profile's row.
    take_turn(actor.id)
    if not still_active(actor.id):
        raise forbidden()
    moment = clock.now()
    guard = [offered_to(actor), Booking.scheduled_for > moment, ~_overlapping(actor)]
    return guard, _next(professional_id=actor.id, offered_to_id=None, assigned_at=moment)


def _overlapping(professional: User) -> ColumnElement[bool]:
    other = aliased(Booking)
    theirs = select(other.id).where(
        other.professional_id == professional.id,
        other.status == BookingStatus.ASSIGNED,
        other.scheduled_for < Booking.ends_at,
        other.ends_at > Booking.scheduled_for,
    )
    return exists(theirs.correlate(Booking))


def _reject(_booking: Booking, _reason: str | None, actor: User) -> tuple[Guard, dict[str, Any]]:
    return [offered_to(actor)], {"offered_to_id": None, "was_open": True}


def _release(_booking: Booking, reason: str | None, actor: User) -> tuple[Guard, dict[str, Any]]:
    values = _next(professional_id=None, offered_to_id=None, was_open=True, assigned_at=None, reason=reason)
    return [Booking.professional_id == actor.id], values


def _cancel(_booking: Booking, reason: str | None, actor: User) -> tuple[Guard, dict[str, Any]]:
    return _own(actor), _next(reason=reason, cancelled_at=clock.now())


def _close(_booking: Booking, _reason: str | None, actor: User) -> tuple[Guard, dict[str, Any]]:
    moment = clock.now()
    guard = [Booking.scheduled_for <= moment] if actor.role is Role.ADMIN else _own(actor)
    return guard, _next(closed_at=moment, closed_by=actor.role)


def _own(actor: User) -> Guard:
    return {
        Role.ADMIN: [],
        Role.CUSTOMER: [Booking.customer_id == actor.id],
        Role.PROFESSIONAL: [Booking.professional_id == actor.id],
    }[actor.role]


def _next(**values: Any) -> dict[str, Any]:
    return values | {"version": Booking.version + 1}


_STEPS: dict[str, Callable[[Booking, str | None, User], tuple[Guard, dict[str, Any]]]] = {
    "accept": _accept,
    "reject": _reject,
    "release": _release,
    "cancel": _cancel,
    "close": _close,
}


def _finish(before: Booking, action: str, reason: str | None, actor: User) -> tuple[Booking, bool]:
    source, directed = before.status, before.offered_to_id is not None
    gone = action in {"reject", "release"}
    if gone:
        db.session.add(Rejection(booking_id=before.id, professional_id=actor.id, at=clock.now()))
    booking = db.session.scalars(
        with_parties().where(Booking.id == before.id).execution_options(populate_existing=True)
    ).one()
    _announce(booking, note(booking, action, source, actor, reason), actor, directed=directed)
    return booking, not gone


def _announce(booking: Booking, step: BookingMove, actor: User, *, directed: bool) -> None:
    if step.action == "accept":
        notices.accepted(booking, step, f"{actor.firstname} {actor.lastname}".strip())
    elif step.action == "reject" and directed:
        notices.rejected(booking, step)
    elif step.action == "release":
        notices.released(booking, step)
    elif step.action == "cancel":
        notices.cancelled(booking, step, by_customer=actor.role is Role.CUSTOMER)
    elif step.action == "close":
        notices.closed(booking, step)


def _hidden(booking_id: int, actor: User) -> Problem:
    if actor.role is Role.PROFESSIONAL:
        once = select(Booking).where(Booking.id == booking_id, once_offered_to(actor))
        late = db.session.scalar(once.execution_options(populate_existing=True))
        if late is not None:
            return wrong_status(late)
    return not_found()


def _too_late(booking_id: int, action: str, actor: User) -> Problem:
    booking = see(booking_id, actor)
    if booking is None:
        return _hidden(booking_id, actor)
    status = booking.status.value
    if booking.status not in lifecycle.MOVES[action].sources:
        return wrong_status(booking)
    if action == "close":
        return Problem(409, "too_early", "Its time has not passed yet.", booking_status=status)
    if booking.scheduled_for <= clock.now():
        return Problem(409, "time_passed", "Its time has passed.", booking_status=status)
    return Problem(
        409, "overlap", "You have another booking at that time.",
        booking_status=status, overlaps=_in_the_way(booking, actor),
    )  # fmt: skip


def _in_the_way(wanted: Booking, actor: User) -> dict[str, Any] | None:
    """Which of their own bookings it is; the earliest where there are several."""
    theirs = select(Booking).where(
        Booking.professional_id == actor.id,
        Booking.status == BookingStatus.ASSIGNED,
        Booking.scheduled_for < wanted.ends_at,
        Booking.ends_at > wanted.scheduled_for,
    )
    found = db.session.scalar(theirs.order_by(Booking.scheduled_for, Booking.id).limit(1))
    if found is None:
        return None
    span = {"scheduled_for": found.scheduled_for.isoformat(), "ends_at": found.ends_at.isoformat()}
    return {"id": found.id, "task_name": found.task_name} | span
