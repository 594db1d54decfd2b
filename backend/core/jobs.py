"""Work outside the request: how jobs are named, queued and remembered."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from celery import Celery, shared_task
from kombu.exceptions import OperationalError as BrokerError
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Id, UtcDateTime, choice
from backend.core.unit_of_work import afterwards

LONGEST = 30 * 60
"""No job runs longer, in seconds."""


class RunStatus(StrEnum):
    """Where a run of a named job is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class JobRun(Base):
    """One run of a named job for one due moment: planned once, whoever plans it.

    `asked_by` is the admin who wanted it now; None for a run that the calendar made due.
    """

    __tablename__ = "job_runs"
    __table_args__ = (
        UniqueConstraint("name", "due_at", name="uq_job_runs_once"),
        Index("ix_job_runs_status", "status", "leased_until"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    period: Mapped[str] = mapped_column(String(16), default="")
    status: Mapped[RunStatus] = mapped_column(choice(RunStatus))
    detail: Mapped[str | None] = mapped_column(String(300))
    asked_by: Mapped[int | None] = mapped_column(Id)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Installation(Base):
    """The one row that remembers when this installation first started."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planner_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def job(name: str) -> Callable[[Callable[..., Any]], Any]:
    """Register a function with the queue under `name`."""
    register: Callable[[Callable[..., Any]], Any] = shared_task(name=name, ignore_result=True)
    return register


def hint(queued: Any, *args: Any) -> None:
    """Ask for `queued` once the unit of work in hand is committed.

    Only a hint: the rows say what is due, and the planners find it without us.
    """
    afterwards(lambda: send(queued, *args))


def send(queued: Any, *args: Any) -> None:
    """Put a job on the queue now; a broker that is away is tried once, briefly."""
    try:
        queued.apply_async(args=args, retry=False, ignore_result=True)
    except (BrokerError, OSError) as error:
        raise RuntimeError(f"the queue is away: {error}") from error


def configure(celery: Celery, broker_url: str, schedule: dict[str, Any], schedule_file: str) -> None:
    """Settings of the queue: late acknowledgement, nothing lost when a worker dies.

    `visibility_timeout` stands above every job's time limit, so that no living job is handed out
    twice; the restore throttle makes good a killed worker's messages in seconds.
    """
    celery.conf.update(
        broker_url=broker_url,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": 2 * LONGEST,
            "unacked_restore_throttle": 1,
            "socket_timeout": 5,
            "socket_connect_timeout": 1,
            "socket_keepalive": True,
        },
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_time_limit=LONGEST,
        task_soft_time_limit=LONGEST - 60,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        timezone="UTC",
        enable_utc=True,
        beat_schedule=schedule,
        beat_schedule_filename=schedule_file,
        beat_max_loop_interval=5,
    )
