"""The reports of a month: to whom, about what, and that mail and app say the same."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import update

from backend.bookings.models import Booking
from tests.jobs import run, run_planned
from tests.reports.periods import at, owed
from tests.servers.mail import MailSink
from tests.steps import book, closed, move
from tests.worlds import Person, World


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


def test_a_booking_counts_in_its_own_zones_month(
    started: World, carl: Person, clock: time_machine.Traveller
) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    started.change(update(Booking).values(created_at=datetime(2026, 5, 31, 18, 30, tzinfo=UTC)))
    assert [each["period"] for each in carl.get("/api/reports").ok()["items"]] == ["2026-06"]
    started.change(update(Booking).values(created_at=datetime(2026, 5, 31, 18, 29, tzinfo=UTC)))
    assert [each["period"] for each in carl.get("/api/reports").ok()["items"]] == ["2026-05"]


def _new_year(world: World, carl: Person, petra: Person) -> tuple[int, int]:
    """A booking closed on 31 December at 23:30 and one made on 1 January at 00:10, both in Kolkata."""
    old, new = closed(world, carl, petra, task="ac"), book(world, carl, task="tap")
    written = {"created_at": at(2026, 12, 20), "closed_at": at(2026, 12, 31, 23, 30)}
    world.change(update(Booking).where(Booking.id == old["id"]).values(**written))
    world.change(update(Booking).where(Booking.id == new["id"]).values(created_at=at(2027, 1, 1, 0, 10)))
    return old["id"], new["id"]


def test_what_happened_in_december_is_decembers(
    world: World, carl: Person, petra: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    old, new = _new_year(world, carl, petra)
    clock.move_to(at(2026, 12, 31, 23, 59))
    run_planned(world)
    assert owed(world, "monthly_report") == []
    clock.move_to(at(2027, 1, 1, 0, 1))
    run_planned(world)
    (december,) = owed(world, "monthly_report")
    assert (december.subject, december.about["period"]) == ("2026-12", "2026-12")
    assert [line["booking_id"] for line in december.about["bookings"]] == [old]
    run(world, "deliver")
    assert "Your December 2026 with Dastak" in [mail.subject for mail in outbox.to("carl@example.com")]
    clock.move_to(at(2027, 2, 1, 0, 1))
    run_planned(world)
    january = owed(world, "monthly_report")[-1]
    assert [line["booking_id"] for line in january.about["bookings"]] == [new]


def test_february_holds_the_29th(
    world: World, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    booking = book(world, carl)
    world.change(update(Booking).values(created_at=at(2028, 2, 29, 23, 50)))
    clock.move_to(at(2028, 2, 29, 23, 55))
    run_planned(world)
    clock.move_to(at(2028, 3, 1, 0, 1))
    run_planned(world)
    (february,) = owed(world, "monthly_report")
    assert (february.subject, february.about["booked"]) == ("2028-02", 1)
    assert [line["booking_id"] for line in february.about["bookings"]] == [booking["id"]]


def test_off_over_two_firsts_each_month_is_reported_by_itself(
    started: World, carl: Person, petra: Person, clock: time_machine.Traveller
) -> None:
    in_june, in_july = book(started, carl), book(started, carl, task="ac")
    moved = update(Booking).where(Booking.id == in_july["id"])
    started.change(moved.values(created_at=at(2026, 7, 31, 23, 59)))
    clock.move_to(at(2026, 8, 3, 9))
    run_planned(started)
    found = {
        row.subject: [line["booking_id"] for line in row.about["bookings"]]
        for row in owed(started, "monthly_report")
    }
    assert found == {"2026-06": [in_june["id"]], "2026-07": [in_july["id"]]}


def test_the_mail_says_what_the_app_says_and_keeps_to_it(
    started: World, carl: Person, petra: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    closed(started, carl, petra, task="ac")
    closed(started, carl, petra, task="tap", scheduled_for="2026-06-17T09:00:00+05:30")
    cancelled = book(started, carl, task="sofa", scheduled_for="2026-06-18T09:00:00+05:30")
    move(carl, cancelled, "cancel", "Not needed.")
    shown = carl.get("/api/reports/2026-06").ok()
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    (report,) = owed(started, "monthly_report")
    assert {name: shown[name] for name in ("booked", "closed", "cancelled")} == {
        name: report.about[name] for name in ("booked", "closed", "cancelled")
    }
    assert shown["spent"] * 100 == report.about["spent"] == 209850
    assert {line["booking_id"]: (line["status"], line["happened"]) for line in shown["bookings"]} == {
        line["booking_id"]: (line["status"], line["happened"]) for line in report.about["bookings"]
    }
    assert [line["scheduled_for"] for line in shown["bookings"]] == sorted(
        line["scheduled_for"] for line in shown["bookings"]
    )
    started.change(update(Booking).values(price=1))
    run(started, "deliver")
    (mail,) = [each for each in outbox.to("carl@example.com") if "June 2026" in each.subject]
    assert "₹2,098.50" in mail.text()
    assert f"{started.settings.public_url}/reports/2026-06" in mail.html()


@pytest.mark.parametrize("status", ["blocked", "active"])
def test_a_blocked_customer_gets_no_report(
    started: World, ada: Person, carl: Person, clock: time_machine.Traveller, status: str
) -> None:
    book(started, carl, scheduled_for="2026-07-18T10:00:00+05:30")
    if status == "blocked":
        ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": "Complaints."}).ok()
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    assert len(owed(started, "monthly_report")) == (status == "active")
