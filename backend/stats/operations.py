"""Figures, each kind in a constant number of statements; days and months are the business's own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from backend.accounts.models import AccountStatus, Role, User
from backend.bookings.models import Booking, BookingStatus
from backend.bookings.visibility import offered_to
from backend.catalogue.models import Task
from backend.core import clock, months
from backend.core.extensions import db
from backend.notifications.overview import amiss
from backend.stats.schemas import (
    AdminStats,
    CustomerStats,
    DayFigures,
    MonthFigures,
    ProfessionalStats,
    TaskFigures,
)

Totals = dict[int, tuple[int, int]]

MONTHS, DAYS, TOP = 6, 30, 5


def of_business() -> AdminStats:
    """The whole business, in nine statements."""
    by_status = _by_status()
    roles, waiting = _users()
    by_month = _months()
    return AdminStats(
        waiting_now=by_status[BookingStatus.REQUESTED][0],
        this_month=by_month[-1].bookings,
        rating=_rating(),
        waiting_approvals=waiting,
        failed_deliveries=amiss()[0],
        users_by_role=roles,
        bookings_by_status={status.value: count for status, (count, _) in by_status.items()},
        months=by_month,
        days=_days(),
        closed_value=by_status[BookingStatus.CLOSED][1],
        top_tasks=_top_tasks(),
    )


def _by_status(*which: ColumnElement[bool]) -> dict[BookingStatus, tuple[int, int]]:
    """How many bookings there are in each status, and what they are worth in paise."""
    worth = select(Booking.status, func.count(), func.sum(Booking.price)).where(*which)
    found = {status: (count, int(value)) for status, count, value in _rows(worth.group_by(Booking.status))}
    return {status: found.get(status, (0, 0)) for status in BookingStatus}


def _rows(statement: Any) -> Sequence[Any]:
    return db.session.execute(statement).all()


def _users() -> tuple[dict[str, int], int]:
    counted = _rows(select(User.role, User.status, func.count()).group_by(User.role, User.status))
    roles = {role.value: sum(count for each, _, count in counted if each is role) for role in Role}
    waiting = (Role.PROFESSIONAL, AccountStatus.PENDING)
    return roles, sum(count for role, status, count in counted if (role, status) == waiting)


def _rating() -> float | None:
    stars, count = _rows(select(func.sum(Task.rating_sum), func.sum(Task.rating_count)))[0]
    return round(int(stars) / int(count), 1) if count else None


def _months() -> list[MonthFigures]:
    now = months.month_of(clock.now())
    names = [months.shifted(now, by) for by in range(1 - MONTHS, 1)]
    starts = [months.month_start(name) for name in names]
    made, closed = _totals(Booking.created_at, starts), _totals(Booking.closed_at, starts)
    nothing = (0, 0)
    return [
        MonthFigures(
            month=name,
            bookings=made.get(at, nothing)[0],
            closed=closed.get(at, nothing)[0],
            closed_value=closed.get(at, nothing)[1],
        )
        for at, name in enumerate(names)
    ]


def _days() -> list[DayFigures]:
    today = _today()
    days = [today - timedelta(days=before) for before in reversed(range(DAYS))]
    starts = [clock.day_start(day) for day in days]
    made, closed = _totals(Booking.created_at, starts), _totals(Booking.closed_at, starts)
    nothing = (0, 0)
    return [
        DayFigures(date=day.isoformat(), bookings=made.get(at, nothing)[0], closed=closed.get(at, nothing)[0])
        for at, day in enumerate(days)
    ]


def _today() -> date:
    return clock.now().astimezone(clock.zone()).date()


def _totals(column: Any, starts: list[datetime]) -> Totals:
    """Count and paise of the bookings between each start and the next, by the start's index.

    The bounds come from here, because SQLite knows no time zones.
    """
    numbered = list(enumerate(starts))
    bucket = case(*((column >= start, index) for index, start in reversed(numbered)))
    counted = select(bucket, func.count(), func.sum(Booking.price)).where(column >= starts[0])
    closed_only = [Booking.status == BookingStatus.CLOSED] if column is Booking.closed_at else []
    rows = _rows(counted.where(*closed_only).group_by(bucket))
    return {index: (count, int(value)) for index, count, value in rows}


def _top_tasks() -> list[TaskFigures]:
    booked = (
        select(Booking.task_id, func.count().label("bookings"))
        .group_by(Booking.task_id)
        .order_by(func.count().desc(), Booking.task_id)
        .limit(TOP)
        .subquery()
    )
    named = select(Task.id, Task.name, booked.c.bookings).join(booked, booked.c.task_id == Task.id)
    rows = _rows(named.order_by(booked.c.bookings.desc(), Task.id))
    return [TaskFigures(task_id=task_id, name=name, bookings=count) for task_id, name, count in rows]


def of_professional(me: User) -> ProfessionalStats:
    """A professional's own figures, in three statements."""
    profile = me.professional
    theirs = Booking.professional_id == me.id
    by_status = _by_status(theirs)
    month = months.month_start(months.month_of(clock.now()))
    this_month = _by_status(theirs, Booking.status == BookingStatus.CLOSED, Booking.closed_at >= month)
    return ProfessionalStats(
        waiting=_count_offered(me),
        assigned=by_status[BookingStatus.ASSIGNED][0],
        closed=by_status[BookingStatus.CLOSED][0],
        earnings=by_status[BookingStatus.CLOSED][1],
        earnings_this_month=this_month[BookingStatus.CLOSED][1],
        rating=profile.rating if profile else None,
        rating_count=profile.rating_count if profile else 0,
    )


def _count_offered(me: User) -> int:
    offered = select(func.count()).select_from(Booking).where(offered_to(me))
    return db.session.scalar(offered.where(Booking.scheduled_for > clock.now())) or 0


def of_customer(me: User) -> CustomerStats:
    """A customer's own figures, in one statement."""
    by_status = _by_status(Booking.customer_id == me.id)
    return CustomerStats(
        requested=by_status[BookingStatus.REQUESTED][0],
        assigned=by_status[BookingStatus.ASSIGNED][0],
        closed=by_status[BookingStatus.CLOSED][0],
        cancelled=by_status[BookingStatus.CANCELLED][0],
        spent=by_status[BookingStatus.CLOSED][1],
    )
