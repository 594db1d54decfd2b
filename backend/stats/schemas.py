"""Figures that come in as a period and go out for each role its own."""

from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import ConfigDict, Field, PlainValidator, RootModel, WithJsonSchema
from pydantic_core import PydanticCustomError

from backend.catalogue.models import Category
from backend.core.fields import Input, Output
from backend.core.money import RupeesOut
from backend.core.problems import field_problem
from backend.stats.periods import LONGEST, USUAL, Period, Step, today


def _date(given: Any) -> date:
    try:
        found = date.fromisoformat(given) if len(given) == len("2026-01-31") else None
    except (ValueError, TypeError):
        found = None
    if found is None or not 2000 <= found.year <= 2099:
        raise PydanticCustomError("invalid", "A day is written like 2026-01-31.")
    return found


WholeDay = Annotated[date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]


class StatsQuery(Input):
    """Which days of the business's zone are looked at, both included; the last 30 where nothing is said.

    `to` is today where left out, `from` 29 days before it; five years at most.
    """

    from_: WholeDay | None = Field(None, alias="from")
    to: WholeDay | None = None

    def period(self) -> Period:
        """The days asked for; raises 422 for none or too many."""
        last = self.to or today()
        first = self.from_ or last - timedelta(days=USUAL - 1)
        if first > last:
            raise field_problem("/from", "invalid", "The first day cannot come after the last.")
        if (last - first).days >= LONGEST:
            raise field_problem("/from", "too_long", "Five years at most, please.")
        return Period(first, last)


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


class Totals(Output):
    """What happened in some days.

    `bookings` are those made, for a professional those they accepted. `expired` counts by the hour
    that was wished for, `ratings` and `rating` are those of what was closed in these days. Only the
    admin is told of new people.
    """

    bookings: int
    closed: int
    cancelled: int
    expired: int
    closed_value: RupeesOut
    rating: float | None
    ratings: int
    new_customers: int | None = None
    new_professionals: int | None = None


class DaysOf(Output):
    """Which days: YYYY-MM-DD, both included."""

    model_config = ConfigDict(serialize_by_alias=True)

    from_: date = Field(serialization_alias="from")
    to: date


class StepFigures(DaysOf):
    """One day, week (from Monday) or month, cut where the period begins or ends."""

    bookings: int
    closed: int
    cancelled: int
    expired: int
    closed_value: RupeesOut


class Before(DaysOf):
    """As many days right before the period, to compare with."""

    totals: Totals


class TaskFigures(Output):
    """What a task came to in the period; one that is not `active` can't be booked any more."""

    task_id: int
    name: str
    category: Category
    active: bool
    bookings: int
    closed: int
    closed_value: RupeesOut
    rating: float | None
    ratings: int


class PeriodFigures(DaysOf):
    """A period in days, weeks or months, and what it comes to.

    `stars` counts the ratings of what was closed in it, from one star to five.
    """

    step: Step
    series: list[StepFigures]
    totals: Totals
    before: Before
    stars: list[int]
    top_tasks: list[TaskFigures]


class AdminStats(PeriodFigures):
    """The whole business: the period, and how it stands now.

    `rating` is of all time. `closed_value` (of all time), `months` and `days` (the last 6 and the
    last 30) are only there where no period is asked for.
    """

    waiting_now: int
    this_month: int
    rating: float | None
    waiting_approvals: int
    failed_deliveries: int
    users_by_role: dict[str, int]
    users_by_status: dict[str, dict[str, int]]
    bookings_by_status: dict[str, int]
    closed_value: RupeesOut | None = None
    months: list[MonthFigures] | None = None
    days: list[DayFigures] | None = None


class Answers(Output):
    """What a professional said to offers in the period; what they gave back they had accepted before."""

    accepted: int
    rejected: int
    released: int


class ProfessionalStats(PeriodFigures):
    """A professional's own figures; `waiting` counts what is offered to them.

    `weekdays` counts the visits of what was closed in the period, from Monday to Sunday.
    """

    waiting: int
    assigned: int
    closed: int
    earnings: RupeesOut
    earnings_this_month: RupeesOut
    rating: float | None
    rating_count: int
    answers: Answers
    weekdays: list[int]


class MetFigures(Output):
    """A professional who closed bookings of a customer's in the period."""

    professional_id: int
    firstname: str
    lastname: str
    compname: str
    active: bool
    closed: int


class CustomerStats(PeriodFigures):
    """A customer's own figures, and whom they met in the period."""

    requested: int
    assigned: int
    closed: int
    cancelled: int
    spent: RupeesOut
    professionals: list[MetFigures]


class StatsOut(RootModel[AdminStats | ProfessionalStats | CustomerStats]):
    """The figures of whoever asks."""
