"""Monthly reports as data."""

from datetime import datetime

from backend.bookings.models import BookingStatus
from backend.core.fields import Output
from backend.core.money import RupeesOut


class ReportLine(Output):
    """One booking and what happened to it in the month: booked, closed, cancelled."""

    booking_id: int
    task_name: str
    status: BookingStatus
    scheduled_for: datetime
    price: RupeesOut
    happened: list[str]


class TaskShare(Output):
    """What one task came to in the month."""

    task_name: str
    closed: int
    spent: RupeesOut


class ReportOut(Output):
    """One customer's month, YYYY-MM by the business's calendar; `so_far` while it is not over."""

    period: str
    so_far: bool
    name: str
    email: str
    address: str
    pincode: str
    booked: int
    closed: int
    cancelled: int
    spent: RupeesOut
    bookings: list[ReportLine]
    by_task: list[TaskShare]


class ReportSummary(Output):
    """A month's figures alone."""

    period: str
    so_far: bool
    booked: int
    closed: int
    cancelled: int
    spent: RupeesOut


class ReportsOut(Output):
    """Every month with activity, the newest first."""

    items: list[ReportSummary]
