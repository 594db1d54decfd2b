"""How rows are kept: the declarative base, column types and each engine's habits."""

import sqlite3
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Set by the unit of work: on SQLite a write takes its lock when it begins, never half-way."""

Id = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


class Base(DeclarativeBase):
    """Every table's base; constraints have predictable names so that errors can be told apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in Python, UTC in the database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What comes out, for who has to read a written moment back."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to UTC; SQLite keeps no offset, so it is dropped there after the conversion."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC back to aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], check: str | None = None) -> Enum:
    """A column for one of the values of `kind`, kept as its text and checked by the database.

    `check` names the constraint, for a table with two columns of one kind.
    """
    return Enum(
        kind,
        native_enum=False,
        length=24,
        create_constraint=True,
        name=check or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def engine_options(url: str) -> dict[str, Any]:
    """SQLAlchemy's engine options for `url`: pool no smaller than a worker's 16 threads."""
    pool = {"pool_size": 20, "max_overflow": 10, "pool_timeout": 5}
    if make_url(url).get_backend_name() == "sqlite":
        return pool | {"connect_args": {"isolation_level": None, "timeout": 5}}
    return pool | {
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 5,
            "options": "-c timezone=utc -c lock_timeout=5000 -c statement_timeout=60000",
        },
    }


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("casefold", 1, lambda text: text and text.casefold(), deterministic=True)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and not connection.get_execution_options().get("alone"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
