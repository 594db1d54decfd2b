"""An export made by a real worker on the real queue."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import Application
from tests.servers.mail import MailSink
from tests.servers.processes import wait_until
from tests.servers.stack import new_stack
from tests.steps import closed
from tests.worlds import Person, World, Worlds, settle


@pytest.fixture
def working(engine: str, worlds: Worlds, application: Application, tmp_path: Path) -> Iterator[World]:
    """A world of its own with a worker beside it."""
    settings = worlds.settings(engine, f"worker_{engine}", redis_url=worlds.redis_server.url(2))
    world = World(application(settings), settings)
    settle(world)
    stack = new_stack(
        tmp_path,
        database_url=settings.database_url,
        redis_url=settings.redis_url,
        mail_url=settings.mail_url,
        SECRET_KEY=settings.secret_key,
        DATA_DIR=str(settings.data_dir),
    )
    stack.run_worker()
    yield world
    stack.stop()


def test_it_is_made_and_its_admin_told(working: World, mail_sink: MailSink) -> None:
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


def _seen(ada: Person, export_id: int) -> str:
    return str(ada.get(f"/api/exports/{export_id}").ok()["status"])


def _later() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()
