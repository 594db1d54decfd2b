"""Jobs that send what is owed."""

from datetime import timedelta

from backend.core import clock
from backend.core.jobs import job, send
from backend.core.logs import log
from backend.core.unit_of_work import unit_of_work
from backend.notifications import claims
from backend.notifications.claims import Claim
from backend.notifications.letters import write
from backend.notifications.mail import MailConnection
from backend.notifications.models import Delivery
from backend.notifications.outcomes import Refused, Unreachable

SPARE = timedelta(minutes=1)
"""What is left of a lease when nothing new is begun under it."""

MOST_CHUNKS = 40
"""After so many a fresh job goes on, so that others on the queue have their turn."""


@job("dastak.deliver")
def deliver() -> None:
    """Send everything that is due, chunk by chunk."""
    with MailConnection() as connection:
        for _ in range(MOST_CHUNKS):
            held = claims.claim()
            if held is None:
                return
            _send_all(held, connection)
    send(deliver)


def _send_all(held: Claim, connection: MailConnection) -> None:
    left = list(held.deliveries)
    while left:
        if held.until - clock.now() < SPARE:
            claims.give_back(held, left)
            return
        try:
            _send_one(held, left[0], connection)
        except Unreachable as error:
            # The rest would wait for the same silence, one time-out each.
            for delivery in left:
                claims.put_off(held, delivery, str(error))
            return
        left.pop(0)


def _send_one(held: Claim, delivery: Delivery, connection: MailConnection) -> None:
    try:
        connection.post(delivery, write(delivery))
    except Refused as error:
        (claims.failed if error.for_good else claims.put_off)(held, delivery, str(error))
    except Unreachable:
        raise
    except Exception as error:  # whatever is wrong with one letter, the others go out
        log.error("letter_failed", delivery=delivery.id, kind=delivery.kind, exc_info=error)
        claims.failed(held, delivery, f"{type(error).__name__}: {error}")
    else:
        claims.sent(held, delivery)


@job("dastak.sweep_deliveries")
def sweep_deliveries() -> None:
    """Have sent what is due: retries, what a dead worker held, what the queue forgot."""
    with unit_of_work():
        claims.give_up_on_killers()
    with unit_of_work(write=False):
        due = claims.anything_due()
    if due:
        send(deliver)
