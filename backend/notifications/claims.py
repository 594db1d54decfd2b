"""Which deliveries are whose to send: claimed by a conditional UPDATE, held by a lease."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import joinedload, load_only

from backend.accounts.models import User
from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Channel, Delivery, DeliveryStatus

LEASE = timedelta(minutes=2)
SPARE = timedelta(seconds=100)
"""What must be left of a lease when a send begins: more than its time-outs can come to."""

CHUNKS = {Channel.MAIL: 50, Channel.CHAT: 1, Channel.SMS: 1}
"""How many a worker holds at once. A repeated mail shows once, by its Message-ID; a repeated chat
message or SMS shows twice, so no more of them may ever be in doubt than the one that is on its way."""

REPEATABLE = (Channel.MAIL,)

_reader = load_only(
    *(User.email, User.phone, User.firstname, User.lastname, User.address, User.pincode, User.locale),
    raiseload=True,
)
NEEDED = (
    load_only(Delivery.kind, Delivery.user_id, Delivery.about, Delivery.attempts, Delivery.created_at),
    joinedload(Delivery.user, innerjoin=True).options(_reader),
)
"""What a letter is written from: no more is fetched for the many."""


@dataclass
class Claim:
    """Some deliveries that are ours to send until the lease runs out; `mark` says whose."""

    mark: str
    until: datetime
    deliveries: Sequence[Delivery]


def due(channel: Channel, moment: datetime) -> ColumnElement[bool]:
    """What is to be sent on a channel now: what waits, and mails that a dead worker held."""
    worth_it = or_(Delivery.good_until.is_(None), Delivery.good_until > moment)
    waits = and_(Delivery.status == DeliveryStatus.PENDING, Delivery.next_try_at <= moment, worth_it)
    found = or_(waits, left_alone(moment)) if channel in REPEATABLE else waits
    return and_(Delivery.channel == channel, found)


def left_alone(moment: datetime) -> ColumnElement[bool]:
    """What was being sent by a worker that has not been heard of since."""
    return and_(Delivery.status == DeliveryStatus.SENDING, Delivery.leased_until <= moment)


def claim(channel: Channel) -> Claim | None:
    """Take the next few of what is due on a channel, in a unit of its own; None where nothing is."""
    moment, mark = clock.now(), secrets.token_hex(16)
    until = moment + LEASE
    some = select(Delivery.id).where(due(channel, moment)).order_by(Delivery.next_try_at, Delivery.id)
    held = {
        "status": DeliveryStatus.SENDING,
        "claimed_by": mark,
        "leased_until": until,
        "attempts": Delivery.attempts + 1,
    }
    with unit_of_work() as session:
        ids = session.scalars(
            update(Delivery)
            .where(Delivery.id.in_(some.limit(CHUNKS[channel]).with_for_update(skip_locked=True)))
            .values(held)
            .returning(Delivery.id)
            .execution_options(synchronize_session=False)
        ).all()
        ours = select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id).options(*NEEDED)
        rows = session.scalars(ours).all()
        session.expunge_all()
    return Claim(mark, until, rows) if rows else None


def hold_on(held: Claim) -> bool:
    """Make the lease long enough for one more send; whether anything is still ours."""
    if held.until - clock.now() >= SPARE:
        return True
    held.until = clock.now() + LEASE
    ids = [delivery.id for delivery in held.deliveries]
    with unit_of_work():
        renewed = db.session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids), Delivery.claimed_by == held.mark)
            .values(leased_until=held.until)
            .execution_options(synchronize_session=False)
        )
    return bool(renewed.rowcount)  # type: ignore[attr-defined]
