"""Lists: a page of rows, how many there are, and a cursor to the next ones."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import Field
from sqlalchemy import ColumnElement, Select, func, literal, literal_column, select, tuple_

from backend.core.extensions import db
from backend.core.fields import Input, Output
from backend.core.problems import field_problem

COUNTED = 10_000
"""Totals are exact up to here; beyond, one more than this is said, because counting is a scan."""

Item = TypeVar("Item")


class PageQuery(Input):
    """What every list takes."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=600)


class Page(Output, Generic[Item]):
    """What every list gives; `next` is a cursor, absent on the last page."""

    items: list[Item]
    total: int
    page: int
    per_page: int
    next: str | None


class Sort:
    """An order by `column`, ties by `id`; both must never be null."""

    def __init__(self, column: Any, id_column: Any, *, descending: bool = False) -> None:
        self.column, self.id_column, self.descending = column, id_column, descending

    def order(self) -> tuple[ColumnElement[Any], ...]:
        """The ORDER BY."""
        columns = (self.column, self.id_column)
        return tuple(column.desc() if self.descending else column.asc() for column in columns)

    def after(self, cursor: str) -> ColumnElement[bool]:
        """The rows behind `cursor`: the same work on the last page as on the first."""
        here = tuple_(self.column, self.id_column)
        value, id_ = _read_cursor(cursor, self.column)
        there = tuple_(literal(value, self.column.type), literal(id_, self.id_column.type))
        return here < there if self.descending else here > there


def sorts(id_column: Any, **columns: Any) -> Mapping[str, Sort]:
    """Both directions for each column: `price` and `-price`."""
    forward = {name: Sort(column, id_column) for name, column in columns.items()}
    backward = {f"-{name}": Sort(column, id_column, descending=True) for name, column in columns.items()}
    return forward | backward


def paginate(statement: Select[Any], query: PageQuery, sort: Sort) -> dict[str, Any]:
    """One page of `statement`'s rows, as the fields of a Page; `items` are its first entities."""
    total = db.session.scalar(_count(statement)) or 0
    page = statement.add_columns(sort.column.label("_at"), sort.id_column.label("_id")).order_by(
        *sort.order()
    )
    if query.cursor:
        page = page.where(sort.after(query.cursor))
    else:
        page = page.offset((query.page - 1) * query.per_page)
    rows = db.session.execute(page.limit(query.per_page + 1)).all()
    shown = rows[: query.per_page]
    more = _write_cursor(shown[-1][-2], shown[-1][-1]) if len(rows) > query.per_page else None
    return {
        "items": [row[0] for row in shown],
        "total": total,
        "page": query.page,
        "per_page": query.per_page,
        "next": more,
    }


def _count(statement: Select[Any]) -> Select[int]:
    some: Select[Any] = statement.with_only_columns(literal_column("1"), maintain_column_froms=True).order_by(
        None
    )
    return select(func.count()).select_from(some.limit(COUNTED + 1).subquery())


def _write_cursor(value: Any, id_: int) -> str:
    plain = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([plain, id_]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, column: Any) -> tuple[Any, int]:
    try:
        value, id_ = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        python_type = column.type.python_type
        value = datetime.fromisoformat(value) if python_type is datetime else python_type(value)
        if not isinstance(id_, int) or (isinstance(value, datetime) and value.tzinfo is None):
            raise ValueError(cursor)
    except (ValueError, TypeError, binascii.Error) as error:
        raise field_problem("/cursor", "invalid", "This is not a cursor that we gave.") from error
    return value, id_
