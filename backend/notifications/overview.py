"""The named jobs as the admin sees them."""

from datetime import timedelta

from sqlalchemy import and_, func, select

from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import Installation, JobRun
from backend.core.months import month_of
from backend.core.planner import NAMED, NamedJob
from backend.core.problems import field_problem, not_found
from backend.notifications.chat import TEST
from backend.notifications.models import Delivery, DeliveryStatus
from backend.notifications.schemas import JobOut, JobsOut, RunOut

SILENCE = timedelta(minutes=5)
"""The scheduler looks every minute: after so long without a look something is wrong."""


def jobs() -> JobsOut:
    """Every named job with its last run and its next due moment, and what is amiss, in three statements."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    last = {run.name: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(newest)))}
    installed = db.session.scalar(select(Installation))
    failed, unknown = amiss()
    return JobsOut(
        items=[_shown(named, last.get(name)) for name, named in sorted(NAMED.items())],
        planner_seen_at=installed.planner_seen_at if installed else None,
        planner_silent=_silent(installed),
        failed_deliveries=failed,
        unknown_deliveries=unknown,
    )


def _silent(installed: Installation | None) -> bool:
    if installed is None:
        return True
    return clock.now() - (installed.planner_seen_at or installed.first_start_at) > SILENCE


def amiss() -> tuple[int, int]:
    """How many deliveries failed in the last seven days, and how many are in doubt."""
    recent = and_(
        Delivery.status == DeliveryStatus.FAILED, Delivery.created_at > clock.now() - timedelta(days=7)
    )
    unknown = Delivery.status == DeliveryStatus.UNKNOWN
    # A test tells whoever asked for it; somebody's mistyped address is no trouble of the admin's.
    counted = select(func.count().filter(recent), func.count().filter(unknown)).where(
        Delivery.status.in_([DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN]), Delivery.kind != TEST
    )
    found = db.session.execute(counted).one()
    return found[0], found[1]


def _shown(named: NamedJob, last: JobRun | None) -> JobOut:
    return JobOut(
        name=named.name,
        takes_period=named.takes_period,
        last_run=RunOut.model_validate(last) if last else None,
        next_run=named.next_after(clock.now()),
    )


def check(name: str, period: str | None) -> None:
    """Raise 404 for a job there is not, 422 for a period it doesn't take or that has not begun."""
    if name not in NAMED:
        raise not_found()
    if period is None:
        return
    if not NAMED[name].takes_period:
        raise field_problem("/period", "unknown_field", "This job knows no period.")
    if period > month_of(clock.now()):
        raise field_problem("/period", "too_far", "That month has not begun yet.")
