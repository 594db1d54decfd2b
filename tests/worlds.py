"""A world is one application on one engine with the cast in it; every test finds it as it was made."""

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import Executable, Table, func, insert, select
from sqlalchemy.orm import DeclarativeBase

from backend.accounts.operations import add_admin
from backend.accounts.passwords import hash_password
from backend.app import create_app
from backend.config import Settings
from backend.core.database import Base
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from tests.api import Api
from tests.cast import CUSTOMERS, PASSWORD, PNG, PROFESSIONALS, TASKS, WAITING, Town
from tests.servers.mail import MailSink
from tests.servers.postgres import Postgres
from tests.servers.redis_server import RedisServer

SECRET_KEY = "an arbitrary key for the tests, 32 bytes at least"


class Person(Api):
    """Somebody of the cast, signed in, with their id."""

    def __init__(self, app: Flask, name: str, id_: int, token: str) -> None:
        super().__init__(app.test_client(), token)
        self.name, self.id = name, id_


@dataclass(repr=False)
class World:
    """An application, its database as it was when everybody had moved in, and ways to look inside."""

    app: Flask
    settings: Settings
    town: Town = field(default_factory=Town)
    _rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody of the cast."""
        return Person(self.app, name, self.town.ids[name], self.town.tokens[name])

    def anyone(self) -> Api:
        """A visitor, with a cookie jar of their own."""
        return Api(self.app.test_client())

    def all(self, statement: Any) -> Sequence[Any]:
        """The first entities of what `statement` selects, read afresh."""
        with self.app.app_context(), unit_of_work(write=False) as session:
            found: Sequence[Any] = session.scalars(statement).all()
            session.expunge_all()
            return found

    def one(self, statement: Any) -> Any:
        """The one entity that `statement` selects."""
        (found,) = self.all(statement)
        return found

    def count(self, model: type[DeclarativeBase], *where: Any) -> int:
        """How many rows of `model` fit."""
        return int(self.one(select(func.count()).select_from(model).where(*where)))

    def change(self, statement: Executable) -> None:
        """Write straight to the database, where a test needs what no move leads to."""
        with self.app.app_context(), unit_of_work() as session:
            session.execute(statement)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to prove that nothing changed."""
        with self.app.app_context(), unit_of_work(write=False) as session:
            return {
                table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for table in Base.metadata.sorted_tables
            }

    def remember(self) -> None:
        """Every test begins with the rows that are there now."""
        with self.app.app_context(), unit_of_work(write=False) as session:
            for table in Base.metadata.sorted_tables:
                self._rows[table] = [dict(row) for row in session.execute(select(table)).mappings()]

    def restore(self) -> None:
        """Put every table back as it was remembered."""
        with self.app.app_context(), unit_of_work() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
            for table, rows in self._rows.items():
                if rows:
                    session.execute(insert(table), rows)


@dataclass
class Worlds:
    """The servers of this process, and the worlds on them, each made when it is first asked for."""

    folder: Path
    postgres: Any
    redis_server: RedisServer
    mail_sink: MailSink
    made: dict[str, World] = field(default_factory=dict)
    migrated: dict[str, str] = field(default_factory=dict)

    def world(self, engine: str) -> World:
        """The world on `engine`, as its tests begin with it."""
        if engine not in self.made:
            self.made[engine] = self._settled(engine)
        return self.made[engine]

    def settings(self, engine: str, database: str, **more: Any) -> Settings:
        """Settings for a new, migrated database called `database`; `more` are further ones."""
        return self.settings_for(self.database(engine, database), database, **more)

    def settings_for(self, url: str, name: str, **more: Any) -> Settings:
        """Settings for the database at `url`, with files of their own under `name`."""
        given: dict[str, Any] = {
            "data_dir": self.folder / name,
            "secret_key": SECRET_KEY,
            "database_url": url,
            "redis_url": self.redis_server.url(),
            "mail_url": self.mail_sink.url,
            "ratelimit_enabled": False,
        }
        return Settings(**(given | more))

    def database(self, engine: str, name: str) -> str:
        """The address of a new database with every table and no rows."""
        if engine not in self.migrated:
            url = self.empty_database(engine, "migrated")
            migrate(self.settings_for(url, "migrated"))
            self.migrated[engine] = url
        if engine == "postgresql":
            return self._postgres().create(name, template="migrated")
        for left in self.folder.glob(f"{name}.sqlite3*"):
            left.unlink()
        shutil.copy(self._file("migrated"), self._file(name))
        return f"sqlite:///{self._file(name)}"

    def empty_database(self, engine: str, name: str) -> str:
        """The address of a new database without any table."""
        return self._postgres().create(name) if engine == "postgresql" else f"sqlite:///{self._file(name)}"

    def _postgres(self) -> Postgres:
        server: Postgres = self.postgres()
        return server

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def _settled(self, engine: str) -> World:
        settings = self.settings(engine, f"town_{engine}")
        world = World(create_app(settings), settings)
        settle(world)
        world.remember()
        return world

    def close(self) -> None:
        """Let go of every connection."""
        for world in self.made.values():
            with world.app.app_context():
                db.engine.dispose()


def migrate(settings: Settings) -> None:
    """Bring the database of `settings` to the newest tables, and let go of it."""
    app = create_app(settings)
    with app.app_context():
        try:
            flask_migrate.upgrade()
        finally:
            db.session.remove()
            db.engine.dispose()


def settle(world: World) -> None:
    """Let the cast move in the way anybody would: through the doors."""
    with world.app.app_context(), unit_of_work():
        add_admin("ada", "ada@example.com", hash_password(PASSWORD))
    visitor = world.anyone()
    for given in CUSTOMERS.values():
        visitor.post("/api/add_customer", given).ok(201)
    ada = _sign_in(world, "ada")
    world.town.tasks = {name: ada.post("/api/tasks", task).ok(201)["id"] for name, task in TASKS.items()}
    for given in PROFESSIONALS.values():
        visitor.post("/api/add_professional", given).ok(201)
    visitor.post("/api/add_professional", WAITING).ok(201)
    for name in (*CUSTOMERS, *PROFESSIONALS, WAITING["username"]):
        person = _sign_in(world, name)
        if name in PROFESSIONALS:
            person.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()
            ada.post(f"/api/users/{person.id}/moves", {"action": "approve"}).ok()


def _sign_in(world: World, name: str) -> Person:
    answer = world.anyone().post("/api/check", {"username": name, "password": PASSWORD}).ok()
    world.town.ids[name], world.town.tokens[name] = answer["user"]["id"], answer["access_token"]
    return world.person(name)
