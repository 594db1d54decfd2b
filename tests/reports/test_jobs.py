"""The evening's reminders and the month's reports, by the business's calendar, missed runs included."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select, update

from backend.accounts.models import Professional, User
from backend.bookings.models import Booking
from backend.core import planner
from backend.core.jobs import JobRun
from backend.notifications.models import Delivery
from tests.cast import NOW
from tests.jobs import last_run, run, run_planned
from tests.servers.mail import MailSink
from tests.steps import assigned, book, closed, move
from tests.worlds import Person, World

KOLKATA = ZoneInfo("Asia/Kolkata")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment by the clocks of Kolkata."""
    return datetime(year, month, day, hour, minute, tzinfo=KOLKATA)


def runs(world: World, name: str) -> list[tuple[str, str]]:
    """Period and status of the runs of a job, the oldest first."""
    found = world.all(select(JobRun).where(JobRun.name == name).order_by(JobRun.due_at))
    return [(row.period, row.status.value) for row in found]


def owed(world: World, kind: str) -> list[Delivery]:
    """The deliveries of a kind."""
    return list(world.all(select(Delivery).where(Delivery.kind == kind).order_by(Delivery.user_id)))


@pytest.fixture
def started(world: World, clock: time_machine.Traveller) -> World:
    """The planner has looked for the first time, at noon on 15 June 2026."""
    run_planned(world)
    return world


