"""The bare drivers, for seeds and limits: no ORM and no pool in between."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

Row = tuple[Any, ...]
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
"""As the application sets them."""


@contextmanager
def connect(url: str) -> Iterator[Any]:
    """A connection that commits when told to; both drivers' `execute` gives a cursor."""
    connection = _sqlite(url) if is_sqlite(url) else psycopg.connect(plain(url), autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def is_sqlite(url: str) -> bool:
    """Whether that is the address of a file."""
    return url.startswith("sqlite:")


def plain(url: str) -> str:
    """The address as PostgreSQL's own tools take it, a file's path for SQLite."""
    return url.removeprefix("sqlite:///").replace("postgresql+psycopg:", "postgresql:")


def _sqlite(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(plain(url), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def execute(url: str, *statements: str) -> None:
    """Run statements one by one."""
    with connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


def rows(url: str, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    """What a statement selects."""
    with connect(url) as connection:
        return list(connection.execute(statement, values or {}).fetchall())


def fill(connection: Any, table: str, columns: tuple[str, ...], found: Iterable[Row]) -> None:
    """Put many rows into a table the fastest way the engine has."""
    if isinstance(connection, sqlite3.Connection):
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", found)
        return
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in found:
            copy.write_row(row)
