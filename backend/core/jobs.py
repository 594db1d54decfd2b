"""Work outside the request: how jobs are named, queued and remembered."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from time import monotonic
from typing import Any

from celery import Celery, Task, shared_task
from flask import Flask, current_app
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.config import Settings
from backend.core import broker
from backend.core.database import Base, Id, UtcDateTime, choice
from backend.core.extensions import db
from backend.core.logs import log
from backend.core.unit_of_work import afterwards

LONGEST = 30 * 60
"""No job runs longer, in seconds."""

PATIENCE = 0.25
"""How long whoever answers a request waits for the queue, in seconds."""


BREATH = 1.0
"""How long a queue that did not answer is left in peace, in seconds."""


class RunStatus(StrEnum):
    """Where a run of a named job is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class JobRun(Base):
    """One run of a named job for one due moment: planned once, whoever plans it.

    `asked_by` is the admin who wanted it now (0: the command line), None for the calendar's own.
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


def hint(queued: Any, *args: Any, expires: float | None = None) -> None:
    """Ask for `queued` once the unit of work in hand is committed.

    Only a hint: the rows say what is due, and the planners find it without us. One a unit is enough.
    """
    hinted = db.session().info.setdefault("hinted", set())
    if (queued.name, args) not in hinted:
        hinted.add((queued.name, args))
        afterwards(lambda: send(queued, *args, expires=expires))


def send(queued: Any, *args: Any, expires: float | None = None) -> None:
    """Put a job on the queue now; where the queue is away, once and briefly tried, it is dropped.

    After `expires` seconds it is worth nothing any more. A queue that was away just now is not
    tried again for a moment: each try may cost PATIENCE.
    """
    celery = current_app.extensions["celery"]
    if monotonic() < current_app.extensions.get("queue_away_until", 0.0):
        return
    try:
        celery.send_task(queued.name, args=args, expires=expires, retry=False, ignore_result=True)
    except Exception as error:  # kombu lets through whatever the client of the queue raises
        current_app.extensions["queue_away_until"] = monotonic() + BREATH
        log.warning("hint_dropped", job=queued.name, error=str(error))


def install(app: Flask, settings: Settings) -> Celery:
    """Give `app` its end of the queue, as app.extensions["celery"]; jobs run in `app`'s context."""

    class InContext(Task):  # type: ignore[type-arg]  # generic for the type checker alone
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            with app.app_context():
                return self.run(*args, **kwargs)

    celery: Celery = Celery("dastak", task_cls=InContext)
    configure(celery, settings)
    celery.set_default()
    app.extensions["celery"] = celery
    return celery


def configure(celery: Celery, settings: Settings) -> None:
    """Settings of the queue: late acknowledgement, nothing lost when a worker dies.

    `visibility_timeout` stands above every job's time limit, so that no living job is handed out
    twice; the restore throttle makes good a killed worker's messages in seconds.
    """
    celery.conf.update(
        broker_url=settings.broker_url,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=PATIENCE,
        broker_transport_options={
            "visibility_timeout": 2 * LONGEST,
            "unacked_restore_throttle": 1,
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "socket_keepalive": True,
            "max_retries": 0,
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
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        timezone="UTC",
        enable_utc=True,
        beat_schedule_filename=str(settings.data_dir / "beat" / "schedule"),
        beat_max_loop_interval=5,
    )


def be_patient(celery: Celery) -> None:
    """Let a worker or beat wait for a slow queue, as no request may, and outlive its absence."""
    broker.mend()
    options = celery.conf.broker_transport_options | {"socket_timeout": 30, "socket_connect_timeout": 5}
    del options["max_retries"]
    celery.conf.update(broker_transport_options=options, broker_connection_timeout=5)
