"""Jobs that send what is owed."""

from datetime import timedelta

from sqlalchemy import select

from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import job, send
from backend.core.unit_of_work import unit_of_work
from backend.notifications import claims, marks
from backend.notifications.models import Channel, Delivery
from backend.notifications.sending import send_all

TURN = timedelta(seconds=20)
"""After so long others on the queue have their turn; the sweeper's next hint goes on."""

SWEEP = 10.0
"""How often the sweeper looks, in seconds. A hint that nobody took by then is worth nothing."""

AT_ONCE = 2
"""Connections to the mail server at a time, where there is more to send than one handful."""


@job("dastak.deliver")
def deliver(channel: str = Channel.MAIL) -> None:
    """Send what is due on one channel, a handful at a time."""
    kind, end = Channel(channel), clock.now() + TURN
    while clock.now() < end and (held := claims.claim(kind)) is not None:
        if not send_all(kind, held):
            return


@job("dastak.sweep_deliveries")
def sweep_deliveries() -> None:
    """Have sent what is due: retries, what a dead worker held, what the queue forgot."""
    with unit_of_work():
        marks.clear_up()
    with unit_of_work(write=False):
        busy = {channel: _hands(channel) for channel in claims.CHUNKS}
    for channel, hands in busy.items():
        for _ in range(hands):
            send(deliver, channel.value, expires=SWEEP)


def _hands(channel: Channel) -> int:
    chunk = claims.CHUNKS[channel]
    some = select(Delivery.id).where(claims.due(channel, clock.now())).limit(chunk + 1)
    waiting = len(db.session.scalars(some).all())
    return AT_ONCE if waiting > chunk > 1 else min(waiting, 1)
