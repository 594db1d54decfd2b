"""Named jobs and their calendar: what is due is written down once, then done.

A run is a row. Whoever plans it, however many plan at once, and whatever was missed while nothing
ran: the rows decide, and the queue only carries hints.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import Installation, JobRun, RunStatus, hint, job, send
from backend.core.logs import log
from backend.core.once import insert_once
from backend.core.unit_of_work import unit_of_work

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
KEPT = timedelta(days=1)
"""How long the runs of a job that beat asks for every minute stay written down."""

COMMAND_LINE = 0
"""Stands in `asked_by` for whoever sits at the command line."""


def _no_period(_due_at: datetime) -> str:
    return ""


@dataclass(frozen=True)
class NamedJob:
    """A job with a name of its own: `run` says in a few words what it did.

    `next_after` gives the first due moment after another. A run found later than `patience` is
    recorded as skipped; without patience it is always made up for.
    """

    name: str
    run: Callable[[JobRun], str]
    next_after: Callable[[datetime], datetime]
    period: Callable[[datetime], str] = _no_period
    patience: timedelta | None = None
    by_calendar: bool = True
    takes_period: bool = False


NAMED: dict[str, NamedJob] = {}


def register(*jobs: NamedJob) -> None:
    """Make jobs known by their names."""
    NAMED.update({each.name: each for each in jobs})


def remember_first_start() -> None:
    """Note in the transaction in hand that this installation runs; what was due before was not missed."""
    insert_once(Installation, [{"id": 1, "first_start_at": clock.now()}])


@job("dastak.plan_due")
def plan_due() -> None:
    """Write down what has become due since the last look, and hand out what waits."""
    moment = clock.now()
    with unit_of_work() as session:
        remember_first_start()
        session.execute(update(Installation).values(planner_seen_at=moment))
        first_start = session.scalars(select(Installation.first_start_at)).one()
        planned = _last_planned()
        for named in NAMED.values():
            since = max(planned.get(named.name, first_start), first_start)
            insert_once(JobRun, list(_due_runs(named, since, moment)))
        waiting = session.scalars(select(JobRun.id).where(_waiting(moment)).order_by(JobRun.id)).all()
    for run_id in waiting:
        send(run_job, run_id)


def _last_planned() -> dict[str, datetime]:
    by_calendar = select(JobRun.name, func.max(JobRun.due_at)).where(JobRun.asked_by.is_(None))
    return dict(db.session.execute(by_calendar.group_by(JobRun.name)).all())


def _due_runs(named: NamedJob, since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
    due_at = named.next_after(since)
    while named.by_calendar and due_at <= until:
        late = named.patience is not None and until - due_at > named.patience
        yield _row(named, due_at, RunStatus.SKIPPED if late else RunStatus.PLANNED)
        due_at = named.next_after(due_at)


def _row(named: NamedJob, due_at: datetime, status: RunStatus, **more: Any) -> dict[str, Any]:
    row = {"name": named.name, "due_at": due_at, "period": named.period(due_at), "status": status}
    detail = "missed by more than its patience" if status is RunStatus.SKIPPED else None
    return row | {"detail": detail, "asked_by": None, "attempts": 0} | more


def _waiting(moment: datetime) -> ColumnElement[bool]:
    left_alone = and_(JobRun.status == RunStatus.RUNNING, JobRun.leased_until <= moment)
    return or_(JobRun.status == RunStatus.PLANNED, left_alone)


def ask(name: str, actor_id: int, period: str | None = None) -> JobRun:
    """Write down that an admin wants a job to run now, in the transaction in hand."""
    named, moment = NAMED[name], clock.now()
    asked = {"asked_by": actor_id} | ({"period": period} if period else {})
    insert_once(JobRun, [_row(named, moment, RunStatus.PLANNED, **asked)])
    run = _run_of(name, moment)
    hint(run_job, run.id)
    return run


def _run_of(name: str, due_at: datetime) -> JobRun:
    return db.session.scalars(select(JobRun).where(JobRun.name == name, JobRun.due_at == due_at)).one()


def run_at_once(name: str, period: str | None = None) -> JobRun:
    """Write down a run for the command line and do it here and now; the run as it ended."""
    with unit_of_work():
        run_id = ask(name, COMMAND_LINE, period).id
    do(run_id)
    with unit_of_work(write=False) as session:
        run = session.get_one(JobRun, run_id)
        session.expunge(run)
    return run


@job("dastak.run_job")
def run_job(run_id: int) -> None:
    """Do one run that is written down, unless somebody else does it."""
    do(run_id)


def do(run_id: int) -> None:
    """The same, in the application in hand."""
    run = _claim(run_id)
    if run is None:
        return
    try:
        detail = NAMED[run.name].run(run)
    except Exception as error:
        log.error("job_failed", name=run.name, period=run.period, exc_info=error)
        again = run.attempts < MOST_ATTEMPTS
        _finish(run, RunStatus.PLANNED if again else RunStatus.FAILED, f"{type(error).__name__}: {error}")
    else:
        _finish(run, RunStatus.DONE, detail)


def _claim(run_id: int) -> JobRun | None:
    moment = clock.now()
    with unit_of_work() as session:
        run = session.scalar(
            update(JobRun)
            .where(JobRun.id == run_id, _waiting(moment))
            .values(
                status=RunStatus.RUNNING,
                started_at=moment,
                leased_until=moment + LEASE,
                attempts=JobRun.attempts + 1,
            )
            .returning(JobRun)
        )
        if run is not None:
            session.expunge(run)
        return run


def _finish(run: JobRun, status: RunStatus, detail: str) -> None:
    with unit_of_work() as session:
        session.execute(
            update(JobRun)
            .where(JobRun.id == run.id, JobRun.status == RunStatus.RUNNING, JobRun.attempts == run.attempts)
            .values(status=status, detail=detail[:300], finished_at=clock.now(), leased_until=None)
        )


def run_this_minute(name: str) -> None:
    """Write down and do the run of this minute, unless it is written down already."""
    moment = clock.now()
    due_at = moment.replace(second=0, microsecond=0)
    with unit_of_work() as session:
        new = insert_once(JobRun, [_row(NAMED[name], due_at, RunStatus.PLANNED)])
        run_id = _run_of(name, due_at).id
        old = and_(JobRun.name == name, JobRun.status == RunStatus.DONE, JobRun.due_at < moment - KEPT)
        session.execute(delete(JobRun).where(old))
    if new:
        do(run_id)
