"""The migrations make just the tables of the models, on both engines, there and back, and keep the rows."""

from collections.abc import Iterator
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, select, text

from backend.accounts.models import User
from backend.app import create_app
from backend.core.database import Base
from backend.core.extensions import db
from tests.worlds import World, Worlds, settle


@pytest.fixture
def fresh(engine: str, worlds: Worlds) -> Iterator[World]:
    """An application on a migrated database of its own."""
    settings = worlds.settings(engine, "migrations")
    world = World(create_app(settings), settings)
    yield world
    with world.app.app_context():
        db.session.remove()
        db.engine.dispose()


def _tables(app: Flask) -> set[str]:
    with app.app_context(), db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_the_models_are_what_the_migrations_make(fresh: World) -> None:
    with fresh.app.app_context(), db.engine.connect() as connection:
        differences: list[Any] = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory("backend/migrations")
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_down_removes_every_table_and_up_makes_them_again(fresh: World) -> None:
    tables = _tables(fresh.app)
    with fresh.app.app_context():
        flask_migrate.downgrade(revision="base")
    assert _tables(fresh.app) <= {"alembic_version"}
    with fresh.app.app_context():
        flask_migrate.upgrade()
    assert _tables(fresh.app) == tables


def test_the_rows_survive_each_step_that_can_keep_them(fresh: World) -> None:
    settle(fresh)
    users = {user.username: user.email for user in fresh.all(select(User))}
    revisions = [script.revision for script in ScriptDirectory("backend/migrations").walk_revisions()]
    for revision in revisions[1:]:
        with fresh.app.app_context():
            flask_migrate.downgrade(revision=revision)
    with fresh.app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(text("SELECT username, email FROM users")).all()
        assert {row.username: row.email for row in rows} == users
    with fresh.app.app_context():
        flask_migrate.upgrade()
    assert {user.username: user.email for user in fresh.all(select(User))} == users
