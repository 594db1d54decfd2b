"""The bookings of the demo: half a year that grew, and the days to come.

Each is made, accepted, closed and reviewed by the real operations, with the clock stopped where it happened.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from backend.accounts.operations import get_user
from backend.bookings.moves import move
from backend.bookings.operations import book, review
from backend.bookings.schemas import BookingIn, ReviewIn
from backend.bookings.sweeps import expire_due
from backend.core import clock
from backend.demo_people import CHANGED_MIND, LOYAL, PRAISE, REMARKS, TASKS, WANTED

HOURS = [9, 10, 10, 11, 11, 12, 14, 15, 16, 16, 17, 18]
FIRST, LAST = 0.35, 1.3
"""Bookings a day, at the opening and now."""

# The days to come: customer, task, days ahead, hour, and who of the professionals has accepted.
AHEAD = [
    (0, 2, 1, 10, 0),
    (4, 3, 1, 12, 0),
    (7, 12, 1, 16, 0),
    (5, 6, 1, 11, 2),
    (2, 10, 2, 15, 0),
    (0, 4, 2, 17, 0),
    (1, 11, 3, 9, 3),
    (0, 3, 3, 17, 0),
    (3, 5, 1, 18, None),
    (0, 7, 2, 16, None),
    (1, 2, 2, 18, None),
    (6, 9, 3, 10, None),
    (5, 1, 3, 13, None),
    (0, 10, 4, 11, None),
    (4, 2, 4, 16, None),
    (7, 8, 6, 9, None),
]

Event = tuple[datetime, int, Callable[[], object]]


@dataclass
class Business:
    """Who is there: professionals with the tasks they do, and customers, in the order in which they came."""

    opening: datetime
    tasks: list[int]
    professionals: dict[int, list[int]]
    customers: list[int]
    events: list[Event] = field(default_factory=list)
    busy: set[tuple[int, date]] = field(default_factory=set)

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Let `act` happen then."""
        self.events.append((moment, len(self.events), act))


def bookings(business: Business) -> int:
    """Make them all in the order of time; how many."""
    dice = random.Random(7)  # noqa: S311 - the demo is the same every time
    made = _past(business, dice) + _ahead(business)
    for moment, _, act in sorted(business.events, key=lambda event: event[:2]):
        with clock.stopped_at(moment):
            act()
    return made


def _past(business: Business, dice: random.Random) -> int:
    opened, today = (moment.astimezone(clock.zone()).date() for moment in (business.opening, clock.now()))
    made, owed, age = 0, 0.0, (today - opened).days
    for days in range(9, age):
        owed += FIRST + (LAST - FIRST) * days / age + dice.uniform(-0.4, 0.4)
        while owed >= 1:
            owed, made = owed - 1, made + 1
            _one(business, dice, opened + timedelta(days=days), days)
    return made


def _one(business: Business, dice: random.Random, day: date, age: int) -> None:
    """One booking for `day`, by one of the customers whom the business has at that age."""
    number = dice.choices(range(len(TASKS)), WANTED)[0]
    task, minutes = business.tasks[number], TASKS[number][2]
    at = _moment(day, 9 if minutes > 300 else dice.choice(HOURS))
    known = min(len(business.customers), 1 + (age - 5) // 9)
    customer = dice.choices(business.customers[:known], LOYAL[:known])[0]
    asked = at - timedelta(hours=dice.randrange(16, 60), minutes=dice.randrange(60))
    booked = _Booked(customer, task, at, dice.choice(REMARKS))
    business.at(asked, booked.book)
    _fate(business, dice, booked, asked, at + timedelta(minutes=minutes))


def _fate(
    business: Business, dice: random.Random, booked: "_Booked", asked: datetime, ends: datetime
) -> None:
    """How it went: most are closed and reviewed, some cancelled, a few never accepted."""
    fate, who = dice.random(), _free(business, dice, booked)
    if fate < 0.1:
        leave = partial(booked.move, "cancel", booked.customer, dice.choice(CHANGED_MIND))
        business.at(asked + timedelta(hours=5), leave)
    elif fate < 0.16 or who is None:
        business.at(booked.at + timedelta(minutes=5), expire_due)
    else:
        business.at(asked + timedelta(minutes=dice.randrange(4, 300)), partial(booked.move, "accept", who))
        done = ends + timedelta(minutes=dice.randrange(-5, 20))
        closer = dice.choice([booked.customer, booked.customer, who])
        business.at(done, partial(booked.move, "close", closer))
        _judge(business, dice, booked, done)


def _judge(business: Business, dice: random.Random, booked: "_Booked", done: datetime) -> None:
    if dice.random() < 0.75:
        rating = dice.choices([5, 4, 3], [7, 3, 1])[0]
        later = done + timedelta(minutes=dice.randrange(10, 200))
        business.at(later, partial(booked.review, rating, dice.choice(PRAISE[rating])))


def _ahead(business: Business) -> int:
    """Asked for during the last four days."""
    now, people = clock.now(), list(business.professionals)
    today = now.astimezone(clock.zone()).date()
    for number, (customer, task, days, hour, who) in enumerate(AHEAD):
        at = _moment(today + timedelta(days=days), hour)
        remarks = REMARKS[number % len(REMARKS)]
        booked = _Booked(business.customers[customer], business.tasks[task - 1], at, remarks)
        asked = now - timedelta(hours=6 * (len(AHEAD) - number) - 5, minutes=43 - number)
        business.at(asked, booked.book)
        if who is not None:
            business.at(asked + timedelta(minutes=15), partial(booked.move, "accept", people[who]))
    return len(AHEAD)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.zone())


def _free(business: Business, dice: random.Random, booked: "_Booked") -> int | None:
    """Somebody who does the task and has nothing else that day; the first does half of everything."""
    day = booked.at.date()
    able = [who for who, tasks in business.professionals.items() if booked.task in tasks]
    able = [who for who in able if (who, day) not in business.busy]
    if not able:
        return None
    who = able[0] if dice.random() < 0.5 else dice.choice(able)
    business.busy.add((who, day))
    return who


@dataclass
class _Booked:
    """One booking on its way; its id is known once it is made."""

    customer: int
    task: int
    at: datetime
    remarks: str
    id: int = 0

    def book(self) -> None:
        given = BookingIn(task_id=self.task, scheduled_for=self.at, remarks=self.remarks)
        self.id = book(given, get_user(self.customer)).id

    def move(self, action: str, who: int, reason: str | None = None) -> None:
        move(self.id, action, reason, get_user(who))

    def review(self, rating: int, said: str) -> None:
        review(self.id, ReviewIn(rating=rating, remarks=said), get_user(self.customer))
