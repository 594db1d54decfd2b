"""Jobs that send what is owed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import select

from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import job, send
from backend.core.unit_of_work import unit_of_work
from backend.notifications import claims, marks
from backend.notifications.claims import Claim
from backend.notifications.models import Channel, Delivery
from backend.notifications.sending import send_all

TURN = timedelta(seconds=20)
"""After so long others on the queue have their turn; the sweeper's next hint goes on."""

SWEEP = 10.0
"""How often the sweeper looks, in seconds. A hint that nobody took by then is worth nothing."""

AT_ONCE = 2
"""Jobs that send mails at a time, where there is more to send than one handful; each has two connections,
so that one writes while the other waits for the server."""


@job("dastak.deliver")
def deliver(channel: str = Channel.MAIL) -> None:
    """Send what is due on one channel, a handful at a time."""
    kind, end = Channel(channel), clock.now() + TURN
    held = claims.claim(kind)
    if held is None:
        return
    with ThreadPoolExecutor(1) as pool:
        more = len(held.deliveries) == claims.CHUNKS[kind] > 1
        other = pool.submit(_other_hand, _this_app(), kind, end) if more else None
        _hand(kind, held, end)
    if other is not None:
        other.result()


def _this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy knows no thread
    return app


def _other_hand(app: Flask, kind: Channel, end: datetime) -> None:
    with app.app_context():
        _hand(kind, claims.claim(kind), end)


def _hand(kind: Channel, held: Claim | None, end: datetime) -> None:
    while held is not None and send_all(kind, held) and clock.now() < end:
        held = claims.claim(kind)


@job("dastak.sweep_deliveries")
def sweep_deliveries() -> None:
    """Have sent what is due: retries, what a dead worker held, what the queue forgot."""
    with unit_of_work():
        marks.clear_up()
    with unit_of_work(write=False):
        busy = {channel: _jobs_for(channel) for channel in claims.CHUNKS}
    for channel, jobs in busy.items():
        for _ in range(jobs):
            send(deliver, channel.value, expires=SWEEP)


def _jobs_for(channel: Channel) -> int:
    chunk = claims.CHUNKS[channel]
    some = select(Delivery.id).where(claims.due(channel, clock.now())).limit(chunk + 1)
    waiting = len(db.session.scalars(some).all())
    return AT_ONCE if waiting > chunk > 1 else min(waiting, 1)
