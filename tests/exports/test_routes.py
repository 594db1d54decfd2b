"""Asking for exports, watching them, stopping them, fetching the file."""

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import insert, select, update

from backend.accounts.operations import add_admin
from backend.accounts.passwords import hash_password
from backend.bookings.models import Booking
from backend.core.unit_of_work import unit_of_work
from backend.exports.models import Export
from tests.cast import PASSWORD
from tests.jobs import run
from tests.steps import closed
from tests.worlds import Person, World

COLUMNS = [
    "booking_id", "task_id", "task_name", "customer_id", "professional_id", "date_of_request",
    "scheduled_for", "date_of_completion", "closed_by", "price", "rating", "remarks", "review_remarks",
]  # fmt: skip


def ask(world: World, admin: Person, kind: str = "closed_bookings", **filters: Any) -> Any:
    """An export, made to its end."""
    asked = admin.post("/api/exports", {"kind": kind, "filters": filters}).ok(202)
    assert (asked["status"], asked["progress"], asked["file_name"]) == ("queued", 0, None)
    run(world, "run_export", asked["id"])
    return admin.get(f"/api/exports/{asked['id']}").ok()


def rows_of(admin: Person, export: Any) -> list[dict[str, str]]:
    """The rows of its CSV file."""
    answer = admin.get(f"/api/exports/{export['id']}/file")
    assert answer.status == 200
    return list(csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig"), newline="")))


def test_closed_bookings_as_a_spreadsheet_reads_them(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    booking = closed(world, carl, petra, task="ac", remarks='=cmd|"/c calc"!A1')
    given = {"rating": 5, "remarks": 'बहुत अच्छा,\n"सच में"'}
    carl.post(f"/api/bookings/{booking['id']}/review", given).ok(201)
    export = ask(world, ada)
    assert (export["status"], export["progress"], export["rows"]) == ("done", 100, 1)
    answer = ada.get(f"/api/exports/{export['id']}/file")
    raw = answer.response.data
    assert raw.startswith(b"\xef\xbb\xbfbooking_id,")
    assert raw.endswith(b"\r\n")
    assert answer.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.response.headers["Content-Length"] == str(len(raw))
    assert export["file_name"] in answer.response.headers["Content-Disposition"]
    assert answer.response.headers["Content-Disposition"].startswith("attachment")
    (row,) = rows_of(ada, export)
    assert list(row) == COLUMNS
    assert row == {
        "booking_id": str(booking["id"]),
        "task_id": str(world.town.tasks["ac"]),
        "task_name": "AC check and gas refill",
        "customer_id": str(carl.id),
        "professional_id": str(petra.id),
        "date_of_request": "2026-06-15T12:00:00+05:30",
        "scheduled_for": "2026-06-16T12:00:00+05:30",
        "date_of_completion": "2026-06-15T12:00:00+05:30",
        "closed_by": "customer",
        "price": "1499.50",
        "rating": "5",
        "remarks": '\'=cmd|"/c calc"!A1',
        "review_remarks": 'बहुत अच्छा,\n"सच में"',
    }


def test_only_what_the_filters_let_through(
    world: World, ada: Person, carl: Person, petra: Person, paul: Person
) -> None:
    first = closed(world, carl, petra)
    second = closed(world, carl, paul, task="ac")
    both = [str(first["id"]), str(second["id"])]
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({}, both),
        ({"professional_id": petra.id}, both[:1]),
        ({"task_id": world.town.tasks["ac"]}, both[1:]),
        ({"closed_by": "customer"}, both),
        ({"closed_by": "admin"}, []),
        ({"from": "2026-06-15", "to": "2026-06-15"}, both),
        ({"from": "2026-06-16"}, []),
        ({"to": "2026-06-14"}, []),
        ({"to": "2026-06-15T06:30:00+00:00"}, []),
        ({"from": "2026-06-15T06:30:00+00:00"}, both),
    ]
    for filters, expected in cases:
        export = ask(world, ada, **filters)
        assert [row["booking_id"] for row in rows_of(ada, export)] == expected, filters
        assert export["filters"] == filters


def test_a_day_of_the_business_is_no_day_of_utc(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    closed(world, carl, petra)
    # Ten past midnight on the 16th in Kolkata, still the 15th in UTC.
    world.change(update(Booking).values(closed_at=datetime(2026, 6, 15, 18, 40, tzinfo=UTC)))
    assert ask(world, ada, **{"from": "2026-06-16"})["rows"] == 1
    assert ask(world, ada, to="2026-06-15")["rows"] == 0


def test_everything_is_a_zip_of_every_table(world: World, ada: Person, carl: Person, petra: Person) -> None:
    closed(world, carl, petra)
    export = ask(world, ada, "everything")
    assert export["file_name"].endswith(".zip")
    answer = ada.get(f"/api/exports/{export['id']}/file")
    with zipfile.ZipFile(io.BytesIO(answer.response.data)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    people = list(csv.DictReader(io.StringIO(files["users.csv"], newline="")))
    assert {row["username"] for row in people} == {"ada", "carl", "cora", "petra", "paul", "piya"}
    assert "argon2" not in "".join(files.values())
    assert sum(text.count("\r\n") - 1 for text in files.values()) >= export["rows"]


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, {"/kind": "required"}),
        ({"kind": "bookings"}, {"/kind": "invalid_choice"}),
        ({"kind": "everything", "filters": {"task_id": 1}}, {"/filters": "invalid"}),
        ({"kind": "closed_bookings", "filters": {"task": 1}}, {"/filters/task": "unknown_field"}),
        ({"kind": "closed_bookings", "filters": {"task_id": "1"}}, {"/filters/task_id": "invalid"}),
        ({"kind": "closed_bookings", "filters": {"task_id": 0}}, {"/filters/task_id": "too_small"}),
        (
            {"kind": "closed_bookings", "filters": {"closed_by": "me"}},
            {"/filters/closed_by": "invalid_choice"},
        ),
        ({"kind": "closed_bookings", "filters": {"from": "June"}}, {"/filters/from": "invalid"}),
        ({"kind": "closed_bookings", "filters": {"to": "2026-02-30"}}, {"/filters/to": "invalid"}),
        ({"kind": "closed_bookings", "filters": {"to": "2026-02-20T10:00"}}, {"/filters/to": "invalid"}),
    ],
)
def test_bad_input_is_refused_and_nothing_is_asked(
    world: World, ada: Person, given: Any, faults: dict[str, str]
) -> None:
    assert ada.post("/api/exports", given).faults() == faults
    assert world.count(Export) == 0


