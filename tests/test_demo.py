"""The demo data: made once, through the real operations, on a new installation."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from backend.accounts.operations import add_admin
from backend.accounts.passwords import hash_password
from backend.app import create_app
from backend.bookings.models import Booking, BookingMove, BookingStatus
from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.demo import PASSWORD, seed
from backend.demo_people import CUSTOMERS
from backend.notifications.models import Delivery, DeliveryStatus
from tests.api import Api
from tests.worlds import Worlds


def test_the_clock_stops_where_it_is_told_to_and_goes_on_afterwards() -> None:
    moment = datetime(2026, 5, 1, 9, tzinfo=UTC)
    with clock.stopped_at(moment):
        assert clock.now() == moment
    assert clock.now() > moment


def test_a_new_installation_is_filled_once_and_nobody_is_written_to(worlds: Worlds, engine: str) -> None:
    app = create_app(worlds.settings(engine, "demo"))
    with app.app_context():
        assert list(seed()) == ["Make the admin first: python -m backend.cli ensure-admin"]
        with unit_of_work():
            add_admin("boss", "boss@example.com", hash_password("a long enough one"))
        assert PASSWORD in list(seed())[-1]
        assert "already" in next(seed())
        with unit_of_work(write=False) as session:
            by_status = dict(
                session.execute(select(Booking.status, func.count()).group_by(Booking.status)).all()
            )
            unsent = select(func.count()).where(Delivery.status == DeliveryStatus.PENDING)
            assert session.scalar(unsent) == 0
            steps = list(session.scalars(select(BookingMove.at).order_by(BookingMove.id)))
        assert steps == sorted(steps)
        assert steps[-1] <= clock.now()
    assert by_status[BookingStatus.CLOSED] > 20
    assert by_status[BookingStatus.ASSIGNED] > 3
    assert by_status[BookingStatus.REQUESTED] > 3
    assert by_status[BookingStatus.EXPIRED] > 0
    assert (
        Api(app.test_client()).signed_in(CUSTOMERS[0][0], PASSWORD).get("/api/me").ok()["role"] == "customer"
    )
    with app.app_context():
        db.engine.dispose()
