"""What customers said: which reviews there are to read."""

from sqlalchemy import Select, exists, select

from backend.accounts.models import Professional
from backend.bookings.models import Booking, BookingStatus
from backend.catalogue.models import Task, TaskStatus
from backend.catalogue.operations import find_professionals


def reviews_of_task(task_id: int) -> Select[Booking]:
    """The reviewed bookings of one task that is on offer."""
    active = exists().where(Task.id == task_id, Task.status == TaskStatus.ACTIVE)
    reviewed = (Booking.status == BookingStatus.CLOSED, Booking.rating.is_not(None))
    return select(Booking).where(Booking.task_id == task_id, *reviewed, active)


def reviewed_bookings(professional_id: int) -> Select[Booking]:
    """The reviewed bookings of one active professional."""
    active = find_professionals().where(Professional.user_id == professional_id)
    return select(Booking).where(
        Booking.professional_id == professional_id,
        Booking.rating.is_not(None),
        exists(active.with_only_columns(Professional.user_id).correlate(None)),
    )
