"""Exports over HTTP: each admin sees their own."""

from io import SEEK_END
from typing import IO, Any

from flask import Blueprint, Response
from werkzeug.wsgi import FileWrapper

from backend.accounts.permissions import Permission, caller
from backend.core import clock
from backend.core.http import route
from backend.core.pages import paginate, sorts
from backend.core.problems import not_found
from backend.core.storage import storage
from backend.exports import operations
from backend.exports.models import Export, ExportKind, ExportStatus
from backend.exports.schemas import ExportIn, ExportMoveIn, ExportOut, ExportPage, ExportQuery

blueprint = Blueprint("exports", __name__)

OWN = Permission.EXPORT
SORTS = sorts(Export.id, id=Export.id)
ENDINGS = {ExportKind.CLOSED_BOOKINGS: "csv", ExportKind.EVERYTHING: "zip"}
TYPES = {ExportKind.CLOSED_BOOKINGS: "text/csv; charset=utf-8", ExportKind.EVERYTHING: "application/zip"}


@route(blueprint, "/exports", "POST", access=OWN, out=ExportOut, status=202)
def ask_export(json: ExportIn) -> Any:
    """Ask for a file; a worker makes it."""
    return _shown(operations.ask(json, caller().id)), 202


@route(blueprint, "/exports", access=OWN, out=ExportPage)
def list_exports(query: ExportQuery) -> Any:
    """My exports."""
    page = paginate(operations.find(query, caller().id), query, SORTS[query.sort])
    return ExportPage(**page | {"items": [_shown(row) for row in page["items"]]})


@route(blueprint, "/exports/<int:export_id>", access=OWN, out=ExportOut)
def get_export(export_id: int) -> Any:
    """One export and how far it is."""
    return _shown(operations.get(export_id, caller().id))


@route(blueprint, "/exports/<int:export_id>/moves", "POST", access=OWN, out=ExportOut)
def move_export(export_id: int, json: ExportMoveIn) -> Any:
    """Cancel an export that waits or runs."""
    return _shown(operations.cancel(export_id, caller().id))


@route(blueprint, "/exports/<int:export_id>/file", access=OWN)
def get_export_file(export_id: int) -> Any:
    """The file, until it expires."""
    export = operations.finished(export_id, caller().id)
    try:
        stream = storage().open(export.storage_key or "")
    except FileNotFoundError as error:
        raise not_found() from error
    response = Response(FileWrapper(stream, 64 * 1024), content_type=TYPES[export.kind])
    response.content_length = _length(stream)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(export)}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _length(stream: IO[bytes]) -> int:
    length = stream.seek(0, SEEK_END)
    stream.seek(0)
    return length


def _file_name(export: Export) -> str | None:
    if export.status is not ExportStatus.DONE or export.storage_key is None or export.finished_at is None:
        return None
    day = export.finished_at.astimezone(clock.zone()).date()
    return f"{export.kind.value.replace('_', '-')}-{day}-{export.id}.{ENDINGS[export.kind]}"


def _shown(export: Export) -> ExportOut:
    own = {name: getattr(export, name) for name in ExportOut.model_fields if name != "file_name"}
    return ExportOut(**own, file_name=_file_name(export))
