"""How a booking is shown to each of its people; what is not listed here is not seen."""

from datetime import datetime

from backend.accounts.models import Role, User
from backend.bookings.lifecycle import Standing, actions
from backend.bookings.models import Booking, BookingMove, BookingStatus
from backend.bookings.schemas import (
    ActorOut,
    BookingMoveOut,
    BookingOut,
    CustomerOfBooking,
    ProfessionalOfBooking,
    ReviewOfBooking,
    ReviewOut,
    TaskOfBooking,
)
from backend.core import clock


def show_booking(booking: Booking, viewer: User, moment: datetime | None = None) -> BookingOut:
    """A booking as `viewer` may see it.

    Phone numbers and the address pass only between the two parties of an assigned booking; a
    customer always sees their own address, an admin everything.
    """
    together = booking.status is BookingStatus.ASSIGNED
    admin_looks = viewer.role is Role.ADMIN
    contact = together or admin_looks
    place = contact or viewer.role is Role.CUSTOMER
    standing = Standing(booking.status, booking.scheduled_for, booking.rating is not None)
    return BookingOut(
        id=booking.id,
        status=booking.status,
        actions=actions(standing, viewer.role, moment or clock.now()),
        version=booking.version,
        price=booking.price,
        task=_task(booking),
        customer=_customer(booking.customer, phone=contact),
        professional=_professional(booking.professional, phone=contact),
        offered_to=_professional(booking.offered_to, phone=admin_looks),
        scheduled_for=booking.scheduled_for,
        ends_at=booking.ends_at,
        address=booking.address if place else None,
        pincode=booking.pincode,
        remarks=booking.remarks,
        date_of_request=booking.created_at,
        date_of_completion=booking.closed_at,
        closed_by=booking.closed_by,
        reason=booking.reason,
        review=_review(booking),
    )


def _task(booking: Booking) -> TaskOfBooking:
    return TaskOfBooking(
        id=booking.task_id,
        name=booking.task_name,
        category=booking.category,
        time_required=booking.time_required,
    )


def _customer(user: User, *, phone: bool) -> CustomerOfBooking:
    return CustomerOfBooking(
        id=user.id, firstname=user.firstname, lastname=user.lastname, phone=user.phone if phone else None
    )


def _professional(user: User | None, *, phone: bool) -> ProfessionalOfBooking | None:
    if user is None or user.professional is None:
        return None
    profile = user.professional
    return ProfessionalOfBooking(
        id=user.id,
        firstname=user.firstname,
        lastname=user.lastname,
        compname=profile.compname,
        exp=profile.exp,
        rating=profile.rating,
        rating_count=profile.rating_count,
        phone=user.phone if phone else None,
    )


def _review(booking: Booking) -> ReviewOfBooking | None:
    if booking.rating is None or booking.reviewed_at is None:
        return None
    return ReviewOfBooking(
        rating=booking.rating, remarks=booking.review_remarks or "", created_at=booking.reviewed_at
    )


def show_step(step: BookingMove) -> BookingMoveOut:
    """One step of the history; people by their first name."""
    actor = (
        ActorOut(role=step.actor_role, name=step.actor.firstname) if step.actor and step.actor_role else None
    )
    return BookingMoveOut(
        at=step.at,
        action=step.action,
        from_status=step.from_status,
        to_status=step.to_status,
        actor=actor,
        reason=step.reason,
    )


def show_public_review(booking: Booking) -> ReviewOut:
    """A review as everybody sees it: by first name only."""
    return ReviewOut(
        rating=booking.rating or 0,
        remarks=booking.review_remarks or "",
        created_at=booking.reviewed_at or booking.created_at,
        task_name=booking.task_name,
        customer_firstname=booking.customer.firstname,
    )
