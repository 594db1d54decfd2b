"""An export's rows as blocks of CSV that PostgreSQL wrote, by COPY."""

import select
from collections.abc import Iterator
from enum import Enum
from itertools import repeat
from typing import Any

import psycopg
from psycopg import pq
from sqlalchemy import Connection, Select

from backend.core import clock
from backend.exports.cells import as_cells, cells

BLOCK = 2000
"""Rows that are written at once."""

PATIENCE = 1.0
"""How long the server may be silent before the caller gets an empty block, in seconds."""

CRLF = b"\r\n"
"""RFC 4180's end of a line, in place of the line feed that the server sends."""

Block = tuple[int, bytes | bytearray]


def copied(connection: Connection, rows: Select[Any]) -> Iterator[Block]:
    """The rows as PostgreSQL sends them, one after the other.

    This is libpq's own loop: psycopg's iteration over a copy costs more than the server's work.
    """
    driver: Any = connection.connection.driver_connection
    server: pq.abc.PGconn = driver.pgconn
    _check(server.exec_(copy_statement(connection, rows).encode()), pq.ExecStatus.COPY_OUT)
    try:
        yield from _received(server)
        _check(server.get_result(), pq.ExecStatus.COMMAND_OK)
        server.get_result()
    except BaseException:
        connection.invalidate()  # the rest of the rows still lies in the wire
        raise


def copy_statement(connection: Connection, rows: Select[Any]) -> str:
    """COPY of the rows, with values written into it by the driver: COPY takes none of its own."""
    written = as_cells(rows, "postgresql", clock.zone())
    compiled = written.compile(connection, compile_kwargs={"render_postcompile": True})
    values = {name: _plain(value) for name, value in compiled.params.items()}
    driver: Any = connection.connection.driver_connection
    selected = psycopg.ClientCursor(driver).mogrify(str(compiled), values)
    quote = connection.dialect.identifier_preparer.quote
    texts = [quote(cell.name) for cell in cells(rows, "postgresql", clock.zone()) if cell.quoted]
    force = f", FORCE_QUOTE ({', '.join(texts)})" if texts else ""
    return f"COPY ({selected}) TO STDOUT (FORMAT csv, ENCODING 'UTF8'{force})"


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value  # the driver would write an enum's name


def _received(server: pq.abc.PGconn) -> Iterator[Block]:
    wire = select.poll()
    wire.register(server.socket, select.POLLIN)
    # One growing array: a list of a thousand views would have Python's collector look through everything.
    lines, many = bytearray(), 0
    for size, row in map(server.get_copy_data, repeat(1)):
        if size > 0:
            lines += row[:-1]
            lines += CRLF
            many += 1
            if many < BLOCK:
                continue
        elif size == 0 and wire.poll(PATIENCE * 1000):
            server.consume_input()
            continue
        yield many, lines
        lines, many = bytearray(), 0
        if size < 0:
            return


def _check(result: pq.abc.PGresult | None, expected: int) -> None:
    if result is None or result.status != expected:
        raise psycopg.errors.error_from_result(result) if result else psycopg.OperationalError("no answer")
