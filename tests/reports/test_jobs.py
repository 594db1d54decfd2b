"""The named jobs: bookings expire by the minute, what fails or was left is run again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backend.core import planner
from backend.core.jobs import JobRun
from tests.jobs import last_run, run, run_planned
from tests.reports.periods import runs
from tests.steps import book
from tests.worlds import Person, World


def test_bookings_expire_by_the_minute(
    started: World, ada: Person, carl: Person, clock: time_machine.Traveller
) -> None:
    booking = book(started, carl, scheduled_for="2026-06-15T12:10:00+05:30")
    run(started, "expire_bookings")
    clock.shift(timedelta(minutes=10))
    run(started, "expire_bookings")
    run(started, "expire_bookings")
    assert carl.get(f"/api/bookings/{booking['id']}").ok()["status"] == "expired"
    assert last_run(ada, "expire_bookings")["detail"] == "bookings: 1"
    assert [item["kind"] for item in carl.get("/api/notifications").ok()["items"]] == [
        "booking_expired",
        "booking_booked",
    ]
    assert started.count(JobRun, JobRun.name == "expire_bookings") == 2
    clock.shift(timedelta(days=1, minutes=1))
    run(started, "expire_bookings")
    assert started.count(JobRun, JobRun.name == "expire_bookings") == 1


def test_a_failing_job_is_tried_again_and_then_fails(
    started: World, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("backend.reports.operations.reports", broken)
    ada.post("/api/jobs/monthly_reports", {}).ok(202)
    for attempt in range(1, planner.MOST_ATTEMPTS + 1):
        run_planned(started)
        assert last_run(ada, "monthly_reports")["attempts"] == attempt
    failed = last_run(ada, "monthly_reports")
    assert (failed["status"], failed["detail"]) == ("failed", "RuntimeError: no such luck")


def test_what_a_dead_worker_ran_is_run_again(
    started: World, ada: Person, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ada.post("/api/jobs/monthly_reports", {}).ok(202)
    assert asked["status"] == "planned"
    (run_id,) = started.all(select(JobRun.id).where(JobRun.name == "monthly_reports"))
    with started.app.app_context():
        assert planner._claim(run_id) is not None
        assert planner._claim(run_id) is None
    clock.shift(planner.LEASE + timedelta(seconds=1))
    run(started, "run_job", run_id)
    assert runs(started, "monthly_reports") == [("2026-05", "done")]
