"""Notices, deliveries and jobs as people meet them over HTTP."""

from typing import Any

import pytest

from backend.notifications.models import Delivery
from tests.api import Api
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


def test_notices_are_narrowed_and_turned_round(world: World, carl: Person, petra: Person) -> None:
    move(petra, book(world, carl), "accept")
    newest, oldest = _notices(carl)["items"]

    def found(**query: Any) -> list[int]:
        return [item["id"] for item in carl.get("/api/notifications", **query).ok()["items"]]

    assert found(sort="id") == [oldest["id"], newest["id"]]
    assert found(kind="booking_booked") == [oldest["id"]]
    assert found(kind="booking_booked,booking_accepted") == [newest["id"], oldest["id"]]
    assert found(kind="monthly_report") == []
    carl.post("/api/notifications/read", {"ids": [oldest["id"]]}).ok(204)
    assert found(unread="true") == [newest["id"]]
    assert found(unread="false") == [oldest["id"]]
    carl.get("/api/notifications", unread="perhaps").problem(422, "validation")


@pytest.mark.parametrize("ids", ["all", ["1"], [0], [1.5], [None], list(range(1, 102))])
def test_bad_ids_are_refused(carl: Person, ids: Any) -> None:
    carl.post("/api/notifications/read", {"ids": ids}).problem(422, "validation")


def test_unchanged_notices_answer_304_after_the_session_check_alone(world: World, carl: Person) -> None:
    book(world, carl)
    first = carl.get("/api/notifications")
    etag = {"If-None-Match": first.response.headers["ETag"]}
    assert first.response.headers["Cache-Control"] == "no-store"
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
