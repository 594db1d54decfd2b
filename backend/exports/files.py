"""Writing an export's file: block by block, in constant memory, from one moment's view of the data.

How fast: measure `write`, which is the whole way from rows to file; docs/decisions/0011 has the limits.
"""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Any

from sqlalchemy import Connection, Select, func, select

from backend.core import clock
from backend.core.extensions import db
from backend.exports import runs, tables
from backend.exports.models import Export, ExportKind
from backend.exports.schemas import ExportFilters
from backend.exports.streams import blocks

BETWEEN_LOOKS = 1.0
"""How often it is looked whether the export is still wanted, in seconds; its lease is renewed by that."""

# The byte-order mark lets spreadsheets read Hindi.
MARK = "\ufeff".encode()


class Progress:
    """How far an export is, written down every now and then."""

    def __init__(self, export: Export, total: int) -> None:
        self.export, self.total, self.rows, self.next_look = export, total, 0, 0.0

    def step(self, rows: int) -> None:
        """So many rows more. Raises Stopped where the export is no longer ours."""
        self.rows += rows
        if monotonic() >= self.next_look:
            share = 99 * self.rows // self.total if self.total else 99
            runs.renew(self.export, min(share, 99), self.rows)
            self.next_look = monotonic() + BETWEEN_LOOKS


@contextmanager
def snapshot() -> Iterator[Connection]:
    """One moment's view that no time limit cuts short and that locks nobody out."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's reading transaction is one in any case
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            for name, value in (("statement_timeout", "0"), ("TimeZone", clock.zone().key)):
                connection.execute(select(func.set_config(name, value, True)))
        yield connection


def write(export: Export, path: Path) -> int:
    """Write the whole file to `path`; the number of rows. Raises Stopped where it is not wanted any more."""
    with snapshot() as connection, path.open("wb") as file:
        if export.kind is ExportKind.EVERYTHING:
            rows = _write_everything(connection, export, file)
        else:
            rows = _write_closed_bookings(connection, export, file)
        file.flush()
        os.fsync(file.fileno())  # a file that is said to be there must outlive a power cut
    return rows


def _write_closed_bookings(connection: Connection, export: Export, file: IO[bytes]) -> int:
    rows = tables.closed_bookings(ExportFilters.model_validate(export.filters), connection.dialect.name)
    progress = Progress(export, _count(connection, rows))
    _write_csv(connection, rows, file, progress)
    return progress.rows


def _write_everything(connection: Connection, export: Export, file: IO[bytes]) -> int:
    found = tables.everything()
    progress = Progress(export, sum(_count(connection, rows) for rows in found.values()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in found.items():
            with archive.open(f"{name}.csv", "w", force_zip64=True) as member:
                _write_csv(connection, rows, member, progress)
    return progress.rows


def _count(connection: Connection, rows: Select[Any]) -> int:
    counted = select(func.count()).select_from(rows.order_by(None).subquery())
    return connection.scalar(counted) or 0


def _write_csv(connection: Connection, rows: Select[Any], file: IO[bytes], progress: Progress) -> None:
    names = ",".join(column.name for column in rows.selected_columns)
    file.write(MARK + names.encode() + b"\r\n")
    for many, lines in blocks(connection, rows):
        file.write(lines)
        progress.step(many)
