"""The bookings of a town, as rows; what led to their states (booking_moves) is left out."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.seeds.people import Row, pincode, tasks, text
from bench.seeds.sizes import MONTH_BEGIN, MONTH_END, NOW, OLDEST, Sizes, closed_in
from bench.seeds.words import REMARKS, REVIEWS, STREETS

COLUMNS = (
    *("id", "task_id", "task_name", "category", "price", "time_required", "customer_id", "professional_id"),
    *("offered_to_id", "was_open", "status", "scheduled_for", "ends_at", "address", "pincode", "remarks"),
    *("search", "version", "created_at", "assigned_at", "closed_at", "cancelled_at", "closed_by", "reason"),
    *("rating", "review_remarks", "reviewed_at"),
)
REJECTIONS = ("booking_id", "professional_id", "at")
MINUTE = timedelta(minutes=1)


class Desk:
    """Takes down bookings one after another; the same ones every time."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes, self.rng, self.taken = sizes, random.Random(5), 0
        self.tasks = [(row[0], row[1], row[7], row[3], row[4]) for row in tasks()]

    def rows(self) -> Iterator[Row]:
        """Every booking: long ago, in the month, waiting, overdue."""
        yield from (self._closed(OLDEST, MONTH_BEGIN) for _ in range(self.sizes.older))
        closed = closed_in(self.sizes.in_month)
        yield from (self._closed(MONTH_BEGIN, MONTH_END) for _ in range(closed))
        yield from (self._given_up(number) for number in range(self.sizes.in_month - closed))
        yield from (self._waiting(number) for number in range(self.sizes.waiting))
        yield from (self._overdue() for _ in range(self.sizes.overdue))

    def _closed(self, begin: datetime, end: datetime) -> Row:
        rng = self.rng
        made = _between(rng, begin, end - timedelta(days=1))
        done = made + timedelta(minutes=rng.randint(60, 1400))
        rating = rng.randint(1, 5) if rng.random() < 0.6 else None
        return self._row(
            "closed",
            made,
            done - 90 * MINUTE,
            professional_id=self._professional(),
            assigned_at=text(made + 20 * MINUTE),
            closed_at=text(done),
            closed_by="customer" if rng.random() < 0.4 else "professional",
            rating=rating,
            review_remarks=rng.choice(REVIEWS) if rating else None,
            reviewed_at=text(done + 60 * MINUTE) if rating else None,
        )

    def _given_up(self, number: int) -> Row:
        made = _between(self.rng, MONTH_BEGIN, MONTH_END - timedelta(days=2))
        if number % 3 == 0:
            return self._row("expired", made, made + timedelta(days=1))
        cancelled = text(made + timedelta(minutes=self.rng.randint(5, 1400)))
        return self._row(
            "cancelled", made, made + timedelta(days=2), cancelled_at=cancelled, reason="No longer needed"
        )

    def _waiting(self, number: int) -> Row:
        made = _between(self.rng, MONTH_END, NOW)
        directed = {"offered_to_id": self._professional(), "was_open": False} if number % 8 == 0 else {}
        return self._row(
            "requested", made, _between(self.rng, NOW + MINUTE, NOW + timedelta(days=14)), **directed
        )

    def _overdue(self) -> Row:
        made = _between(self.rng, MONTH_END, NOW - timedelta(hours=10))
        return self._row(
            "assigned",
            made,
            made + 60 * MINUTE,
            professional_id=self._professional(),
            assigned_at=text(made + 10 * MINUTE),
        )

    def _professional(self) -> int:
        return self.sizes.first_professional + self.rng.randrange(self.sizes.professionals)

    def _row(self, status: str, made: datetime, at: datetime, **more: Any) -> Row:
        rng, sizes = self.rng, self.sizes
        self.taken += 1
        task_id, name, category, price, minutes = rng.choice(self.tasks)
        place = pincode(rng.randrange(sizes.pincodes))
        # 7919 is a prime: every customer has a turn before anybody has a second one.
        customer = 2 + self.taken * 7919 % sizes.customers
        row = dict.fromkeys(COLUMNS) | {
            "id": self.taken,
            "task_id": task_id,
            "task_name": name,
            "category": category,
            "price": price,
            "time_required": minutes,
            "customer_id": customer,
            "was_open": True,
            "status": status,
            "scheduled_for": text(at),
            "ends_at": text(at + minutes * MINUTE),
            "address": f"{rng.randint(1, 99)} {rng.choice(STREETS)}",
            "pincode": place,
            "remarks": rng.choice(REMARKS),
            "search": f"{name} {place}".casefold(),
            "version": 1,
            "created_at": text(made),
        }
        return tuple((row | more).values())


def rejections(sizes: Sizes) -> Iterator[Row]:
    """One waiting booking in twenty was declined by somebody."""
    rng, first = random.Random(6), sizes.older + sizes.in_month + 1
    for id_ in range(first, first + sizes.waiting, 20):
        yield id_, sizes.first_professional + rng.randrange(sizes.professionals), text(NOW - 30 * MINUTE)


def _between(rng: random.Random, begin: datetime, end: datetime) -> datetime:
    return begin + timedelta(seconds=rng.randrange(int((end - begin).total_seconds())))
