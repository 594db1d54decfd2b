"""What waits for a professional, for the evening's reminder."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from backend.accounts.models import AccountStatus, Role, User
from backend.bookings.models import Booking, BookingStatus
from backend.bookings.visibility import offered_to
from backend.core import clock
from backend.core.extensions import db

LINES = 10
"""Bookings that a digest names; it counts the others."""

Digest = dict[str, Any]


def all_digests(day: date, absence_days: int) -> dict[int, Digest]:
    """One evening's digests, by professional; who has nothing waiting and did not stay away has none."""
    active = (
        select(User)
        .where(User.role == Role.PROFESSIONAL, User.status == AccountStatus.ACTIVE)
        .options(joinedload(User.professional))
        .order_by(User.id)
    )
    found = {user.id: _digest(user, day, absence_days) for user in db.session.scalars(active)}
    return {user_id: digest for user_id, digest in found.items() if digest is not None}


def _digest(user: User, day: date, absence_days: int) -> Digest | None:
    waiting, overdue = _waiting(user), _overdue(user)
    counts = dict(
        db.session.execute(
            select(Booking.status, func.count()).where(or_(waiting, overdue)).group_by(Booking.status)
        ).all()
    )
    absent = days_away(user, day)
    away = absent if absent in remind_on(absence_days) else None
    if not counts and away is None:
        return None
    return {
        "date": day.isoformat(),
        "waiting": counts.get(BookingStatus.REQUESTED, 0),
        "overdue": counts.get(BookingStatus.ASSIGNED, 0),
        "absent_days": away,
        "bookings": _lines(or_(waiting, overdue)) if counts else [],
    }


def _waiting(user: User) -> ColumnElement[bool]:
    return and_(offered_to(user), Booking.scheduled_for > clock.now())


def _overdue(user: User) -> ColumnElement[bool]:
    assigned = and_(Booking.professional_id == user.id, Booking.status == BookingStatus.ASSIGNED)
    return and_(assigned, Booking.ends_at <= clock.now())


def remind_on(absence_days: int) -> set[int]:
    """After how many days away one is reminded of that alone: 7, 14 and 28 by default, then never."""
    return {absence_days, 2 * absence_days, 4 * absence_days}


def days_away(user: User, day: date) -> int:
    """Days of the business's calendar since the last visit; the approval is the first one."""
    profile = user.professional
    approved_at = profile.approved_at if profile else None
    visits = [at for at in (user.last_seen_at, approved_at, user.created_at) if at is not None]
    return (day - max(visits).astimezone(clock.zone()).date()).days


def _lines(which: ColumnElement[bool]) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Booking).where(which).order_by(Booking.scheduled_for).limit(LINES))
    return [
        {
            "booking_id": booking.id,
            "task_name": booking.task_name,
            "scheduled_for": booking.scheduled_for.isoformat(),
            "created_at": booking.created_at.isoformat(),
            "overdue": booking.status is BookingStatus.ASSIGNED,
        }
        for booking in rows
    ]
