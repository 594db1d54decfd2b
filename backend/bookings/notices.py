"""What a booking's people are told: one small function a message."""

from typing import Any

from backend.accounts.models import AccountStatus
from backend.bookings.models import Booking, BookingMove
from backend.core.extensions import db
from backend.notifications.operations import owe


def _tell(kind: str, user_id: int | None, booking: Booking, move: BookingMove, **about: Any) -> None:
    if user_id is None:
        return
    db.session.flush()
    told = {
        "booking_id": booking.id,
        "task_name": booking.task_name,
        "scheduled_for": booking.scheduled_for.isoformat(),
    }
    # A booking can be accepted twice in its life; the step of its history tells the two apart.
    owe(
        kind,
        user_id,
        f"booking:{booking.id}:{move.id}",
        told | {k: v for k, v in about.items() if v is not None},
    )


def booked(booking: Booking, move: BookingMove) -> None:
    """The customer has it in writing; a professional it is directed at is asked."""
    _tell("booking_booked", booking.customer_id, booking, move)
    _tell("booking_requested", booking.offered_to_id, booking, move)


def accepted(booking: Booking, move: BookingMove, name: str) -> None:
    """The customer learns who comes."""
    _tell("booking_accepted", booking.customer_id, booking, move, name=name)


def rejected(booking: Booking, move: BookingMove) -> None:
    """The customer learns that the one they chose can't, and everyone is asked now."""
    _tell("booking_rejected", booking.customer_id, booking, move)


def released(booking: Booking, move: BookingMove) -> None:
    """The customer learns that their professional gave it back."""
    _tell("booking_released", booking.customer_id, booking, move, reason=move.reason)


def reopened(booking: Booking, move: BookingMove) -> None:
    """The customer learns that their professional is no longer with us."""
    _tell("booking_reopened", booking.customer_id, booking, move)


def changed(booking: Booking, move: BookingMove, professional_id: int | None) -> None:
    """The professional who has it, or had it, learns of the new date, place or remarks."""
    kind = "booking_rescheduled" if move.action == "reschedule" else "booking_changed"
    _tell(kind, professional_id, booking, move)


def cancelled(booking: Booking, move: BookingMove, *, by_customer: bool) -> None:
    """The professional is free again; the customer is told unless it was them."""
    _tell("booking_cancelled", booking.professional_id, booking, move, reason=move.reason)
    if not by_customer:
        _tell("booking_cancelled", booking.customer_id, booking, move, reason=move.reason)


def closed(booking: Booking, move: BookingMove) -> None:
    """Both hear that it is done, but for who closed it."""
    for user_id in (booking.customer_id, booking.professional_id):
        if user_id != move.actor_id:
            _tell("booking_closed", user_id, booking, move)


def expired(booking: Booking, move: BookingMove) -> None:
    """The customer learns that nobody took it."""
    _tell("booking_expired", booking.customer_id, booking, move)


def reviewed(booking: Booking, move: BookingMove) -> None:
    """The professional hears what the customer thought, if they are still with us."""
    if booking.professional is not None and booking.professional.status is AccountStatus.ERASED:
        return
    _tell("booking_reviewed", booking.professional_id, booking, move, rating=booking.rating)
