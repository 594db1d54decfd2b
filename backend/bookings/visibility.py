"""Who may see which bookings: the only place that decides it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    cast,
    exists,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import joinedload

from backend.accounts.models import Professional, ProfessionalPincode, ProfessionalTask, Role, User
from backend.bookings.models import Booking, BookingStatus, Rejection
from backend.core.extensions import db

Who = int | SQLColumnExpression[int] | SQLColumnExpression[int | None]
"""A professional's id, or the column that holds everybody's."""

EVERY_TASK = 0
"""Stands for the tasks of who does them all; no task has this id."""


def visible_to(viewer: User) -> ColumnElement[bool]:
    """The rows a viewer may see: the admin all, customers their own, professionals theirs and offers."""
    if viewer.role is Role.ADMIN:
        return true()
    if viewer.role is Role.CUSTOMER:
        return Booking.customer_id == viewer.id
    return or_(Booking.professional_id == viewer.id, offered_to(viewer))


def offered_to(professional: User) -> ColumnElement[bool]:
    """Requested bookings that this professional may accept: directed at them, or open and matching.

    `directed`, `cells_of_bookings` and `cells_of_professionals` say the same for everybody at once.
    """
    return and_(
        Booking.status == BookingStatus.REQUESTED, or_(*_offers(professional)), ~rejected_by(professional.id)
    )


def open_offers(professional: User, moment: datetime, *columns: Any) -> Subquery:
    """These columns of all that is `offered_to` them and lies ahead of `moment`, to be counted.

    The two kinds of offers are looked up apart: each has an index of its own, both at once have none.
    """
    waits = and_(Booking.status == BookingStatus.REQUESTED, ~rejected_by(professional.id))
    ahead = Booking.scheduled_for > moment
    kinds = (select(*columns).where(and_(kind, waits), ahead) for kind in _offers(professional))
    return union_all(*kinds).subquery()


def _offers(professional: User) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Asked for by name, or for anybody who does such tasks there."""
    asked = Booking.offered_to_id == professional.id
    return asked, and_(Booking.offered_to_id.is_(None), _matches(professional))


def once_offered_to(professional: User) -> ColumnElement[bool]:
    """Bookings that came too late for this professional: these answer 409 instead of 404."""
    return or_(
        Booking.offered_to_id == professional.id,
        and_(Booking.was_open, _matches(professional)),
        rejected_by(professional.id),
    )


def _matches(professional: User) -> ColumnElement[bool]:
    served = _served_by(professional.id)
    if professional.professional is not None and professional.professional.does_all_tasks:
        return served
    return and_(served, _done_by(professional.id))


def _served_by(professional_id: Who) -> ColumnElement[bool]:
    pincodes = select(ProfessionalPincode.pincode)
    return Booking.pincode.in_(pincodes.where(ProfessionalPincode.professional_id == professional_id))


def _done_by(professional_id: Who) -> ColumnElement[bool]:
    tasks = select(ProfessionalTask.task_id)
    return Booking.task_id.in_(tasks.where(ProfessionalTask.professional_id == professional_id))


def rejected_by(professional_id: Who) -> ColumnElement[bool]:
    """Bookings that this professional declined or gave back."""
    return exists().where(Rejection.booking_id == Booking.id, Rejection.professional_id == professional_id)


def directed() -> ColumnElement[bool]:
    """Requested bookings that wait for the one professional they are offered to."""
    return and_(
        Booking.status == BookingStatus.REQUESTED,
        Booking.offered_to_id.is_not(None),
        ~rejected_by(Booking.offered_to_id),
    )


def is_open() -> ColumnElement[bool]:
    """Requested bookings that wait for anybody who matches."""
    return and_(Booking.status == BookingStatus.REQUESTED, Booking.offered_to_id.is_(None))


def cells_of_bookings(*which: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Where open bookings are found: in the cell of their pincode and task, and in that of every task."""
    found = (Booking.id.label("booking_id"), Booking.scheduled_for)
    every = select(_cell(Booking.pincode, literal(EVERY_TASK)).label("cell"), *found)
    named = select(_cell(Booking.pincode, Booking.task_id).label("cell"), *found)
    return union_all(every.where(is_open(), *which), named.where(is_open(), *which))


def cells_of_professionals(*which: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Where professionals look: (professional_id, cell), a booking never in two cells of one of them."""
    served = select(ProfessionalPincode.professional_id).join(
        Professional, Professional.user_id == ProfessionalPincode.professional_id
    )
    every = served.add_columns(_cell(ProfessionalPincode.pincode, literal(EVERY_TASK)).label("cell"))
    named = served.add_columns(
        _cell(ProfessionalPincode.pincode, ProfessionalTask.task_id).label("cell")
    ).join(ProfessionalTask, ProfessionalTask.professional_id == ProfessionalPincode.professional_id)
    return union_all(
        every.where(Professional.does_all_tasks, *which), named.where(~Professional.does_all_tasks, *which)
    )


def _cell(pincode: SQLColumnExpression[str], task_id: SQLColumnExpression[int]) -> ColumnElement[str]:
    # One text, because both engines join well by one key and guess badly about two.
    return pincode.concat("/").concat(cast(task_id, String))


def rejected_though_matching() -> ColumnElement[bool]:
    """Open bookings beside the rejections of who would match: what the cells hold in vain."""
    does_all = exists().where(Professional.user_id == Rejection.professional_id, Professional.does_all_tasks)
    who = Rejection.professional_id
    return and_(is_open(), _served_by(who), or_(does_all, _done_by(who)))


def with_parties() -> Select[Booking]:
    """All bookings with their people, in one statement; for who has already been let in."""
    return select(Booking).options(
        joinedload(Booking.customer),
        joinedload(Booking.professional).joinedload(User.professional),
        joinedload(Booking.offered_to).joinedload(User.professional),
    )


def bookings_for(viewer: User) -> Select[Booking]:
    """The viewer's bookings with their people, in one statement."""
    return with_parties().where(visible_to(viewer))


def see(booking_id: int, viewer: User) -> Booking | None:
    """One booking as it is in the database now, or None where the viewer may not see it."""
    statement = bookings_for(viewer).where(Booking.id == booking_id)
    return db.session.scalar(statement.execution_options(populate_existing=True))
