"""Writing down what became of deliveries that were claimed; who lost the lease has no say."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, update
from sqlalchemy.engine import Connection

from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.notifications.claims import REPEATABLE, Claim, left_alone
from backend.notifications.models import Delivery, DeliveryStatus

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=2)
MOST_ATTEMPTS = 21
"""With these pauses a day of trying: mail servers are away over night, seldom longer."""

MOST_FAULTS = 7
"""Attempts that end in a fault of ours, about a quarter of an hour: then the admin should know."""


_table = cast(Table, Delivery.__table__)
_ours = and_(_table.c.id == bindparam("of"), _table.c.claimed_by == bindparam("by"))
_mark_sent = (
    update(_table)
    .where(_ours)
    .values(
        status=DeliveryStatus.SENT,
        sent_at=bindparam("at"),
        last_error=None,
        claimed_by=None,
        leased_until=None,
    )
)


def sent(held: Claim, delivery: Delivery) -> None:
    """It was handed over."""
    _settle(held, [delivery], status=DeliveryStatus.SENT, sent_at=clock.now(), last_error=None)


def sent_for_now(connection: Connection, held: Claim, deliveries: Sequence[Delivery]) -> None:
    """The same for some, on a connection that doesn't wait for the disk: that takes longer than a mail.

    A power cut may forget it; then the mail goes once more, under the same Message-ID.
    """
    rows = [{"of": delivery.id, "by": held.mark, "at": clock.now()} for delivery in deliveries]
    connection.execute(_mark_sent, rows)


def failed(held: Claim, delivery: Delivery, error: str) -> None:
    """It was refused for good."""
    _settle(held, [delivery], status=DeliveryStatus.FAILED, last_error=error[:300])


def skipped(held: Claim, delivery: Delivery, reason: str) -> None:
    """There is nowhere to send it any more."""
    _settle(held, [delivery], status=DeliveryStatus.SKIPPED, last_error=reason[:300])


def put_off(
    held: Claim,
    delivery: Delivery,
    error: str,
    at_least: timedelta | None = None,
    most: int = MOST_ATTEMPTS,
) -> None:
    """It could not be sent now: later, with growing pauses, until it was tried often enough."""
    if delivery.attempts >= most:
        failed(held, delivery, f"given up after {delivery.attempts} attempts: {error}")
        return
    again = clock.now() + max(pause(delivery.attempts), min(at_least or timedelta(), LONGEST_PAUSE))
    _settle(held, [delivery], status=DeliveryStatus.PENDING, next_try_at=again, last_error=error[:300])


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, and scattered so that not all come back at once."""
    doubled: timedelta = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return doubled * random.uniform(0.7, 1.3)  # noqa: S311  scatter, no secret


def give_back(held: Claim, deliveries: Sequence[Delivery], error: str) -> None:
    """Leave what we did not come to for others: it is due as before, and does not count as tried."""
    values = {"attempts": Delivery.attempts - 1, "last_error": error[:300]}
    _settle(held, deliveries, status=DeliveryStatus.PENDING, **values)


def _settle(held: Claim, deliveries: Sequence[Delivery], **values: Any) -> None:
    if not deliveries:
        return
    ids = [delivery.id for delivery in deliveries]
    with unit_of_work() as session:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids), Delivery.claimed_by == held.mark)
            .values(claimed_by=None, leased_until=None, **values)
            .execution_options(synchronize_session=False)
        )


def clear_up() -> None:
    """Settle, in the unit in hand, what nobody will send any more.

    A chat message or SMS whose worker died may or may not have arrived: only a person can decide
    to send it again. A mail that took its sender down too often is given up. What has grown too
    old to be of use is skipped.
    """
    moment = clock.now()
    lost, pending = left_alone(moment), Delivery.status == DeliveryStatus.PENDING
    ended = "the worker ended while it was being sent"
    _end(DeliveryStatus.UNKNOWN, ended, lost, Delivery.channel.not_in(REPEATABLE))
    _end(DeliveryStatus.FAILED, f"given up: {ended}", lost, Delivery.attempts >= MOST_ATTEMPTS)
    _end(DeliveryStatus.SKIPPED, "too late to be of use", pending, Delivery.good_until <= moment)


def _end(status: DeliveryStatus, reason: str, *which: Any) -> None:
    db.session.execute(
        update(Delivery)
        .where(*which)
        .values(status=status, last_error=reason, claimed_by=None, leased_until=None)
        .execution_options(synchronize_session=False)
    )
