"""Every step of a booking's life leaves a row."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from backend.accounts.models import User
from backend.bookings.models import Booking, BookingMove, BookingStatus
from backend.core import clock
from backend.core.extensions import db


def note(
    booking: Booking, action: str, source: BookingStatus | None, actor: User | None, reason: str | None = None
) -> BookingMove:
    """Write down a step that has just been made; `actor` is None for the clock."""
    step = BookingMove(
        booking_id=booking.id,
        at=clock.now(),
        action=action,
        from_status=source,
        to_status=booking.status,
        actor_id=actor.id if actor else None,
        actor_role=actor.role if actor else None,
        reason=reason,
    )
    db.session.add(step)
    db.session.flush()
    return step


def steps_of(booking_id: int) -> list[BookingMove]:
    """All steps, the oldest first."""
    steps = (
        select(BookingMove).where(BookingMove.booking_id == booking_id).options(joinedload(BookingMove.actor))
    )
    return list(db.session.scalars(steps.order_by(BookingMove.id)))
