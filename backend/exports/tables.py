"""What stands in an export: the columns of closed bookings, and which columns never leave the house."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, literal_column, select, type_coerce

from backend.bookings.models import Booking, BookingStatus
from backend.bookings.operations import begin_of, end_of
from backend.core.database import Base
from backend.exports.schemas import ExportFilters

CLOSED_BOOKINGS: dict[str, Any] = {
    "booking_id": Booking.id,
    "task_id": Booking.task_id,
    "task_name": Booking.task_name,
    "customer_id": Booking.customer_id,
    "professional_id": Booking.professional_id,
    "date_of_request": Booking.created_at,
    "scheduled_for": Booking.scheduled_for,
    "date_of_completion": Booking.closed_at,
    "closed_by": Booking.closed_by,
    "price": Booking.price,
    "rating": Booking.rating,
    "remarks": Booking.remarks,
    "review_remarks": Booking.review_remarks,
}

# By name, so that a secret which a later table brings is left out before anybody thinks of it.
SECRET = re.compile(
    r"password|secret|token|hash|otp|refresh_id|webhook|(^|_)url$|(^|_)keys?$|^claimed_by$|^search$"
)
SECRET_COLUMNS = {"sessions.id", "password_resets.id", "notice_choices.chat_url"}
SECRET_TABLES = {"idempotency_keys"}


def closed_bookings(filters: ExportFilters, engine: str) -> Select[Any]:
    """The rows of the closed bookings that fit, in order of id."""
    columns = [column.label(name) for name, column in CLOSED_BOOKINGS.items()]
    closed = _status(engine) == BookingStatus.CLOSED.value
    return select(*columns).where(closed, *_filters(filters)).order_by(Booking.id)


def _status(engine: str) -> ColumnElement[str]:
    # Without statistics SQLite takes the index on the status, then sorts all that it found; the plus
    # keeps it from that, and it walks through the table.
    return literal_column("+bookings.status") if engine == "sqlite" else type_coerce(Booking.status, String)


def _filters(given: ExportFilters) -> Iterator[ColumnElement[bool]]:
    if given.from_ is not None:
        yield Booking.closed_at >= begin_of(given.from_)
    if given.to is not None:
        yield Booking.closed_at < end_of(given.to)
    for column in (Booking.professional_id, Booking.task_id, Booking.closed_by):
        if (value := getattr(given, column.key)) is not None:
            yield column == value


def everything() -> dict[str, Select[Any]]:
    """Each table's rows by the table's name, the secrets left out."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in SECRET_TABLES]
    return {table.name: _rows(table) for table in tables}


def _rows(table: Table) -> Select[Any]:
    shown = [column for column in table.columns if not is_secret(table.name, column.name)]
    return select(*shown).order_by(*table.primary_key.columns)


def is_secret(table: str, column: str) -> bool:
    """Whether a column stays in the house."""
    return f"{table}.{column}" in SECRET_COLUMNS or SECRET.search(column) is not None
