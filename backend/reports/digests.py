"""What waits for each professional, for the evening's reminder: worked out by the database at once."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from backend.accounts.models import AccountStatus, Professional, Role, User
from backend.bookings.models import Booking, BookingStatus, Rejection
from backend.bookings.visibility import (
    cells_of_bookings,
    cells_of_professionals,
    directed,
    rejected_though_matching,
)
from backend.core.database import Id
from backend.core.sqljson import JsonArray, JsonObject
from backend.reports.absence import days_away

LINES = 10
"""Bookings that a digest names; it counts the others."""

FACT: dict[str, ColumnElement[Any]] = {
    "reminded": literal(0),
    "absent_days": null().cast(Integer),
    "waiting": literal(0),
    "overdue": literal(0),
    "booking_id": null().cast(Id),
}
"""What there is to know, and what it is where a fact says nothing of it."""

FAR = datetime.max.replace(tzinfo=UTC)


def digests(day: date, moment: datetime, absence_days: int) -> Select[Any]:
    """One evening's digests: (user_id, about) of who has something waiting or stayed away long enough."""
    places, firsts = _looked(moment)
    asked, late = and_(directed(), Booking.scheduled_for > moment), _overdue(moment)
    told = union_all(
        _people(day, absence_days),
        _fact(places.c.who, waiting=_found(places)).group_by(places.c.who),
        _fact(Booking.offered_to_id, waiting=literal(1)).where(asked),
        _fact(Booking.professional_id, overdue=literal(1)).where(late),
        _first_lines(
            _offered(places, firsts),
            select(Booking.offered_to_id, Booking.id, Booking.scheduled_for).where(asked),
            select(Booking.professional_id, Booking.id, Booking.scheduled_for).where(late),
        ),
    ).subquery("told")
    waiting, overdue = (func.sum(told.c[name]).cast(Integer) for name in ("waiting", "overdue"))
    absent_days, lines = func.max(told.c.absent_days), JsonArray(_line(), only=Booking.id.is_not(None))
    about = JsonObject(
        date=literal(day.isoformat()),
        waiting=waiting,
        overdue=overdue,
        absent_days=absent_days,
        bookings=lines,
    )
    return (
        select(told.c.who.label("user_id"), about.label("about"))
        .outerjoin_from(told, Booking, Booking.id == told.c.booking_id)
        .group_by(told.c.who)
        .having(func.sum(told.c.reminded) > 0, or_(waiting > 0, overdue > 0, absent_days.is_not(None)))
    )


def _fact(who: SQLColumnExpression[Any], **more: SQLColumnExpression[Any]) -> Select[Any]:
    """Something about one professional; all facts about one are added up in the end."""
    columns: list[Any] = [more.get(name, other).label(name) for name, other in FACT.items()]
    return select(who.label("who"), *columns)


def _people(day: date, absence_days: int) -> Select[Any]:
    absent_days = days_away(day, absence_days)
    active = and_(User.role == Role.PROFESSIONAL, User.status == AccountStatus.ACTIVE)
    return _fact(User.id, reminded=literal(1), absent_days=absent_days).join(Professional).where(active)


def _found(places: CTE) -> ColumnElement[int]:
    found: ColumnElement[int] = func.sum(places.c.count) - func.max(places.c.lost)
    return found


def _offered(places: CTE, firsts: CTE) -> Select[Any]:
    """The first open bookings in each one's cells, without what they rejected."""
    rejected = select(Rejection.booking_id).where(
        Rejection.booking_id == firsts.c.booking_id, Rejection.professional_id == places.c.who
    )
    return (
        select(places.c.who, firsts.c.booking_id, firsts.c.scheduled_for)
        .join_from(places, firsts, firsts.c.cell == places.c.cell)
        .where(firsts.c.place <= LINES + places.c.lost, firsts.c.scheduled_for <= places.c.until)
        .where(or_(places.c.lost == 0, not_(rejected.exists())))
    )


def _first_lines(*lines: Any) -> Select[Any]:
    """The first few of each one's bookings, each (who, booking_id, scheduled_for)."""
    every = union_all(*lines).subquery("every_line")
    place = func.row_number().over(
        partition_by=every.c.who, order_by=(every.c.scheduled_for, every.c.booking_id)
    )
    placed = select(every.c.who, every.c.booking_id, place.label("place")).subquery("placed_lines")
    return _fact(placed.c.who, booking_id=placed.c.booking_id).where(placed.c.place <= LINES)


def _once(statement: Any, name: str) -> CTE:
    # Worked out once and kept: left to themselves both engines fold such steps into a plan of hours.
    found: CTE = statement.cte(name).prefix_with("MATERIALIZED")
    return found


def _overdue(moment: datetime) -> ColumnElement[bool]:
    # What has ended has begun: said because the index knows when bookings begin.
    begun = and_(Booking.scheduled_for < moment, Booking.ends_at <= moment)
    return and_(Booking.status == BookingStatus.ASSIGNED, begun)


def _looked(moment: datetime) -> tuple[CTE, CTE]:
    """Where each professional looks and what they find there, and the first bookings of each cell.

    Counting goes by cell, and only each cell's first bookings meet the many who look there: as many
    as a digest names and as anybody may have rejected among them.
    """
    waiting = Booking.scheduled_for > moment
    lost = _once(
        select(Rejection.professional_id.label("who"), func.count().label("lost"))
        .join(Booking, Booking.id == Rejection.booking_id)
        .where(rejected_though_matching(), waiting)
        .group_by(Rejection.professional_id),
        "lost",
    )
    open_ones = cells_of_bookings(waiting).subquery("open_ones")
    place = func.row_number().over(
        partition_by=open_ones.c.cell, order_by=(open_ones.c.scheduled_for, open_ones.c.booking_id)
    )
    placed = _once(select(open_ones, place.label("place")), "placed")
    most_lost = select(func.coalesce(func.max(lost.c.lost), 0)).scalar_subquery()
    firsts = _once(select(placed).where(placed.c.place <= LINES + most_lost), "firsts")
    return _places(lost, placed), firsts


def _places(lost: CTE, placed: CTE) -> CTE:
    """(who, cell, count, lost, until): the cells of each professional; nobody's digest names a booking
    later than `until`, the last that the fullest of their cells alone would name.
    """
    last = func.min(case((placed.c.place == LINES, placed.c.scheduled_for)))
    cells = _once(
        select(placed.c.cell, func.count().label("count"), last.label("last")).group_by(placed.c.cell),
        "cells",
    )
    looks = cells_of_professionals().subquery("looks")
    who = looks.c.professional_id
    until = func.min(case((lost.c.lost.is_(None), cells.c.last))).over(partition_by=who)
    return _once(
        select(
            who.label("who"),
            looks.c.cell,
            cells.c.count,
            func.coalesce(lost.c.lost, 0).label("lost"),
            func.coalesce(until, FAR).label("until"),
        )
        .join_from(looks, cells, cells.c.cell == looks.c.cell)
        .outerjoin(lost, lost.c.who == who),
        "places",
    )


def _line() -> JsonObject:
    return JsonObject(
        booking_id=Booking.id,
        task_name=Booking.task_name,
        scheduled_for=Booking.scheduled_for,
        created_at=Booking.created_at,
        overdue=Booking.status == BookingStatus.ASSIGNED,
    )
