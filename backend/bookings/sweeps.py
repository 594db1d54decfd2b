"""What happens to bookings without anybody asking: time passes, accounts are blocked."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, select, update

from backend.accounts.events import account_moved
from backend.accounts.models import Role, User
from backend.bookings import notices
from backend.bookings.history import note
from backend.bookings.models import Booking, BookingStatus
from backend.core import clock
from backend.core.extensions import db

CHUNK = 200


def expire_due() -> int:
    """Expire up to 200 requested bookings whose time has passed, in the unit in hand; how many."""
    expired = _take(
        BookingStatus.REQUESTED,
        [Booking.scheduled_for <= clock.now()],
        {"status": BookingStatus.EXPIRED},
        CHUNK,
    )
    for booking in expired:
        notices.expired(booking, note(booking, "expire", BookingStatus.REQUESTED, None))
    return len(expired)


def _take(
    source: BookingStatus, which: Iterable[ColumnElement[bool]], values: dict[str, Any], most: int
) -> list[Booking]:
    """Change the bookings that are still as described, and give those that we changed."""
    due = select(Booking.id).where(Booking.status == source, *which).order_by(Booking.id).limit(most)
    changed = db.session.scalars(
        update(Booking)
        .where(Booking.id.in_(due.with_for_update(skip_locked=True)), Booking.status == source)
        .values(version=Booking.version + 1, **values)
        .returning(Booking)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return list(changed)


def free_bookings(user: User, *, action: str, reason: str | None, actor_id: int) -> None:
    """A blocked professional's bookings go back to everyone; a blocked customer's are cancelled."""
    if action != "block":
        return
    actor = db.session.get_one(User, actor_id)
    if user.role is Role.PROFESSIONAL:
        _reopen(user, actor)
    elif user.role is Role.CUSTOMER:
        _cancel_all(user, actor, reason)


ALL = 1_000_000


def _reopen(professional: User, actor: User) -> None:
    opened: dict[str, Any] = {
        "professional_id": None,
        "offered_to_id": None,
        "was_open": True,
        "assigned_at": None,
    }
    values = {"status": BookingStatus.REQUESTED} | opened
    for booking in _take(BookingStatus.ASSIGNED, [Booking.professional_id == professional.id], values, ALL):
        notices.reopened(booking, note(booking, "reopen", BookingStatus.ASSIGNED, actor))
    for booking in _take(BookingStatus.REQUESTED, [Booking.offered_to_id == professional.id], opened, ALL):
        notices.rejected(booking, note(booking, "reopen", BookingStatus.REQUESTED, actor))


def _cancel_all(customer: User, actor: User, reason: str | None) -> None:
    values = {"status": BookingStatus.CANCELLED, "reason": reason, "cancelled_at": clock.now()}
    for source in (BookingStatus.REQUESTED, BookingStatus.ASSIGNED):
        for booking in _take(source, [Booking.customer_id == customer.id], values, ALL):
            notices.cancelled(booking, note(booking, "cancel", source, actor, reason), by_customer=True)


def install() -> None:
    """Listen to what happens to accounts."""
    account_moved.connect(free_bookings)
