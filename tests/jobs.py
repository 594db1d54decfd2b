"""Jobs as a worker runs them, without a queue in between."""

from typing import Any

from sqlalchemy import select

from backend.core.jobs import JobRun, RunStatus
from tests.worlds import Person, World


def run(world: World, name: str, *args: Any) -> None:
    """Run the job that the queue knows as dastak.`name`, in this world."""
    world.app.extensions["celery"].tasks[f"dastak.{name}"](*args)


def run_planned(world: World) -> None:
    """Plan what is due, and do all that is planned."""
    run(world, "plan_due")
    for run_id in world.all(select(JobRun.id).where(JobRun.status == RunStatus.PLANNED).order_by(JobRun.id)):
        run(world, "run_job", run_id)


def last_run(admin: Person, name: str) -> Any:
    """How the last run of a named job went, as the admin sees it."""
    (found,) = [item for item in admin.get("/api/jobs").ok()["items"] if item["name"] == name]
    return found["last_run"]
