"""Whose an export is to make: claimed by a conditional UPDATE, kept by a lease that is renewed."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.exports.models import Export, ExportStatus
from backend.notifications.operations import owe

LEASE = timedelta(seconds=30)
ADOPTION = timedelta(minutes=10)
"""How long handing a finished file to the storage may take."""
LIFE = timedelta(days=7)
MOST_ATTEMPTS = 3
LIVING = (ExportStatus.QUEUED, ExportStatus.RUNNING)
GIVEN_UP = (ExportStatus.CANCELLED, ExportStatus.FAILED)


class Stopped(Exception):  # noqa: N818 - nobody's fault
    """The export was cancelled, or is somebody else's by now."""


def _waiting() -> ColumnElement[bool]:
    left = and_(Export.status == ExportStatus.RUNNING, Export.leased_until <= clock.now())
    return or_(Export.status == ExportStatus.QUEUED, left)


def claim(export_id: int) -> Export | None:
    """Take an export that waits, or whose worker is gone; None where somebody else was faster."""
    with unit_of_work() as session:
        export = session.scalar(
            update(Export)
            .where(Export.id == export_id, _waiting(), Export.attempts < MOST_ATTEMPTS)
            .values(
                status=ExportStatus.RUNNING,
                progress=0,
                rows=None,
                attempts=Export.attempts + 1,
                claimed_by=secrets.token_hex(16),
                leased_until=clock.now() + LEASE,
            )
            .returning(Export)
        )
        if export is not None:
            session.expunge(export)
    return export


def renew(export: Export, progress: int, rows: int) -> None:
    """Say how far it is, in per cent, and that we are alive. Raises Stopped where it is ours no more."""
    with unit_of_work():
        _write(export, progress=progress, rows=rows, leased_until=clock.now() + LEASE)


def announce(export: Export, rows: int, storage_key: str) -> None:
    """Say where the whole file is about to lie: it is found even if we die. Raises Stopped as above."""
    until = clock.now() + ADOPTION
    with unit_of_work():
        _write(export, progress=99, rows=rows, storage_key=storage_key, leased_until=until)


def _write(export: Export, **values: Any) -> None:
    written = db.session.execute(
        update(Export)
        .where(
            Export.id == export.id,
            Export.claimed_by == export.claimed_by,
            Export.status == ExportStatus.RUNNING,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if not written.rowcount:  # type: ignore[attr-defined]
        raise Stopped


def finish(export: Export, rows: int) -> None:
    """The file is there: its owner is told. Raises Stopped as above."""
    moment = clock.now()
    with unit_of_work():
        _write(
            export,
            status=ExportStatus.DONE,
            progress=100,
            rows=rows,
            error=None,
            finished_at=moment,
            expires_at=moment + LIFE,
            claimed_by=None,
            leased_until=None,
        )
        _tell(export, "export_done", rows=rows)


def fail(export: Export, error: str) -> None:
    """It went wrong: it waits for another try, or has failed for good and its owner is told."""
    final = export.attempts >= MOST_ATTEMPTS
    with unit_of_work():
        _write(export, **_ended(error) if final else _again(error))
        if final:
            _tell(export, "export_failed")


def _ended(error: str) -> dict[str, Any]:
    return {
        "status": ExportStatus.FAILED,
        "error": error[:300],
        "finished_at": clock.now(),
        "claimed_by": None,
        "leased_until": None,
    }


def _again(error: str) -> dict[str, Any]:
    return {"status": ExportStatus.QUEUED, "error": error[:300], "claimed_by": None, "leased_until": None}


def _tell(export: Export, kind: str, **more: Any) -> None:
    about = {"export_id": export.id, "export_kind": export.kind.value} | more
    owe(kind, export.owner_id, f"export:{export.id}", about)


def waiting() -> list[int]:
    """The exports that a worker should take up, in the unit in hand."""
    some = select(Export.id).where(_waiting(), Export.attempts < MOST_ATTEMPTS).order_by(Export.id)
    return list(db.session.scalars(some))


def fail_abandoned() -> None:
    """Fail what took its worker down with it too often, in the unit in hand; the owners are told."""
    lost = db.session.scalars(
        update(Export)
        .where(_waiting(), Export.attempts >= MOST_ATTEMPTS)
        .values(**_ended("given up: each attempt ended without an answer"))
        .returning(Export)
        .execution_options(synchronize_session=False)
    )
    for export in list(lost):
        _tell(export, "export_failed")


def expired() -> list[Export]:
    """The exports whose files have had their time, or were never to be had."""
    over = or_(
        Export.expires_at <= clock.now(),
        and_(Export.status.in_(GIVEN_UP), Export.finished_at <= clock.now() - ADOPTION),
    )
    return list(db.session.scalars(select(Export).where(over, Export.storage_key.is_not(None))))


def ended(among: Collection[int]) -> list[int]:
    """Those of the exports that nobody makes any more."""
    over = Export.id.in_(among), Export.status.not_in(LIVING)
    return list(db.session.scalars(select(Export.id).where(*over))) if among else []


def forget_file(export_id: int) -> None:
    """Note that the file is gone, in the unit in hand."""
    db.session.execute(update(Export).where(Export.id == export_id).values(storage_key=None))
