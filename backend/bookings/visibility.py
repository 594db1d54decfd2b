"""Who may see which bookings: the only place that decides it."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true
from sqlalchemy.orm import joinedload

from backend.accounts.models import ProfessionalPincode, ProfessionalTask, Role, User
from backend.bookings.models import Booking, BookingStatus, Rejection
from backend.core.extensions import db


def visible_to(viewer: User) -> ColumnElement[bool]:
    """The rows a viewer may see: the admin all, customers their own, professionals theirs and offers."""
    if viewer.role is Role.ADMIN:
        return true()
    if viewer.role is Role.CUSTOMER:
        return Booking.customer_id == viewer.id
    return or_(Booking.professional_id == viewer.id, offered_to(viewer))


def offered_to(professional: User) -> ColumnElement[bool]:
    """Requested bookings that this professional may accept: directed at them, or open and matching."""
    return and_(
        Booking.status == BookingStatus.REQUESTED,
        or_(
            Booking.offered_to_id == professional.id,
            and_(Booking.offered_to_id.is_(None), _matches(professional)),
        ),
        ~_rejected_by(professional),
    )


def once_offered_to(professional: User) -> ColumnElement[bool]:
    """Bookings that came too late for this professional: these answer 409 instead of 404."""
    return or_(
        Booking.offered_to_id == professional.id,
        and_(Booking.was_open, _matches(professional)),
        _rejected_by(professional),
    )


def _matches(professional: User) -> ColumnElement[bool]:
    pincodes = select(ProfessionalPincode.pincode).where(
        ProfessionalPincode.professional_id == professional.id
    )
    served = Booking.pincode.in_(pincodes)
    if professional.professional is not None and professional.professional.does_all_tasks:
        return served
    tasks = select(ProfessionalTask.task_id).where(ProfessionalTask.professional_id == professional.id)
    return and_(served, Booking.task_id.in_(tasks))


def _rejected_by(professional: User) -> ColumnElement[bool]:
    return exists().where(Rejection.booking_id == Booking.id, Rejection.professional_id == professional.id)


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
