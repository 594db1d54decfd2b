"""Which deliveries are whose to send: claimed by a conditional UPDATE, held by a lease."""

import random
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import joinedload

from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Delivery, DeliveryStatus

CHUNK = 50
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=2)


@dataclass(frozen=True)
class Claim:
    """Some deliveries that are ours to send until the lease runs out; `mark` says whose."""

    mark: str
    until: datetime
    deliveries: tuple[Delivery, ...]


def _due(moment: datetime) -> ColumnElement[bool]:
    waits = and_(Delivery.status == DeliveryStatus.PENDING, Delivery.next_try_at <= moment)
    left = and_(Delivery.status == DeliveryStatus.SENDING, Delivery.leased_until <= moment)
    return or_(waits, left)


def anything_due() -> bool:
    """Whether there is something to send now, in the unit in hand."""
    return bool(db.session.scalar(select(exists().where(_due(clock.now())))))


def claim() -> Claim | None:
    """Take the next chunk of what is due, in a unit of its own; None where nothing is."""
    moment, mark = clock.now(), secrets.token_hex(16)
    until = moment + LEASE
    some = select(Delivery.id).where(_due(moment)).order_by(Delivery.next_try_at, Delivery.id).limit(CHUNK)
    held = {
        "status": DeliveryStatus.SENDING,
        "claimed_by": mark,
        "leased_until": until,
        "attempts": Delivery.attempts + 1,
    }
    with unit_of_work() as session:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(some.with_for_update(skip_locked=True)))
            .values(held)
            .execution_options(synchronize_session=False)
        )
        ours = select(Delivery).where(Delivery.claimed_by == mark).order_by(Delivery.id)
        rows = tuple(session.scalars(ours.options(joinedload(Delivery.user))))
        session.expunge_all()
    return Claim(mark, until, rows) if rows else None


def settle(held: Claim, delivery: Delivery, **values: Any) -> None:
    """Write down what became of one delivery, unless it is no longer ours."""
    _let_go(held, [delivery.id], values)


def sent(held: Claim, delivery: Delivery) -> None:
    """It was handed over."""
    settle(held, delivery, status=DeliveryStatus.SENT, sent_at=clock.now(), last_error=None)


def failed(held: Claim, delivery: Delivery, error: str) -> None:
    """It was refused for good."""
    settle(held, delivery, status=DeliveryStatus.FAILED, last_error=error[:300])


def put_off(held: Claim, delivery: Delivery, error: str) -> None:
    """It could not be sent now: later, with growing pauses, until it was tried often enough."""
    if delivery.attempts >= MOST_ATTEMPTS:
        failed(held, delivery, f"given up after {delivery.attempts} attempts: {error}")
        return
    again = clock.now() + pause(delivery.attempts)
    settle(held, delivery, status=DeliveryStatus.PENDING, next_try_at=again, last_error=error[:300])


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, and scattered so that not all come back at once."""
    doubled: timedelta = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return doubled * random.uniform(0.7, 1.3)  # noqa: S311  scatter, no secret


def give_back(held: Claim, deliveries: Iterable[Delivery]) -> None:
    """Leave what we did not come to for others, as if never tried."""
    ids = [delivery.id for delivery in deliveries]
    _let_go(held, ids, {"status": DeliveryStatus.PENDING, "attempts": Delivery.attempts - 1})


def _let_go(held: Claim, ids: list[int], values: dict[str, Any]) -> None:
    with unit_of_work() as session:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids), Delivery.claimed_by == held.mark)
            .values(claimed_by=None, leased_until=None, **values)
            .execution_options(synchronize_session=False)
        )


def give_up_on_killers() -> None:
    """Fail what took its sender down with it too often, in the unit in hand."""
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.status == DeliveryStatus.SENDING,
            Delivery.leased_until <= clock.now(),
            Delivery.attempts >= MOST_ATTEMPTS,
        )
        .values(
            status=DeliveryStatus.FAILED,
            claimed_by=None,
            leased_until=None,
            last_error="given up: each attempt ended without an answer",
        )
        .execution_options(synchronize_session=False)
    )
