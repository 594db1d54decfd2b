"""An export's rows as blocks of CSV that the database wrote: only bytes pass through here."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select

from backend.core import clock
from backend.exports.cells import as_jsonb, as_lines

BLOCK = 2000
"""Rows that are written at once."""

Block = tuple[int, bytes | bytearray]
"""How many rows, and their lines."""


def blocks(connection: Connection, rows: Select[Any]) -> Iterator[Block]:
    """The rows as lines of CSV, each ended as in RFC 4180; an empty block where nothing came for a while."""
    if connection.dialect.name == "postgresql":
        from backend.exports.copying import copied  # brings its driver, which SQLite needs no memory for

        return copied(connection, rows)
    return _stepped(connection, rows)


def _stepped(connection: Connection, rows: Select[Any]) -> Iterator[Block]:
    sqlite: Any = connection.connection.driver_connection
    sqlite.create_function("as_jsonb", 1, as_jsonb, deterministic=True)
    lines = connection.execute(as_lines(rows, clock.zone())).scalars()
    for part in lines.partitions(BLOCK):
        yield len(part), b"".join(part)
