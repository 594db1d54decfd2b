"""Jobs that make exports and clear them away."""

from pathlib import Path

from flask import current_app

from backend.core.jobs import job, send
from backend.core.logs import log
from backend.core.storage import storage
from backend.core.unit_of_work import unit_of_work
from backend.exports import files, runs
from backend.exports.models import Export


@job("dastak.run_export")
def run_export(export_id: int) -> None:
    """Make one export from its beginning, unless somebody else does."""
    export = runs.claim(export_id)
    if export is None:
        return
    path = _aside(export)
    try:
        _make(export, path)
    except runs.Stopped:
        log.info("export_stopped", export=export_id)
    except Exception as error:
        log.error("export_failed", export=export_id, exc_info=error)
        _fail(export, error)
    finally:
        path.unlink(missing_ok=True)


def _make(export: Export, path: Path) -> None:
    rows = files.write(export, path)
    runs.renew(export, 99, rows, runs.ADOPTION)
    key = storage().adopt("exports", str(path))
    try:
        runs.finish(export, rows, key)
    except BaseException:
        storage().delete(key)
        raise


def _fail(export: Export, error: Exception) -> None:
    try:
        runs.fail(export, f"{type(error).__name__}: {error}")
    except runs.Stopped:
        log.info("export_stopped", export=export.id)


def _aside(export: Export) -> Path:
    folder: Path = current_app.extensions["settings"].data_dir / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"export-{export.id}-*"):  # by a worker that was killed at it
        left.unlink(missing_ok=True)
    return folder / f"export-{export.id}-{export.claimed_by}"


@job("dastak.sweep_exports")
def sweep_exports() -> None:
    """Hand out what waits, give up what can't be made, clear away what has expired."""
    with unit_of_work():
        runs.fail_abandoned()
    with unit_of_work(write=False):
        waiting = runs.waiting()
        expired = [(export.id, export.storage_key or "") for export in runs.expired()]
    for export_id, key in expired:
        storage().delete(key)
        with unit_of_work():
            runs.forget_file(export_id)
    for export_id in waiting:
        send(run_export, export_id)
