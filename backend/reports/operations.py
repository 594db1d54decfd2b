"""What a customer did in a month of the business's calendar."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from backend.accounts.models import AccountStatus, Role, User
from backend.bookings.models import Booking, BookingMove
from backend.core import clock
from backend.core.extensions import db
from backend.core.months import month_end, month_of, month_start
from backend.reports.schemas import ReportLine, ReportOut, ReportSummary, TaskShare

HAPPENED = ("booked", "closed", "cancelled")

_cancelled_at = (
    select(func.max(BookingMove.at))
    .where(BookingMove.booking_id == Booking.id, BookingMove.action == "cancel")
    .correlate(Booking)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Steps:
    """A booking and when it was booked, closed and cancelled."""

    booking: Booking
    booked: datetime
    closed: datetime | None
    cancelled: datetime | None

    def happened(self, month: str) -> list[str]:
        """What happened in that month."""
        return [name for name in HAPPENED if (at := getattr(self, name)) and month_of(at) == month]


def _steps(*which: ColumnElement[bool]) -> Sequence[Steps]:
    rows = db.session.execute(
        select(Booking, _cancelled_at).where(*which).order_by(Booking.scheduled_for, Booking.id)
    )
    return [Steps(booking, booking.created_at, booking.closed_at, at) for booking, at in rows]


def _active_in(month: str) -> ColumnElement[bool]:
    begin, end = month_start(month), month_end(month)
    cancelled = select(BookingMove.booking_id).where(
        BookingMove.action == "cancel", BookingMove.at >= begin, BookingMove.at < end
    )
    return or_(
        and_(Booking.created_at >= begin, Booking.created_at < end),
        and_(Booking.closed_at >= begin, Booking.closed_at < end),
        Booking.id.in_(cancelled),
    )


def with_activity(month: str) -> list[int]:
    """The ids of the customers who did something in a month, in one statement."""
    active = select(Booking.customer_id).distinct().where(_active_in(month))
    owners = select(User.id).where(
        User.id.in_(active), User.role == Role.CUSTOMER, User.status == AccountStatus.ACTIVE
    )
    return list(db.session.scalars(owners.order_by(User.id)))


def is_over(month: str) -> bool:
    """Whether a month is over by the business's calendar."""
    return month < month_of(clock.now())


def monthly(customer: User, month: str) -> ReportOut:
    """One customer's report, in one statement; empty where nothing happened."""
    steps = _steps(Booking.customer_id == customer.id, _active_in(month))
    lines = [_line(each, each.happened(month)) for each in steps]
    return ReportOut(
        period=month,
        so_far=not is_over(month),
        name=f"{customer.firstname} {customer.lastname}".strip(),
        email=customer.email,
        address=customer.address,
        pincode=customer.pincode,
        bookings=lines,
        by_task=_by_task(lines),
        **_figures(lines),
    )


def _line(steps: Steps, happened: list[str]) -> ReportLine:
    booking = steps.booking
    return ReportLine(
        booking_id=booking.id,
        task_name=booking.task_name,
        status=booking.status,
        scheduled_for=booking.scheduled_for,
        price=booking.price,
        happened=happened,
    )


def _figures(lines: Iterable[ReportLine]) -> dict[str, int]:
    kept = list(lines)
    counted = Counter(name for line in kept for name in line.happened)
    figures = {name: counted[name] for name in HAPPENED}
    return figures | {"spent": sum(line.price for line in kept if "closed" in line.happened)}


def _by_task(lines: Iterable[ReportLine]) -> list[TaskShare]:
    spent, closed = Counter[str](), Counter[str]()
    for line in lines:
        if "closed" in line.happened:
            spent[line.task_name] += line.price
            closed[line.task_name] += 1
    return [
        TaskShare(task_name=name, closed=closed[name], spent=value) for name, value in spent.most_common()
    ]


def months_of(customer: User) -> list[ReportSummary]:
    """Every month in which a customer did something, the newest first, in one statement."""
    steps = _steps(Booking.customer_id == customer.id)
    moments = [at for each in steps for at in (each.booked, each.closed, each.cancelled) if at]
    found = sorted({month_of(at) for at in moments}, reverse=True)
    return [_summary(month, steps) for month in found]


def _summary(month: str, steps: Sequence[Steps]) -> ReportSummary:
    lines = [_line(each, happened) for each in steps if (happened := each.happened(month))]
    return ReportSummary(period=month, so_far=not is_over(month), **_figures(lines))