@pytest.mark.parametrize("who", ["carl", "petra"])
def test_only_admins_export(world: World, who: str) -> None:
    person = world.person(who)
    person.get("/api/exports").problem(403, "forbidden")
    person.post("/api/exports", {"kind": "everything"}).problem(403, "forbidden")


def test_each_admin_has_their_own(world: World, ada: Person) -> None:
    export = ask(world, ada)
    with world.app.app_context(), unit_of_work():
        add_admin("adam", "adam@example.com", hash_password(PASSWORD))
    adam = world.anyone().signed_in("adam")
    assert adam.get("/api/exports").ok()["items"] == []
    for method, path in (("GET", ""), ("GET", "/file"), ("POST", "/moves")):
        body = {"action": "cancel"} if method == "POST" else None
        adam.call(method, f"/api/exports/{export['id']}{path}", body).problem(404, "not_found")
    assert [item["id"] for item in ada.get("/api/exports", status="done").ok()["items"]] == [export["id"]]


def test_exports_are_narrowed_and_turned_round(ada: Person) -> None:
    kinds = ("everything", "closed_bookings")
    first, second = [ada.post("/api/exports", {"kind": kind}).ok(202)["id"] for kind in kinds]

    def found(**query: str) -> list[int]:
        return [item["id"] for item in ada.get("/api/exports", **query).ok()["items"]]

    assert (found(), found(sort="id")) == ([second, first], [first, second])
    assert (found(kind="everything"), found(kind="closed_bookings", status="failed")) == ([first], [])


def test_there_is_no_file_before_the_end(ada: Person) -> None:
    asked = ada.post("/api/exports", {"kind": "everything"}).ok(202)
    late = ada.get(f"/api/exports/{asked['id']}/file").problem(409, "wrong_status")
    assert late["export_status"] == "queued"


def test_a_cancelled_export_is_never_made(world: World, ada: Person) -> None:
    asked = ada.post("/api/exports", {"kind": "everything"}).ok(202)
    cancelled = ada.post(f"/api/exports/{asked['id']}/moves", {"action": "cancel"}).ok()
    assert (cancelled["status"], bool(cancelled["finished_at"])) == ("cancelled", True)
    run(world, "run_export", asked["id"])
    assert ada.get(f"/api/exports/{asked['id']}").ok()["status"] == "cancelled"
    late = ada.post(f"/api/exports/{asked['id']}/moves", {"action": "cancel"}).problem(409, "wrong_status")
    assert late["export_status"] == "cancelled"
    ada.post(f"/api/exports/{asked['id']}/moves", {"action": "hurry"}).problem(422, "validation")


def test_the_owner_is_told(world: World, ada: Person, outbox: Any) -> None:
    export = ask(world, ada)
    newest = ada.get("/api/notifications").ok()["items"][0]
    assert newest["kind"] == "export_done"
    assert newest["about"] == {"export_id": export["id"], "export_kind": "closed_bookings", "rows": 0}
    run(world, "deliver")
    assert outbox.to("ada@example.com")[-1].subject == "Your export is ready"


def test_a_file_expires(world: World, ada: Person, clock: time_machine.Traveller) -> None:
    export = ask(world, ada)
    assert export["expires_at"] == "2026-06-22T06:30:00Z"
    files = world.settings.data_dir / "files" / "exports"
    before = set(files.iterdir())
    clock.shift(timedelta(days=7, seconds=1))
    run(world, "sweep_exports")
    assert len(set(files.iterdir())) < len(before)
    again = world.anyone().signed_in("ada")
    assert again.get(f"/api/exports/{export['id']}").ok()["file_name"] is None
    again.get(f"/api/exports/{export['id']}/file").problem(404, "not_found")


def test_many_rows_come_whole(world: World, ada: Person, carl: Person, petra: Person) -> None:
    booking = closed(world, carl, petra)
    with world.app.app_context(), unit_of_work() as session:
        row = dict(session.execute(select(Booking.__table__)).mappings().one())
        session.execute(insert(Booking), [row | {"id": row["id"] + more} for more in range(1, 12_001)])
    export = ask(world, ada)
    assert export["rows"] == 12_001
    ids = [int(each["booking_id"]) for each in rows_of(ada, export)]
    assert ids == list(range(booking["id"], booking["id"] + 12_001))
