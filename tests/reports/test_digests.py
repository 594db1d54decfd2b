"""Who is reminded in the evening, of what, and who is left in peace."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import update

from backend.accounts.models import Professional
from backend.bookings.models import Booking
from tests.cast import NOW
from tests.jobs import last_run, run, run_planned
from tests.reports.periods import at, move_business, owed, visited
from tests.servers.mail import MailSink
from tests.steps import assigned, book
from tests.worlds import Person, World


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
    visited(started, petra.id, NOW - timedelta(days=away))
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    assert [each.user_id for each in owed(started, "daily_reminder")] == ([petra.id] if reminded else [])


def test_the_approval_is_the_first_visit(
    started: World, petra: Person, clock: time_machine.Traveller
) -> None:
    visited(started, petra.id, NOW - timedelta(days=7))
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


def test_who_was_approved_an_hour_ago_is_told_what_waits_and_nothing_of_absence(
    started: World, ada: Person, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    visited(started, petra.id, NOW - timedelta(days=7))
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    started.change(update(Professional).values(approved_at=at(2026, 6, 15, 17)))
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    (reminder,) = [each for each in owed(started, "daily_reminder") if each.user_id == petra.id]
    assert (reminder.about["waiting"], reminder.about["absent_days"]) == (1, None)


def test_on_a_leap_day_who_waits_is_reminded(
    world: World, carl: Person, petra: Person, paul: Person, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    moments = {"created_at": at(2028, 2, 28, 12), "scheduled_for": at(2028, 3, 1, 10)}
    world.change(update(Booking).values(**moments, ends_at=at(2028, 3, 1, 11)))
    clock.move_to(at(2028, 2, 29, 12))
    run_planned(world)
    visited(world, petra.id, at(2028, 2, 22, 23, 59))
    clock.move_to(at(2028, 2, 29, 18))
    run_planned(world)
    petras, pauls = owed(world, "daily_reminder")
    assert (petras.subject, petras.about["date"], petras.about["waiting"]) == ("2028-02-29", "2028-02-29", 1)
    assert (petras.about["absent_days"], pauls.about["absent_days"]) == (7, None)


@pytest.mark.parametrize(
    ("last_visit", "reminded"),
    [((3, 22, 23, 59), True), ((3, 22, 0, 0), True), ((3, 21, 23, 59), False), ((3, 23, 0, 0), False)],
)
def test_days_away_are_days_of_the_calendar_where_the_clocks_are_changed(
    world: World,
    petra: Person,
    paul: Person,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    last_visit: tuple[int, int, int, int],
    reminded: bool,
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    move_business(world, monkeypatch, business_zone="Europe/Berlin")
    clock.move_to(datetime(2026, 3, 29, 12, tzinfo=berlin))
    run_planned(world)
    visited(world, petra.id, datetime(2026, *last_visit, tzinfo=berlin))
    visited(world, paul.id, datetime(2026, 3, 29, 11, tzinfo=berlin))
    clock.move_to(datetime(2026, 3, 29, 18, tzinfo=berlin))
    run_planned(world)
    away = [(each.user_id, each.about["absent_days"]) for each in owed(world, "daily_reminder")]
    assert away == ([(petra.id, 7)] if reminded else [])


def test_a_reminder_is_worth_three_hours(started: World, carl: Person, clock: time_machine.Traveller) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    clock.move_to(at(2026, 6, 15, 19))
    run_planned(started)
    assert {each.good_until for each in owed(started, "daily_reminder")} == {at(2026, 6, 15, 21)}
