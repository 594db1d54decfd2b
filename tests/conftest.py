"""The fixtures that every test may use: both engines, the cast, the frozen clock, real servers."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.core.extensions import db
from tests.api import Api
from tests.cast import NOW
from tests.network import only_loopback
from tests.servers.mail import MailSink, start_mail_sink
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.redis_server import RedisServer, start_redis
from tests.worlds import Person, World, Worlds

ENGINES = ["sqlite", "postgresql"]

Application = Callable[[Settings], Flask]


@pytest.fixture(autouse=True, scope="session")
def _on_its_own() -> Iterator[None]:
    """No network beyond loopback, and no setting of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch, only_loopback():
        for name in Settings.model_fields:
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL, one for each process that runs tests."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A real Redis-protocol server, one for each process that runs tests."""
    server = start_redis()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mail_sink() -> Iterator[MailSink]:
    """A real SMTP server that keeps what it receives."""
    sink = start_mail_sink()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def worlds(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    redis_server: RedisServer,
    mail_sink: MailSink,
) -> Iterator[Worlds]:
    """Both engines' applications; PostgreSQL starts when the first test asks for it."""
    folder = tmp_path_factory.mktemp("worlds")
    made = Worlds(folder, lambda: request.getfixturevalue("postgres"), redis_server, mail_sink)
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Every test that touches the database runs on both."""
    name: str = request.param
    return name


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The frozen clock; `shift` or `move_to` lets time pass."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(engine: str, worlds: Worlds, clock: time_machine.Traveller) -> World:
    """The application with the cast in it, as every test finds it."""
    found = worlds.world(engine)
    found.restore()
    worlds.redis_server.flush()
    worlds.mail_sink.reset()
    return found


@pytest.fixture
def application() -> Iterator[Application]:
    """Makes an application under settings of the test's own, and lets go of its database afterwards."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def outbox(world: World, mail_sink: MailSink) -> MailSink:
    """What was really sent by mail during this test."""
    return mail_sink


@pytest.fixture
def anyone(world: World) -> Api:
    """A visitor."""
    return world.anyone()


@pytest.fixture
def ada(world: World) -> Person:
    """The admin."""
    return world.person("ada")


@pytest.fixture
def carl(world: World) -> Person:
    """A customer."""
    return world.person("carl")


@pytest.fixture
def cora(world: World) -> Person:
    """Another customer."""
    return world.person("cora")


@pytest.fixture
def petra(world: World) -> Person:
    """A professional who does every task at 560001 and 560002."""
    return world.person("petra")


@pytest.fixture
def paul(world: World) -> Person:
    """A professional who does every task at 560001, their own pincode."""
    return world.person("paul")


@pytest.fixture
def piya(world: World) -> Person:
    """A professional who waits for approval, without a document yet."""
    return world.person("piya")
