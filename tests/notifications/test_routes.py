"""Notices, deliveries and jobs as people meet them over HTTP."""

from typing import Any

import pytest
from sqlalchemy import update

from backend.notifications.models import Delivery, DeliveryStatus
from tests.api import Api
from tests.jobs import run
from tests.statements import statements
from tests.steps import book, move
from tests.worlds import Person, World


def _notices(person: Person) -> Any:
    return person.get("/api/notifications").ok()


def test_a_move_is_told_in_the_app_and_by_mail(world: World, carl: Person, petra: Person) -> None:
    booking = book(world, carl)
    move(petra, booking, "accept")
    page = _notices(carl)
    assert [item["kind"] for item in page["items"]] == ["booking_accepted", "booking_booked"]
    assert page["items"][0]["about"]["booking_id"] == booking["id"]
    assert page["items"][0]["about"]["name"].startswith("Petra")
    assert (page["unread"], page["total"]) == (2, 2)
    assert world.count(Delivery, Delivery.user_id == carl.id, Delivery.status == "pending") == 2


def test_a_notice_is_read_once_and_only_by_its_owner(world: World, carl: Person, cora: Person) -> None:
    book(world, carl)
    notice = _notices(carl)["items"][0]
    cora.post("/api/notifications/read", {"ids": [notice["id"]]}).ok(204)
    assert _notices(carl)["unread"] == 1
    carl.post("/api/notifications/read", {"ids": [notice["id"]]}).ok(204)
    assert _notices(carl)["unread"] == 0
    assert _notices(carl)["items"][0]["read_at"]


def test_all_notices_are_read_at_once(world: World, carl: Person, petra: Person) -> None:
    move(petra, book(world, carl), "accept")
    carl.post("/api/notifications/read", {}).ok(204)
    assert _notices(carl)["unread"] == 0


@pytest.mark.parametrize("ids", ["all", ["1"], [0], [1.5], [None], list(range(1, 102))])
def test_bad_ids_are_refused(carl: Person, ids: Any) -> None:
    carl.post("/api/notifications/read", {"ids": ids}).problem(422, "validation")


def test_unchanged_notices_answer_304_after_the_session_check_alone(world: World, carl: Person) -> None:
    book(world, carl)
    first = carl.get("/api/notifications")
    etag = {"If-None-Match": first.response.headers["ETag"]}
    assert "no-cache" in first.response.headers["Cache-Control"]
    with statements(world) as asked:
        again = carl.call("GET", "/api/notifications", headers=etag)
    assert again.status == 304
    assert not again.response.data
    assert len(asked) == 1
    book(world, carl, scheduled_for="2026-06-20T10:00:00+05:30")
    assert carl.call("GET", "/api/notifications", headers=etag).status == 200


def test_nobody_reads_notices_unsigned(anyone: Api) -> None:
    anyone.get("/api/notifications").problem(401, "unauthenticated")


def test_who_waits_for_approval_reads_notices(piya: Person) -> None:
    assert _notices(piya)["items"] == []


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