def test_nothing_was_missed_before_the_first_start(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(at(2026, 6, 15, 18, 1))
    run_planned(world)
    assert runs(world, "daily_reminders") == []
    assert runs(world, "monthly_reports") == []


def test_the_reminder_is_due_each_evening(started: World, clock: time_machine.Traveller) -> None:
    for day in (15, 16):
        clock.move_to(at(2026, 6, day, 17, 59))
        run_planned(started)
        clock.move_to(at(2026, 6, day, 18))
        run_planned(started)
        run_planned(started)
    assert runs(started, "daily_reminders") == [("2026-06-15", "done"), ("2026-06-16", "done")]


@pytest.mark.parametrize(("late", "status"), [(1.0, "done"), (3.0, "done"), (3.1, "skipped")])
def test_a_missed_reminder_goes_within_three_hours(
    started: World, clock: time_machine.Traveller, late: float, status: str
) -> None:
    clock.move_to(at(2026, 6, 15, 18) + timedelta(hours=late))
    run_planned(started)
    assert runs(started, "daily_reminders") == [("2026-06-15", status)]


def test_evenings_that_were_slept_through_are_recorded(started: World, clock: time_machine.Traveller) -> None:
    clock.move_to(at(2026, 6, 18, 19))
    run_planned(started)
    evenings = [(f"2026-06-{day}", "skipped") for day in (15, 16, 17)]
    assert runs(started, "daily_reminders") == [*evenings, ("2026-06-18", "done")]


def test_months_that_were_slept_through_are_all_reported(
    started: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(2026, 9, 12, 9))
    run_planned(started)
    expected = [("2026-06", "done"), ("2026-07", "done"), ("2026-08", "done")]
    assert runs(started, "monthly_reports") == expected


def test_three_planners_plan_once(started: World, clock: time_machine.Traveller) -> None:
    clock.move_to(at(2026, 7, 1, 18, 30))
    for _ in range(3):
        run(started, "plan_due")
    assert len(runs(started, "monthly_reports")) == 1
    assert [status for _, status in runs(started, "daily_reminders")].count("planned") == 1


@pytest.mark.parametrize(
    ("when", "done"),
    [(at(2026, 12, 31, 23, 59), ["2026-11"]), (at(2027, 1, 1, 0, 1), ["2026-11", "2026-12"])],
)
def test_the_report_of_december_comes_on_the_first_of_january_in_kolkata(
    world: World, clock: time_machine.Traveller, when: datetime, done: list[str]
) -> None:
    clock.move_to(at(2026, 11, 20))
    run_planned(world)
    clock.move_to(when)
    run_planned(world)
    assert [period for period, _ in runs(world, "monthly_reports")] == done


def test_a_leap_day_is_a_day_like_any_other(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(at(2028, 2, 28, 12))
    run_planned(world)
    for day in (at(2028, 2, 28, 18), at(2028, 2, 29, 18), at(2028, 3, 1, 18)):
        clock.move_to(day)
        run_planned(world)
    days = [("2028-02-28", "done"), ("2028-02-29", "done"), ("2028-03-01", "done")]
    assert runs(world, "daily_reminders") == days
    assert runs(world, "monthly_reports") == [("2028-02", "done")]


def test_who_has_bookings_waiting_is_reminded_once_a_day(
    started: World, carl: Person, petra: Person, paul: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    booking = book(started, carl, task="ac", scheduled_for="2026-06-18T10:00:00+05:30")
    petra.post(f"/api/bookings/{booking['id']}/moves", {"action": "reject"}).ok()
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    (reminder,) = owed(started, "daily_reminder")
    assert (reminder.user_id, reminder.subject) == (paul.id, "2026-06-15")
    assert (reminder.about["waiting"], reminder.about["overdue"]) == (1, 0)
    run(started, "deliver")
    (mail,) = [each for each in outbox.to("paul@example.com") if "wait" in each.subject]
    assert mail.subject == "1 booking waits for your answer"
    assert f"/bookings/{booking['id']}" in mail.html()
    assert "Thu 18 June, 10:00 am (asked today)" in mail.text()


def test_the_admins_run_now_and_the_evenings_make_one_reminder(
    started: World, ada: Person, carl: Person, clock: time_machine.Traveller
) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    ada.post("/api/jobs/daily_reminders", {}).ok(202)
    run_planned(started)
    assert last_run(ada, "daily_reminders")["detail"] == "reminders: 2"
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    assert len(owed(started, "daily_reminder")) == 2


def test_what_is_overdue_stands_in_the_reminder(
    started: World, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    assigned(started, carl, petra, scheduled_for="2026-06-15T14:00:00+05:30")
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    (reminder,) = owed(started, "daily_reminder")
    assert (reminder.user_id, reminder.about["overdue"]) == (petra.id, 1)
    assert reminder.about["bookings"][0]["overdue"]


@pytest.mark.parametrize(
    ("away", "reminded"),
    [(6, False), (7, True), (8, False), (14, True), (28, True), (35, False), (56, False)],
)
def test_who_only_stayed_away_is_reminded_three_times(
    started: World, petra: Person, paul: Person, clock: time_machine.Traveller, away: int, reminded: bool
) -> None:
    _visited(started, petra.id, NOW - timedelta(days=away))
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    assert [each.user_id for each in owed(started, "daily_reminder")] == ([petra.id] if reminded else [])


def _visited(world: World, user_id: int, moment: datetime) -> None:
    world.change(
        update(User)
        .where(User.id == user_id)
        .values(last_seen_at=moment, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    )
    world.change(update(Professional).where(Professional.user_id == user_id).values(approved_at=moment))


def test_the_approval_is_the_first_visit(
    started: World, petra: Person, clock: time_machine.Traveller
) -> None:
    _visited(started, petra.id, NOW - timedelta(days=7))
    started.change(update(Professional).values(approved_at=at(2026, 6, 15, 17)))
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    assert owed(started, "daily_reminder") == []


def test_only_active_professionals_are_reminded(
    started: World, ada: Person, carl: Person, petra: Person, paul: Person, clock: time_machine.Traveller
) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    ada.post(f"/api/users/{petra.id}/moves", {"action": "block", "reason": "Complaints."}).ok()
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    assert [each.user_id for each in owed(started, "daily_reminder")] == [paul.id]


def test_the_report_goes_to_each_customer_with_activity(
    started: World, carl: Person, cora: Person, petra: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    carl.patch("/api/me", {"locale": "hi"}).ok()
    closed(started, carl, petra, task="ac", scheduled_for="2026-06-16T10:00:00+05:30")
    move(carl, book(started, carl, task="sofa"), "cancel", "Not needed.")
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    (report,) = owed(started, "monthly_report")
    figures = {name: report.about[name] for name in ("booked", "closed", "cancelled", "spent", "so_far")}
    assert (report.user_id, report.subject, report.about["period"]) == (carl.id, "2026-06", "2026-06")
    assert figures == {"booked": 2, "closed": 1, "cancelled": 1, "spent": 149950, "so_far": False}
    run(started, "deliver")
    (mail,) = [each for each in outbox.to("carl@example.com") if "जून 2026" in each.subject]
    assert "₹1,499.50" in mail.html()
    assert "<script" not in mail.html()
    assert "carl@example.com" in mail.text()
    assert "AC check and gas refill" in mail.text()


def test_a_report_so_far_never_replaces_the_real_one(
    started: World, ada: Person, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    closed(started, carl, petra)
    for _ in range(2):
        ada.post("/api/jobs/monthly_reports", {"period": "2026-06"}).ok(202)
        run_planned(started)
        clock.shift(timedelta(seconds=1))
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    subjects = sorted(row.subject for row in owed(started, "monthly_report"))
    assert subjects == ["2026-06", "2026-06 so far 2026-06-15"]


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


def test_a_booking_counts_in_its_own_zones_month(
    started: World, carl: Person, clock: time_machine.Traveller
) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    started.change(update(Booking).values(created_at=datetime(2026, 5, 31, 18, 30, tzinfo=UTC)))
    assert [each["period"] for each in carl.get("/api/reports").ok()["items"]] == ["2026-06"]
    started.change(update(Booking).values(created_at=datetime(2026, 5, 31, 18, 29, tzinfo=UTC)))
    assert [each["period"] for each in carl.get("/api/reports").ok()["items"]] == ["2026-05"]
