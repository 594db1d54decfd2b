"""What an admin can do with exports; knows no HTTP."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select, update

from backend.accounts import audit
from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import hint
from backend.core.problems import Problem, field_problem, not_found
from backend.exports.jobs import run_export
from backend.exports.models import Export, ExportKind, ExportStatus
from backend.exports.runs import LIVING
from backend.exports.schemas import ExportFilters, ExportIn, ExportQuery


def ask(given: ExportIn, owner_id: int) -> Export:
    """A new export, waiting for a worker. Raises 422 for filters where none apply."""
    filters = _plain(given.filters)
    if filters and given.kind is not ExportKind.CLOSED_BOOKINGS:
        raise field_problem("/filters", "invalid", "Only closed bookings can be filtered.")
    export = Export(
        owner_id=owner_id,
        kind=given.kind,
        filters=filters,
        status=ExportStatus.QUEUED,
        progress=0,
        attempts=0,
        created_at=clock.now(),
    )
    db.session.add(export)
    db.session.flush()
    audit.record("export", "export", export.id, owner_id, kind=given.kind.value, **filters)
    hint(run_export, export.id)
    return export


def _plain(filters: ExportFilters) -> dict[str, Any]:
    named = filters.model_dump(by_alias=True, exclude_none=True)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in named.items()}


def find(query: ExportQuery, owner_id: int) -> Select[Export]:
    """One's own exports."""
    own = select(Export).where(Export.owner_id == owner_id)
    if query.kind:
        own = own.where(Export.kind == query.kind)
    return own.where(Export.status == query.status) if query.status else own


def get(export_id: int, owner_id: int) -> Export:
    """One's own export, or 404."""
    statement = select(Export).where(Export.id == export_id, Export.owner_id == owner_id)
    found = db.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise not_found()
    return found


def cancel(export_id: int, owner_id: int) -> Export:
    """Stop an export that waits or runs. Raises 404, and 409 with the status it met."""
    stopped = db.session.execute(
        update(Export)
        .where(Export.id == export_id, Export.owner_id == owner_id, Export.status.in_(LIVING))
        .values(status=ExportStatus.CANCELLED, finished_at=clock.now(), claimed_by=None, leased_until=None)
        .execution_options(synchronize_session=False)
    )
    export = get(export_id, owner_id)
    if not stopped.rowcount:  # type: ignore[attr-defined]
        raise _wrong_status(export, "it can't be cancelled any more.")
    return export


def finished(export_id: int, owner_id: int) -> Export:
    """One's own export whose file is there. Raises 404 for an expired one, 409 for an unfinished one."""
    export = get(export_id, owner_id)
    if export.status is not ExportStatus.DONE:
        raise _wrong_status(export, "there is no file.")
    if export.storage_key is None:
        raise not_found()
    return export


def _wrong_status(export: Export, rest: str) -> Problem:
    status = export.status.value
    return Problem(409, "wrong_status", f"This export is {status}: {rest}", export_status=status)
