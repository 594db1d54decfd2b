"""What is measured: our jobs, run as a worker runs them."""

from pathlib import Path

import celery.apps.worker
import celery.concurrency.prefork
import kombu.transport.redis
from sqlalchemy import Dialect, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import JobRun, RunStatus
from backend.core.planner import NAMED
from backend.core.storage import storage
from backend.core.unit_of_work import unit_of_work
from backend.exports import tables
from backend.exports.cells import as_cells
from backend.exports.models import Export, ExportKind, ExportStatus
from backend.exports.schemas import ExportFilters
from backend.notifications.models import Delivery, DeliveryStatus
from bench.ours.application import Cost, Given, application, counted
from bench.seeds.sizes import NOW

# What a worker has in memory besides, whatever it does.
WORKER = (celery.apps.worker, celery.concurrency.prefork, kombu.transport.redis)


def plan(given: Given, job: str, period: str) -> Cost:
    """Run the job as a worker does, on a town where nothing is planned yet."""
    with application(given), counted() as cost:
        run = JobRun(name=job, due_at=NOW, period=period, status=RunStatus.RUNNING, attempts=1)
        cost.result = NAMED[job].run(run)
    return cost


def send(given: Given) -> Cost:
    """Send what is due the way one child of a worker does, job after job, until nothing waits any more."""
    with application(given) as app, counted() as cost:
        deliver = app.extensions["celery"].tasks["dastak.deliver"]
        while _waiting():
            deliver()
    return cost


def _waiting() -> int:
    with unit_of_work(write=False):
        found = select(func.count()).where(Delivery.status == DeliveryStatus.PENDING)
        return db.session.scalar(found) or 0


def export(given: Given, to: Path) -> Cost:
    """Ask for the closed bookings and make the file as a worker does; it ends up at `to`."""
    with application(given) as app:
        export_id = _ask()
        with counted() as cost:
            app.extensions["celery"].tasks["dastak.run_export"](export_id)
        with unit_of_work(write=False) as session:
            made = session.get_one(Export, export_id)
            if made.status is not ExportStatus.DONE or made.storage_key is None:
                raise RuntimeError(f"the export is {made.status}: {made.error}")
            Path(storage().path(made.storage_key)).replace(to)
            cost.result = str(made.rows)
    return cost


def _ask() -> int:
    values = {"owner_id": 1, "kind": ExportKind.CLOSED_BOOKINGS, "filters": {}, "status": ExportStatus.QUEUED}
    with unit_of_work():
        asked = insert(Export).values(progress=0, attempts=0, created_at=clock.now(), **values)
        return int(db.session.scalar(asked.returning(Export.id)) or 0)


def statement(given: Given) -> str:
    """The SELECT that an export of all closed bookings runs, in one line with its values written out."""
    with application(given):
        engine = db.engine.dialect.name
        rows = tables.closed_bookings(ExportFilters.model_validate({}), engine)
        cells = as_cells(rows, engine, clock.zone())
        text = cells.compile(dialect=_dialect(engine), compile_kwargs={"literal_binds": True})
    return str(text).replace("\n", " ")


def _dialect(engine: str) -> Dialect:
    if engine == "sqlite":
        return sqlite.dialect()
    # Its own style would double every per cent sign.
    return postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
