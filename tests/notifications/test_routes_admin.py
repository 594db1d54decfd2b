"""Deliveries and jobs as the admin meets them over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from backend.core import planner
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Delivery, DeliveryStatus
from tests.cast import NOW
from tests.jobs import run
from tests.steps import book
from tests.worlds import Person, World


def test_the_admin_sees_deliveries_by_filter(world: World, ada: Person, carl: Person) -> None:
    book(world, carl)
    mine = {"user_id": carl.id, "channel": "mail"}
    (row,) = ada.get("/api/deliveries", kind="booking_booked", **mine).ok()["items"]
    assert row["status"] == "pending"
    assert row["user"]["email"] == "carl@example.com"
    run(world, "deliver")
    assert ada.get("/api/deliveries", status="pending").ok()["total"] == 0
    (row,) = ada.get("/api/deliveries", status="sent", **mine).ok()["items"]
    assert (row["attempts"], row["last_error"]) == (1, None)
    assert row["sent_at"]


@pytest.mark.parametrize(
    "query", [{"status": "lost"}, {"channel": "pigeon"}, {"user_id": 0}, {"cursor": "x"}]
)
def test_bad_filters_are_refused(ada: Person, query: dict[str, Any]) -> None:
    ada.get("/api/deliveries", **query).problem(422, "validation")


@pytest.mark.parametrize("status", ["failed", "unknown"])
def test_a_failed_delivery_is_sent_again(
    world: World, ada: Person, carl: Person, outbox: Any, status: str
) -> None:
    book(world, carl)
    world.change(update(Delivery).where(Delivery.channel == "mail").values(status=DeliveryStatus(status)))
    (row,) = ada.get("/api/deliveries", status=status, user_id=carl.id).ok()["items"]
    assert ada.post(f"/api/deliveries/{row['id']}/retry").ok()["status"] == "pending"
    run(world, "deliver")
    assert [mail.subject for mail in outbox.to("carl@example.com")] == [
        "Booked: Tap repair, Tue 16 June, 12:00 pm"
    ]
    late = ada.post(f"/api/deliveries/{row['id']}/retry").problem(409, "wrong_status")
    assert late["delivery_status"] == "sent"


def test_what_is_not_there_is_not_sent_again(ada: Person) -> None:
    ada.post("/api/deliveries/999999/retry").problem(404, "not_found")


@pytest.mark.parametrize("path", ["/api/deliveries", "/api/jobs"])
def test_only_the_admin_looks_behind_the_scenes(carl: Person, petra: Person, path: str) -> None:
    carl.get(path).problem(403, "forbidden")
    petra.get(path).problem(403, "forbidden")


def test_jobs_say_when_they_come_next(ada: Person) -> None:
    found = {item["name"]: item for item in ada.get("/api/jobs").ok()["items"]}
    assert found.keys() == {"daily_reminders", "monthly_reports", "expire_bookings"}
    assert found["daily_reminders"]["next_run"] == "2026-06-15T12:30:00Z"
    assert found["monthly_reports"]["next_run"] == "2026-06-30T18:30:00Z"
    assert found["expire_bookings"]["next_run"] == "2026-06-15T06:31:00Z"
    assert found["monthly_reports"]["last_run"] is None


def test_a_job_is_run_now(ada: Person) -> None:
    asked = ada.post("/api/jobs/monthly_reports", {"period": "2026-05"}).ok(202)
    assert (asked["status"], asked["period"], asked["asked_by"]) == ("planned", "2026-05", ada.id)
    assert ada.post("/api/jobs/monthly_reports", {}).ok(202)["status"] == "planned"


@pytest.mark.parametrize(
    ("name", "given", "faults"),
    [
        ("monthly_reports", {"period": "2026-13"}, {"/period": "invalid"}),
        ("monthly_reports", {"period": "June"}, {"/period": "invalid"}),
        ("monthly_reports", {"period": "2026-07"}, {"/period": "too_far"}),
        ("daily_reminders", {"period": "2026-05"}, {"/period": "unknown_field"}),
        ("daily_reminders", {"day": 1}, {"/day": "unknown_field"}),
    ],
)
def test_a_bad_period_is_refused(ada: Person, name: str, given: Any, faults: dict[str, str]) -> None:
    assert ada.post(f"/api/jobs/{name}", given).faults() == faults


def test_an_unknown_job_is_not_found(ada: Person) -> None:
    ada.post("/api/jobs/tidy_up", {}).problem(404, "not_found")


def _fail(world: World, person: Person, count: int, status: str = "failed") -> list[int]:
    for _ in range(count):
        book(world, person)
    mine = (Delivery.user_id == person.id, Delivery.channel == "mail")
    world.change(update(Delivery).where(*mine).values(status=status, attempts=21, good_until=NOW))
    return list(world.all(select(Delivery.id).where(*mine).order_by(Delivery.id)))


def test_all_that_failed_is_sent_once_more(world: World, ada: Person, carl: Person, cora: Person) -> None:
    failed, unknown = _fail(world, carl, 2), _fail(world, cora, 1, "unknown")
    nothing = {"status": "failed", "kind": "monthly_report"}
    assert ada.post("/api/deliveries/retry", nothing).ok() == {"retried": 0}
    assert ada.post("/api/deliveries/retry", {"status": "failed", "channel": "chat"}).ok() == {"retried": 0}
    found = ada.post("/api/deliveries/retry", {"status": "failed", "kind": "booking_booked"}).ok()
    assert found == {"retried": 2}
    again = world.all(select(Delivery).where(Delivery.id.in_(failed)))
    assert {(row.status, row.attempts, row.good_until) for row in again} == {("pending", 0, None)}
    assert world.one(select(Delivery.status).where(Delivery.id == unknown[0])) == "unknown"
    (entry,) = ada.get("/api/audit", subject_kind="delivery").ok()["items"]
    assert (entry["action"], entry["details"]["retried"]) == ("retry_all", 2)


@pytest.mark.parametrize("status", ["sent", "pending", "", None])
def test_only_what_failed_or_is_in_doubt_can_be_sent_again(ada: Person, status: Any) -> None:
    problem = ada.post("/api/deliveries/retry", {"status": status}).problem(422, "validation")
    assert problem["errors"][0]["pointer"] == "/status"


def test_the_admin_is_told_what_is_amiss(
    world: World, ada: Person, carl: Person, clock: time_machine.Traveller
) -> None:
    assert ada.get("/api/jobs").ok()["planner_silent"], "it has never looked"
    run(world, "plan_due")
    _fail(world, carl, 2)
    found = ada.get("/api/jobs").ok()
    assert (found["planner_silent"], found["failed_deliveries"], found["unknown_deliveries"]) == (False, 2, 0)
    clock.shift(timedelta(minutes=5))
    assert not ada.get("/api/jobs").ok()["planner_silent"]
    clock.shift(timedelta(seconds=1))
    assert ada.get("/api/jobs").ok()["planner_silent"]


def test_failures_of_long_ago_alarm_nobody(world: World, ada: Person, carl: Person) -> None:
    ids = _fail(world, carl, 1)
    world.change(update(Delivery).where(Delivery.id.in_(ids)).values(created_at=NOW - timedelta(days=8)))
    assert ada.get("/api/jobs").ok()["failed_deliveries"] == 0


def test_a_page_of_deliveries_leaves_long_lists_out(world: World, ada: Person, carl: Person) -> None:
    (id_,) = _fail(world, carl, 1)
    about = {"waiting": 3, "bookings": [{"booking_id": 1}]}
    world.change(update(Delivery).where(Delivery.id == id_).values(about=about))
    (shown,) = ada.get("/api/deliveries", status="failed").ok()["items"]
    assert shown["about"] == {"waiting": 3}


def test_deliveries_are_turned_round(world: World, ada: Person, carl: Person) -> None:
    ids = _fail(world, carl, 2)
    for sort, wanted in (("id", sorted(ids)), ("-id", sorted(ids, reverse=True))):
        page = ada.get("/api/deliveries", status="failed", sort=sort).ok()
        assert [row["id"] for row in page["items"]] == wanted


def test_a_test_that_failed_alarms_only_who_asked_for_it(world: World, ada: Person, carl: Person) -> None:
    ids = _fail(world, carl, 1)
    world.change(update(Delivery).where(Delivery.id.in_(ids)).values(kind="channel_test"))
    assert ada.get("/api/jobs").ok()["failed_deliveries"] == 0
    assert ada.get("/api/stats").ok()["failed_deliveries"] == 0


def test_a_new_installation_has_its_first_minutes(
    world: World, ada: Person, clock: time_machine.Traveller
) -> None:
    with world.app.app_context(), unit_of_work():
        planner.remember_first_start()
    assert not ada.get("/api/jobs").ok()["planner_silent"]
    clock.shift(timedelta(minutes=5, seconds=1))
    found = ada.get("/api/jobs").ok()
    assert (found["planner_silent"], found["planner_seen_at"]) == (True, None)
