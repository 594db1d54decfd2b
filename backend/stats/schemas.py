"""Figures that go out, for each role its own."""

from pydantic import RootModel

from backend.core.fields import Output
from backend.core.money import RupeesOut


class MonthFigures(Output):
    """One month of the business's calendar, YYYY-MM: bookings made in it, and closed in it."""

    month: str
    bookings: int
    closed: int
    closed_value: RupeesOut


class DayFigures(Output):
    """One day of the business's calendar, YYYY-MM-DD."""

    date: str
    bookings: int
    closed: int


class TaskFigures(Output):
    """How often a task was booked."""

    task_id: int
    name: str
    bookings: int


class AdminStats(Output):
    """The whole business: the last 6 months, the last 30 days, and how it stands now."""

    waiting_now: int
    this_month: int
    rating: float | None
    waiting_approvals: int
    failed_deliveries: int
    users_by_role: dict[str, int]
    bookings_by_status: dict[str, int]
    months: list[MonthFigures]
    days: list[DayFigures]
    closed_value: RupeesOut
    top_tasks: list[TaskFigures]


class ProfessionalStats(Output):
    """A professional's own figures; `waiting` counts what is offered to them."""

    waiting: int
    assigned: int
    closed: int
    earnings: RupeesOut
    earnings_this_month: RupeesOut
    rating: float | None
    rating_count: int


class CustomerStats(Output):
    """A customer's own figures."""

    requested: int
    assigned: int
    closed: int
    cancelled: int
    spent: RupeesOut


class StatsOut(RootModel[AdminStats | ProfessionalStats | CustomerStats]):
    """The figures of whoever asks."""
