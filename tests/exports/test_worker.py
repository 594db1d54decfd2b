"""An export made by a real worker on the real queue."""

import csv
import io
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from backend.bookings.models import Booking
from backend.exports.models import Export
from tests.conftest import Application
from tests.servers.mail import MailSink
from tests.servers.processes import Child, wait_until
from tests.servers.stack import new_stack
from tests.steps import closed
from tests.worlds import Person, World, Worlds, settle

ROWS = 2**17


@pytest.fixture
def working(engine: str, worlds: Worlds, application: Application) -> World:
    """A world of its own for a worker."""
    settings = worlds.settings(engine, f"worker_{engine}", redis_url=worlds.redis_server.url(2))
    world = World(application(settings), settings)
    settle(world)
    return world


@pytest.fixture
def worker(working: World, tmp_path: Path) -> Iterator[Child]:
    """The worker beside it."""
    settings = working.settings
    stack = new_stack(
        tmp_path,
        database_url=settings.database_url,
        redis_url=settings.redis_url,
        mail_url=settings.mail_url,
        SECRET_KEY=settings.secret_key,
        DATA_DIR=str(settings.data_dir),
    )
    yield stack.run_worker()
    stack.stop()


def test_it_is_made_and_its_admin_told(working: World, worker: Child, mail_sink: MailSink) -> None:
    ada, carl, petra = (working.person(name) for name in ("ada", "carl", "petra"))
    tomorrow = _later()
    closed(working, carl, petra, scheduled_for=tomorrow, remarks="नमस्ते")
    export = ada.post("/api/exports", {"kind": "closed_bookings"}).ok(202)
    wait_until(lambda: _seen(ada, export["id"]) == "done", within=60)
    answer = ada.get(f"/api/exports/{export['id']}/file")
    assert "नमस्ते" in answer.response.data.decode("utf-8-sig")
    kinds = [notice["kind"] for notice in ada.get("/api/notifications").ok()["items"]]
    assert "export_done" in kinds
    wait_until(lambda: bool(mail_sink.to("ada@example.com")), within=30)
    assert mail_sink.to("carl@example.com")


def test_killed_in_the_middle_it_is_taken_up_again_and_ends_whole(working: World, worker: Child) -> None:
    ada, carl, petra = (working.person(name) for name in ("ada", "carl", "petra"))
    first = closed(working, carl, petra, scheduled_for=_later(), remarks='one,\n"two"')["id"]
    _copied(working, first)
    export = ada.post("/api/exports", {"kind": "closed_bookings"}).ok(202)["id"]
    unfinished = working.settings.data_dir / "unfinished"
    wait_until(lambda: any(left.stat().st_size for left in unfinished.glob("export-*")), worker)
    (child,) = _children(worker)
    os.kill(child, signal.SIGKILL)
    assert _seen(ada, export) == "running"
    left = list(unfinished.iterdir())
    assert len(left) == 1
    wait_until(lambda: child not in _children(worker), worker)
    # Its lease of half a minute is over, and the clock of the queue looks after it.
    working.change(update(Export).values(leased_until=datetime.now(UTC) - timedelta(seconds=1)))
    working.app.extensions["celery"].send_task("dastak.sweep_exports", ignore_result=True)
    wait_until(lambda: _seen(ada, export) == "done", worker, within=60)
    made = working.one(select(Export).where(Export.id == export))
    assert (made.rows, made.attempts) == (ROWS, 2)
    text = ada.get(f"/api/exports/{export}/file").response.data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [int(row["booking_id"]) for row in rows] == list(range(first, first + ROWS))
    assert {row["remarks"] for row in rows} == {'one,\n"two"'}
    assert list(unfinished.iterdir()) == []


def _copied(world: World, first: int) -> None:
    """So many bookings like the first that an export of them takes a while."""
    others = [column for column in Booking.__table__.columns if column.name != "id"]
    have = 1
    while have < ROWS:
        more = select(Booking.id + have, *others).where(Booking.id >= first)
        world.change(insert(Booking).from_select(["id", *others], more))
        have *= 2


def _children(worker: Child) -> list[int]:
    pid = worker.process.pid
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _seen(ada: Person, export_id: int) -> str:
    return str(ada.get(f"/api/exports/{export_id}").ok()["status"])


def _later() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()
