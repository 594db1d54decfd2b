"""What a customer did in a month of the business's calendar."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from backend.accounts.models import AccountStatus, Role, User
from backend.bookings.models import Booking
from backend.core import clock
from backend.core.extensions import db
from backend.core.months import month_end, month_of, month_start
from backend.core.sqljson import JsonArray, JsonNames, JsonObject
from backend.reports.schemas import ReportLine, ReportOut, ReportSummary, TaskShare

MOMENTS: Mapping[str, InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]] = {
    "booked": Booking.created_at,
    "closed": Booking.closed_at,
    "cancelled": Booking.cancelled_at,
}
"""What happens to a booking, and where it says when."""


def is_over(month: str) -> bool:
    """Whether a month is over by the business's calendar."""
    return month < month_of(clock.now())


def _happened(month: str) -> dict[str, ColumnElement[bool]]:
    begin, end = month_start(month), month_end(month)
    return {name: and_(at >= begin, at < end) for name, at in MOMENTS.items()}


def activity(month: str) -> Select[Any]:
    """What each customer did in a month: (customer_id, about), and none who did nothing.

    The report's mail, its screen and its plan are all made of this.
    """
    happened = _happened(month)
    figures = {name: cast(_count(which), Integer) for name, which in happened.items()}
    spent = func.coalesce(func.sum(Booking.price).filter(happened["closed"]), 0)
    about = JsonObject(
        period=literal(month),
        so_far=literal(not is_over(month)),
        **figures,
        spent=cast(spent, Integer),
        bookings=JsonArray(_line(happened)),
    )
    return (
        select(Booking.customer_id.label("user_id"), about.label("about"))
        .where(or_(*happened.values()))
        .group_by(Booking.customer_id)
    )


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def _line(happened: Mapping[str, ColumnElement[bool]]) -> JsonObject:
    return JsonObject(
        booking_id=Booking.id,
        task_name=Booking.task_name,
        status=Booking.status,
        scheduled_for=Booking.scheduled_for,
        price=Booking.price,
        happened=JsonNames(**happened),
    )


def reports(month: str) -> Select[Any]:
    """The activity of every customer who may be written to."""
    # First what happened, then to whom: the other way round SQLite reads every booking of all the years.
    found = activity(month).cte("found").prefix_with("MATERIALIZED")
    active = and_(User.role == Role.CUSTOMER, User.status == AccountStatus.ACTIVE)
    return select(found).join(User, User.id == found.c.user_id).where(active)


def monthly(customer: User, month: str) -> ReportOut:
    """One customer's report, in one statement; empty where nothing happened."""
    row = db.session.execute(activity(month).where(Booking.customer_id == customer.id)).first()
    empty = {"period": month, "so_far": not is_over(month), "bookings": [], "spent": 0}
    return shown(customer, row.about if row else empty | dict.fromkeys(MOMENTS, 0))


def shown(customer: User, about: Mapping[str, Any]) -> ReportOut:
    """What a customer did, their lines in order of time, with who they are now."""
    given = [ReportLine.model_validate(line) for line in about["bookings"]]
    lines = sorted(given, key=lambda line: (line.scheduled_for, line.booking_id))
    return ReportOut(
        period=about["period"],
        so_far=about["so_far"],
        name=f"{customer.firstname} {customer.lastname}".strip(),
        email=customer.email,
        address=customer.address,
        pincode=customer.pincode,
        bookings=lines,
        by_task=_by_task(lines),
        **{name: about[name] for name in (*MOMENTS, "spent")},
    )


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
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    own = select(*MOMENTS.values(), Booking.price).where(Booking.customer_id == customer.id)
    for *moments, price in db.session.execute(own):
        for name, at in zip(MOMENTS, moments, strict=True):
            if at is not None:
                found[month_of(at)].update({name: 1, "spent": price if name == "closed" else 0})
    return [_summary(month, found[month]) for month in sorted(found, reverse=True)]


def _summary(month: str, figures: Counter[str]) -> ReportSummary:
    return ReportSummary(
        period=month, so_far=not is_over(month), **{name: figures[name] for name in (*MOMENTS, "spent")}
    )
