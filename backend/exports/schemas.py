"""What comes in and goes out about exports."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from backend.accounts.models import Role
from backend.core.fields import Day, Id, Input, Output
from backend.core.pages import Page, PageQuery
from backend.exports.models import ExportKind, ExportStatus


class ExportFilters(Input):
    """Which closed bookings; `from` and `to` are about the completion.

    Each is a day of the business's zone (whole, inclusive) or a moment with an offset.
    """

    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    professional_id: Id | None = None
    task_id: Id | None = None
    closed_by: Role | None = None


class ExportIn(Input):
    """A file to make; only closed bookings can be filtered."""

    kind: ExportKind
    filters: ExportFilters = ExportFilters.model_validate({})


class ExportMoveIn(Input):
    """One move of an export."""

    action: Literal["cancel"]


class ExportQuery(PageQuery):
    """Filters of one's own exports."""

    status: ExportStatus | None = None
    kind: ExportKind | None = None
    sort: Literal["-id", "id"] = "-id"


class ExportOut(Output):
    """An export; `progress` in per cent, `file_name` while there is a file to download."""

    id: int
    kind: ExportKind
    filters: dict[str, Any]
    status: ExportStatus
    progress: int
    rows: int | None
    error: str | None
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    file_name: str | None


class ExportPage(Page[ExportOut]):
    """A page of exports."""
