"""Spans of the business's own days, and the days, weeks or months that a chart of one is drawn in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from backend.core import clock, months

Step = Literal["day", "week", "month"]

USUAL = 30
"""Days that are shown where nobody says which."""
BY_DAY, BY_WEEK = 45, 180
"""Up to so many days are drawn day by day, and week by week; more of them month by month."""
LONGEST = 5 * 366
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        """The moment at which it begins."""
        return clock.day_start(self.first)

    @property
    def until(self) -> datetime:
        """The moment at which it is over."""
        return clock.day_end(self.last)

    @property
    def before(self) -> "Period":
        """As many days, right before."""
        return Period(self.first - timedelta(days=self.days), self.first - DAY)

    @property
    def step(self) -> Step:
        """What a chart of it counts in."""
        if self.days <= BY_DAY:
            return "day"
        return "week" if self.days <= BY_WEEK else "month"

    def steps(self) -> Iterator["Period"]:
        """Its days, weeks (from Monday) or months; the first and the last may be cut short."""
        first = self.first
        while first <= self.last:
            last = min(_last_of(self.step, first), self.last)
            yield Period(first, last)
            first = last + DAY


def _last_of(step: Step, day: date) -> date:
    """The last day of the step in which `day` lies."""
    if step == "day":
        return day
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    return month_of(f"{day:%Y-%m}").last


def month_of(name: str) -> Period:
    """A month, named YYYY-MM."""
    return Period(months.first_day(name), months.first_day(months.shifted(name, 1)) - DAY)


def today() -> date:
    """The business's own date."""
    return clock.now().astimezone(clock.zone()).date()
