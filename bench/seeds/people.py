"""The people of a town and the tasks it offers, as rows."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.seeds.sizes import NOW, Sizes
from bench.seeds.words import CATEGORIES, COMPANIES, FIRST_NAMES, LAST_NAMES, OBJECTS, STREETS, WORKS

Row = tuple[Any, ...]

USERS = (
    *("id", "username", "username_key", "email", "password_hash", "role", "status", "firstname", "lastname"),
    *("address", "pincode", "phone", "locale", "search", "created_at", "last_seen_at"),
)
PROFESSIONALS = (
    *("user_id", "exp", "compname", "does_all_tasks", "serves_own_pincode", "rating_sum", "rating_count"),
    "approved_at",
)
TASKS = (
    *("id", "name", "name_key", "price", "time_required", "description", "search", "category", "status"),
    *("rating_sum", "rating_count", "created_at", "updated_at"),
)
CHOICES = ("user_id", "mail", "chat", "sms", "chat_url")

TASK_COUNT = len(OBJECTS) * len(WORKS)
AWAY = (0, 0, 0, 1, 1, 2, 3, 5, 7, 7, 9, 14, 20, 28, 60)
"""Days since a professional's last visit, as often as they happen."""


def text(moment: datetime) -> str:
    """A moment as both engines read it: UTC, without an offset."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


def pincode(number: int) -> str:
    """The pincode of that number."""
    return str(110001 + number)


def tasks() -> Iterator[Row]:
    """Every task that can be booked."""
    names = [f"{thing} {work}" for thing in OBJECTS for work in WORKS]
    for at, name in enumerate(names):
        category = CATEGORIES[at % len(CATEGORIES)]
        words = (f"{name}, by trained hands.", f"{name} {category}".casefold())
        figures = (19_900 + 5_050 * at, 30 + 15 * (at % 8))
        yield (
            at + 1,
            name,
            name.casefold(),
            *figures,
            *words,
            category,
            "active",
            0,
            0,
            text(NOW),
            text(NOW),
        )


def users(sizes: Sizes) -> Iterator[Row]:
    """The admin, the customers, the professionals."""
    rng = random.Random(1)
    yield _user(rng, sizes, 1, "admin")
    for id_ in range(2, sizes.users + 1):
        yield _user(rng, sizes, id_, "customer" if id_ < sizes.first_professional else "professional")


def _user(rng: random.Random, sizes: Sizes, id_: int, role: str) -> Row:
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    name = f"{first}.{last}.{id_}".replace("'", "").lower()
    address = f"{rng.randint(1, 99)} {rng.choice(STREETS)}"
    mail = f"{name}@example.com"
    seen = NOW - timedelta(days=rng.choice(AWAY), minutes=rng.randint(0, 600))
    return (
        *(id_, name, name, mail, "!", role, "active", first, last, address),
        *(pincode(rng.randrange(sizes.pincodes)), None, "hi" if rng.random() < 0.3 else "en"),
        *(f"{name} {mail} {first} {last}".casefold(), text(NOW - timedelta(days=400)), text(seen)),
    )


def professionals(sizes: Sizes) -> Iterator[Row]:
    """What professionals have besides: two in three do every task."""
    rng = random.Random(2)
    approved = text(NOW - timedelta(days=300))
    for id_ in range(sizes.first_professional, sizes.users + 1):
        company = f"{rng.choice(LAST_NAMES)} {rng.choice(COMPANIES)}"
        yield id_, rng.randint(0, 30), company, id_ % 3 != 0, id_ % 5 < 3, 0, 0, approved


def professional_tasks(sizes: Sizes) -> Iterator[Row]:
    """The tasks of who does not do all."""
    rng = random.Random(3)
    for id_ in range(sizes.first_professional, sizes.users + 1):
        if id_ % 3 == 0:
            yield from ((id_, task) for task in rng.sample(range(1, TASK_COUNT + 1), 6))


def professional_pincodes(sizes: Sizes) -> Iterator[Row]:
    """One pincode for most, up to three for the others."""
    rng = random.Random(4)
    for id_ in range(sizes.first_professional, sizes.users + 1):
        count = 1 if id_ % 5 < 3 else rng.randint(2, 3)
        yield from ((id_, pincode(number)) for number in rng.sample(range(sizes.pincodes), count))


def choices(sizes: Sizes) -> Iterator[Row]:
    """One person in ten has chosen: mail and chat, chat alone, or nothing at all."""
    for id_ in range(10, sizes.users + 1, 10):
        chat = id_ % 30 != 0
        url = f"https://chat.googleapis.com/v1/spaces/S{id_}/messages?key=k&token=t" if chat else None
        yield id_, id_ % 20 == 0 and chat, chat, False, url
