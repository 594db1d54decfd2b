"""Months of the business's own zone, named YYYY-MM."""

from datetime import date, datetime

from backend.core import clock

PATTERN = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


def month_of(moment: datetime) -> str:
    """The month in which `moment` lies, by the business's calendar."""
    return f"{moment.astimezone(clock.zone()):%Y-%m}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def shifted(month: str, by: int) -> str:
    """The month `by` months later, or earlier where `by` is negative."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04}-{number % 12 + 1:02}"


def month_start(month: str) -> datetime:
    """The moment at which a month begins, in UTC."""
    return clock.day_start(first_day(month))


def month_end(month: str) -> datetime:
    """The moment at which the month after begins, in UTC."""
    return month_start(shifted(month, 1))
