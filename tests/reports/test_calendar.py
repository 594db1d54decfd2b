"""When reminders and reports are due by the business's calendar, and what becomes of missed ones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from backend.core.jobs import JobRun
from tests.jobs import run, run_planned
from tests.reports.periods import at, move_business, runs
from tests.worlds import World


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


def test_off_over_the_first_the_report_comes_and_the_evening_does_not(
    started: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(2026, 6, 29, 18))
    run_planned(started)
    clock.move_to(at(2026, 7, 1, 8))
    run_planned(started)
    assert runs(started, "daily_reminders")[-2:] == [("2026-06-29", "done"), ("2026-06-30", "skipped")]
    assert runs(started, "monthly_reports") == [("2026-06", "done")]


def test_off_for_an_hour_in_the_evening_the_reminder_still_goes(
    started: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(2026, 6, 15, 17, 59))
    run_planned(started)
    assert runs(started, "daily_reminders") == []
    clock.move_to(at(2026, 6, 15, 18, 59))
    run_planned(started)
    assert runs(started, "daily_reminders") == [("2026-06-15", "done")]


BERLIN = ZoneInfo("Europe/Berlin")


def _due(world: World, name: str) -> list[str]:
    found = world.all(select(JobRun).where(JobRun.name == name).order_by(JobRun.due_at))
    return [f"{row.due_at:%m-%d %H:%M}" for row in found]


@pytest.mark.parametrize(
    ("begin", "reminder_at", "due"),
    [
        # On 29 March 2026 the clocks go from 2:00 to 3:00, on 25 October from 3:00 back to 2:00.
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), time(18), ["03-28 17:00", "03-29 16:00", "03-30 16:00"]),
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), time(18), ["10-24 16:00", "10-25 17:00", "10-26 17:00"]),
        (
            datetime(2026, 3, 27, 12, tzinfo=BERLIN),
            time(2, 30),
            ["03-28 01:30", "03-29 01:30", "03-30 00:30"],
        ),
        (
            datetime(2026, 10, 23, 12, tzinfo=BERLIN),
            time(2, 30),
            ["10-24 00:30", "10-25 00:30", "10-26 01:30"],
        ),
    ],
)
def test_one_reminder_a_day_where_the_clocks_are_changed(
    world: World,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    begin: datetime,
    reminder_at: time,
    due: list[str],
) -> None:
    move_business(world, monkeypatch, business_zone="Europe/Berlin", reminder_at=reminder_at)
    moment = begin.astimezone(UTC)
    for _ in range(3 * 48):
        clock.move_to(moment)
        run(world, "plan_due")
        moment += timedelta(minutes=30)
    assert _due(world, "daily_reminders") == due


def test_a_month_ends_at_midnight_of_the_summer_clock(
    world: World, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_business(world, monkeypatch, business_zone="Europe/Berlin")
    for month, day in ((3, 2), (4, 1), (11, 1)):
        clock.move_to(datetime(2026, month, day, tzinfo=BERLIN))
        run_planned(world)
    assert _due(world, "monthly_reports")[0] == "03-31 22:00"
    assert _due(world, "monthly_reports")[-1] == "10-31 23:00"
