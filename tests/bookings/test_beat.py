"""The schedule really fires: real beat, real worker, real minutes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from backend.bookings.models import Booking, BookingStatus
from backend.core.jobs import Installation
from tests.conftest import Application
from tests.servers.processes import wait_until
from tests.servers.stack import new_stack
from tests.steps import book
from tests.worlds import World, Worlds, settle


@pytest.fixture
def ticking(worlds: Worlds, application: Application, tmp_path: Path) -> Iterator[World]:
    """A world of its own with worker and beat beside it."""
    settings = worlds.settings("sqlite", "ticking", redis_url=worlds.redis_server.url(3))
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
    stack.run_beat()
    yield world
    stack.stop()


def test_what_nobody_took_expires_by_itself_and_its_customer_is_told(ticking: World) -> None:
    carl = ticking.person("carl")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    booking = book(ticking, carl, scheduled_for=tomorrow.isoformat())
    over = datetime.now(UTC) - timedelta(minutes=1)
    ticking.change(update(Booking).where(Booking.id == booking["id"]).values(scheduled_for=over))
    status = select(Booking.status).where(Booking.id == booking["id"])
    wait_until(lambda: ticking.one(status) is BookingStatus.EXPIRED, within=90)
    assert carl.get("/api/notifications").ok()["items"][0]["kind"] == "booking_expired"
    assert carl.get(f"/api/bookings/{booking['id']}").ok()["actions"] == []
    wait_until(lambda: list(ticking.all(select(Installation.planner_seen_at))) != [], within=90)
