"""Rows that are written once, whoever asks for them and however often."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase

from backend.core.extensions import db

CHUNK = 500
"""Rows a statement: far below both engines' limits of bound values."""


def insert_into(model: type[DeclarativeBase]) -> Any:
    """An INSERT in the engine's own dialect, which knows ON CONFLICT."""
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(model.__table__)  # type: ignore[arg-type]


def insert_once(model: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that no unique constraint refuses, in the transaction in hand; how many were new."""
    new = 0
    for begin in range(0, len(rows), CHUNK):
        statement = insert_into(model).values(rows[begin : begin + CHUNK]).on_conflict_do_nothing()
        # Counted by what comes back: the driver's own count is -1 on PostgreSQL.
        new += len(db.session.execute(statement.returning(literal_column("1"))).all())
    return new
