"""Writing an export's file: row by row, in constant memory, from one moment's view of the data."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Select, func, select

from backend.core import clock
from backend.core.extensions import db
from backend.exports import runs, tables
from backend.exports.cells import cell, rupees
from backend.exports.models import Export, ExportKind
from backend.exports.schemas import ExportFilters

CHUNK = 5000
"""Rows between two looks at whether the export is still wanted."""


class Progress:
    """How far an export is; every step is written down."""

    def __init__(self, export: Export, total: int) -> None:
        self.export, self.total, self.rows = export, total, 0

    def step(self, rows: int) -> None:
        """So many rows more. Raises Stopped where the export is no longer ours."""
        self.rows += rows
        share = 99 * self.rows // self.total if self.total else 99
        runs.renew(self.export, min(share, 99), self.rows)


def write(export: Export, path: Path) -> int:
    """Write the whole file to `path`; the number of rows. Raises Stopped where it is not wanted any more."""
    with _snapshot() as connection:
        if export.kind is ExportKind.EVERYTHING:
            return _write_everything(connection, export, path)
        return _write_closed_bookings(connection, export, path)


@contextmanager
def _snapshot() -> Iterator[Connection]:
    # SQLite reads one moment's view in any case.
    same_view = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    with db.engine.connect() as connection:
        yield connection.execution_options(yield_per=CHUNK, **same_view)


def _write_closed_bookings(connection: Connection, export: Export, path: Path) -> int:
    statement = tables.closed_bookings(ExportFilters.model_validate(export.filters))
    progress = Progress(export, _count(connection, statement))
    with path.open("wb") as file:
        _write_csv(connection, statement, file, progress)
    return progress.rows


def _write_everything(connection: Connection, export: Export, path: Path) -> int:
    statements = tables.everything()
    progress = Progress(export, sum(_count(connection, each) for each in statements.values()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, statement in statements.items():
            with archive.open(f"{name}.csv", "w", force_zip64=True) as file:
                _write_csv(connection, statement, file, progress)
    return progress.rows


def _count(connection: Connection, statement: Select[Any]) -> int:
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    return connection.scalar(counted) or 0


def _write_csv(connection: Connection, statement: Select[Any], file: IO[bytes], progress: Progress) -> None:
    # The byte-order mark lets spreadsheets read Hindi; RFC 4180 ends lines with CRLF.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, zone = csv.writer(text, lineterminator="\r\n"), clock.zone()
    names = [column.name for column in statement.selected_columns]
    writer.writerow(names)
    money = {names.index("price")} if "price" in names else set()
    for part in connection.execute(statement).partitions():
        writer.writerows(
            [rupees(value) if at in money else cell(value, zone) for at, value in enumerate(row)]
            for row in part
        )
        progress.step(len(part))
    text.detach()
