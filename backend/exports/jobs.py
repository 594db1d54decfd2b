"""Jobs that make exports and clear them away."""

from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from flask import current_app

from backend.core.jobs import job, send
from backend.core.logs import log
from backend.core.storage import storage
from backend.core.unit_of_work import unit_of_work
from backend.exports import files, runs
from backend.exports.models import Export

FULL = {ENOSPC, EDQUOT, EFBIG}
"""A full disk, a used-up quota, the largest file that is allowed."""


@job("dastak.run_export")
def run_export(export_id: int) -> None:
    """Make one export from its beginning, unless somebody else does."""
    export = runs.claim(export_id)
    if export is None:
        return
    try:
        _make(export)
    except runs.Stopped:
        log.info("export_stopped", export=export_id)
    except Exception as error:
        log.error("export_failed", export=export_id, exc_info=error)
        _fail(export, error)


def _make(export: Export) -> None:
    if export.storage_key is not None:  # by a worker that was killed when its file was whole
        storage().delete(export.storage_key)
    path = _aside(export)
    try:
        _hand_in(export, files.write(export, path), path)
    finally:
        # Before anything else is written: on a full disk not even the failure could be.
        path.unlink(missing_ok=True)


def _hand_in(export: Export, rows: int, path: Path) -> None:
    key = storage().new_key("exports")
    runs.announce(export, rows, key)
    try:
        storage().adopt(key, str(path))
        runs.finish(export, rows)
    except BaseException:
        storage().delete(key)
        raise


def _fail(export: Export, error: Exception) -> None:
    try:
        runs.fail(export, _in_words(error))
    except runs.Stopped:
        log.info("export_stopped", export=export.id)


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in FULL:
        return "There is no room left on the disk for this file."
    return f"{type(error).__name__}: {error}"


def _aside(export: Export) -> Path:
    _clear_aside(export.id)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"export-{export.id}-{export.claimed_by}"


def _folder() -> Path:
    data: Path = current_app.extensions["settings"].data_dir
    return data / "unfinished"


def _clear_aside(export_id: int) -> None:
    for left in _folder().glob(f"export-{export_id}-*"):  # by a worker that was killed at it
        left.unlink(missing_ok=True)


@job("dastak.sweep_exports")
def sweep_exports() -> None:
    """Hand out what waits, give up what can't be made, clear away what has expired."""
    with unit_of_work():
        runs.fail_abandoned()
    with unit_of_work(write=False):
        waiting = runs.waiting()
        ended = runs.ended(_aside_ids())
        expired = [(export.id, export.storage_key or "") for export in runs.expired()]
    for export_id, key in expired:
        storage().delete(key)
        with unit_of_work():
            runs.forget_file(export_id)
    for export_id in ended:
        _clear_aside(export_id)
    for export_id in waiting:
        send(run_export, export_id)


def _aside_ids() -> set[int]:
    return {int(left.name.split("-")[1]) for left in _folder().glob("export-*-*")}
