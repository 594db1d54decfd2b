"""A field for races: the real server on either engine, with eight professionals and a customer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import DeclarativeBase

from backend.accounts.models import AccountStatus, User
from backend.app import create_app
from backend.bookings.models import Booking, BookingStatus
from backend.catalogue.models import Category
from backend.core.unit_of_work import unit_of_work
from tests.cast import PASSWORD, professional
from tests.races.contest import Contest, Racer
from tests.servers.stack import Stack, new_stack
from tests.worlds import World, Worlds, settle

PROFESSIONALS = [f"racer{number}" for number in range(8)]


@dataclass
class Field:
    """A running server and the people on it."""

    world: World
    stack: Stack
    racers: list[Racer] = field(default_factory=list)

    def racer(self, name: str) -> Racer:
        """Somebody of the cast with a connection of their own; signed in already."""
        made = Racer(self.stack.port, self.world.town.tokens[name])
        self.racers.append(made)
        return made

    def rows(self, count: int, hours_apart: float = 2, copies: int = 1, **values: Any) -> list[list[int]]:
        """Requested bookings of Carl's, straight into the database: `count` times `copies` at one time."""
        begin = datetime.now(UTC) + timedelta(hours=1)
        times = [begin + timedelta(hours=hours_apart * number) for number in range(count)]
        rows = [self._row(at) | values for at in times for _ in range(copies)]
        ids = self._insert(Booking, rows)
        return [ids[start : start + copies] for start in range(0, len(ids), copies)]

    def _row(self, at: datetime) -> dict[str, Any]:
        return {
            "task_id": self.world.town.tasks["tap"],
            "task_name": "Tap repair",
            "category": Category.PLUMBING,
            "price": 59900,
            "time_required": 60,
            "customer_id": self.world.town.ids["carl"],
            "was_open": True,
            "status": BookingStatus.REQUESTED,
            "scheduled_for": at,
            "ends_at": at + timedelta(hours=1),
            "address": "4 Residency Road",
            "pincode": "560001",
            "remarks": "",
            "version": 1,
            "created_at": datetime.now(UTC),
            "search": "tap repair carl rao 560001",
        }

    def _insert(self, model: type[DeclarativeBase], rows: list[dict[str, Any]]) -> list[int]:
        with self.world.app.app_context(), unit_of_work() as session:
            statement = insert(model).returning(model.id, sort_by_parameter_order=True)  # type: ignore[attr-defined]
            return list(session.scalars(statement, rows))

    def clear(self) -> None:
        """Put everything back as it was, and hang up."""
        for racer in self.racers:
            racer.close()
        self.racers.clear()
        self.world.restore()


def _field(engine: str, worlds: Worlds, folder: Path) -> Field:
    name = f"races_{engine}"
    settings = worlds.settings(engine, name)
    world = World(create_app(settings), settings)
    settle(world)
    for racer in PROFESSIONALS:
        answer = world.anyone().post("/api/add_professional", professional(racer)).ok(201)
        world.town.ids[racer] = answer["id"]
    world.change(update(User).values(status=AccountStatus.ACTIVE))
    for racer in PROFESSIONALS:
        answer = world.anyone().post("/api/check", {"username": racer, "password": PASSWORD}).ok()
        world.town.tokens[racer] = answer["access_token"]
    world.remember()
    stack = new_stack(
        folder,
        database_url=settings.database_url,
        redis_url=worlds.redis_server.url(1),
        mail_url=worlds.mail_sink.url,
        SECRET_KEY=settings.secret_key,
        RATELIMIT_ENABLED="true",
    )
    stack.run_web()
    return Field(world, stack)


@pytest.fixture(scope="session")
def fields(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Field]]:
    """The fields that were made, by engine."""
    made: dict[str, Field] = {}
    yield made
    for each in made.values():
        each.stack.stop()


@pytest.fixture
def ground(
    engine: str, worlds: Worlds, fields: dict[str, Field], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Field]:
    """The field on this engine, as every race begins with it."""
    if engine not in fields:
        fields[engine] = _field(engine, worlds, tmp_path_factory.mktemp(f"races-{engine}"))
    # Nobody's writes of the race before count against the limits of this one.
    worlds.redis_server.flush()
    yield fields[engine]
    fields[engine].clear()
    said = fields[engine].stack.children[0].said()
    assert "database is locked" not in said
    assert "Traceback" not in said


@pytest.fixture
def contest() -> Iterator[Callable[[int], Contest]]:
    """Makes a line for so many callers."""
    made: list[Contest] = []

    def make(callers: int) -> Contest:
        made.append(Contest(callers))
        return made[-1]

    yield make
    for each in made:
        each.close()
