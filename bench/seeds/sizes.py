"""How big a town is, and the moment at which it is looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
"""Six in the evening in Kolkata, on the day when June's reports are due."""

TODAY, MONTH = "2026-07-01", "2026-06"
ZONE = "Asia/Kolkata"
MONTH_BEGIN = datetime(2026, 5, 31, 18, 30, tzinfo=UTC)
MONTH_END = datetime(2026, 6, 30, 18, 30, tzinfo=UTC)
OLDEST = MONTH_BEGIN - timedelta(days=700)

FEWEST = 20
"""People of each kind in the smallest town."""


@dataclass(frozen=True)
class Sizes:
    """How many of each; ids count from 1: the admin, then customers, then professionals."""

    customers: int
    professionals: int
    pincodes: int
    waiting: int
    overdue: int
    in_month: int
    older: int

    @property
    def first_professional(self) -> int:
        """The id of the first professional."""
        return self.customers + 2

    @property
    def users(self) -> int:
        """Everybody, the admin too."""
        return 1 + self.customers + self.professionals


def sizes(scale: float) -> Sizes:
    """The sizes of a town; at 1 it has 100,000 of each and 1,000,000 closed bookings.

    Everything grows alike, so that there is as much to do for each person whatever the scale.
    """
    people = max(FEWEST, round(100_000 * scale))
    return Sizes(
        customers=people,
        professionals=people,
        pincodes=max(4, people // 5),
        waiting=2 * people,
        overdue=people // 10,
        in_month=3 * people,
        older=10 * people - closed_in(3 * people),
    )


def closed_in(in_month: int) -> int:
    """How many of the month's bookings were closed: the others were cancelled or expired."""
    return in_month * 7 // 10
