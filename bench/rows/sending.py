"""Sending an evening's reminders by mail, beside one bare SMTP connection sending the same bytes."""

import smtplib
from functools import partial
from time import perf_counter

from bench import raw
from bench.ground import Ground, Town
from bench.ours.application import Cost
from bench.ours.jobs import send
from bench.ours.process import in_processes
from bench.row import Measured, Row, alternate
from bench.rows.planning import REMINDERS, clear
from bench.rows.planning import by_hand as planned_by_hand
from bench.seeds.people import text
from bench.seeds.sizes import NOW
from bench.sink import Posted, Sink, posted, serve
from tests.servers.processes import LOOPBACK

SHARE = 0.05
"""The share of a whole town that is reminded: enough that beginning doesn't count."""

CHILDREN = 2
"""A worker's children, as `make run` and docker-compose.yml start it."""

AGAIN = (
    f"UPDATE deliveries SET status = 'pending', attempts = 0, next_try_at = '{text(NOW)}',"
    " sent_at = NULL, claimed_by = NULL, leased_until = NULL, last_error = NULL"
)


def by_hand(port: int, mails: list[Posted]) -> float:
    """Send prebuilt mails over one connection; seconds with its beginning and end."""
    began = perf_counter()
    with smtplib.SMTP(LOOPBACK, port) as connection:
        for mail in mails:
            connection.sendmail(mail.sender, mail.recipients, mail.content)
    return perf_counter() - began


def measure(sink: Sink, ground: Ground) -> Measured:
    """A small town's reminders, by mail alone."""
    town = ground.town(SHARE)
    costs: list[Cost] = []
    clear(town)
    planned_by_hand(town, REMINDERS)
    raw.execute(town.url, "DELETE FROM deliveries WHERE channel <> 'mail' OR status <> 'pending'")
    mails = _once(ground, town)
    with serve(ground.servers.folder, sink) as (port, _):

        def ours() -> float:
            costs.append(_again(town, port))
            return costs[-1].seconds

        seconds = alternate(ours, lambda: by_hand(port, mails), ground.rounds)
    clear(town)
    size = sum(len(mail.content) for mail in mails) / len(mails) / 1024
    cpu = 1000 * min(cost.cpu for cost in costs) / len(mails)
    notes = [
        f"{len(mails):,} mails of {size:.0f} KiB",
        f"{costs[-1].statements / len(mails):.2f} statements and {cpu:.2f} ms CPU a mail",
    ]
    return Measured(*seconds, work=len(mails), unit="mails", notes=notes)


def _once(ground: Ground, town: Town) -> list[Posted]:
    """What the application sends, as it went over the wire."""
    with serve(ground.servers.folder, Sink.KEEPS) as (port, file):
        _again(town, port)
        return posted(file)


def _again(town: Town, port: int) -> Cost:
    tidy = () if raw.is_sqlite(town.url) else ("VACUUM deliveries",)
    raw.execute(town.url, AGAIN, *tidy)
    parts = in_processes(CHILDREN, send, town.given | {"mail_url": f"smtp://{LOOPBACK}:{port}"})
    began, ended = min(part.began for part in parts), max(part.began + part.seconds for part in parts)
    unsent = raw.rows(town.url, "SELECT count(*) FROM deliveries WHERE status <> 'sent'")
    if unsent != [(0,)]:
        raise RuntimeError(f"{unsent} are not sent")
    return Cost(began, ended - began, *(sum(each) for each in zip(*map(_spent, parts), strict=True)))


def _spent(part: Cost) -> tuple[float, int]:
    return part.cpu, part.statements


LIMIT = (
    "one worker with two children, as we run it, beside one bare smtplib connection that sends the same"
    " bytes, prebuilt, to the same server without a database"
)
WANTED = {"sqlite": 0.6, "postgresql": 0.8}
ROWS = (
    Row(
        "sending",
        "Sending reminders to a server that forgets them",
        f"{LIMIT}; the server forgets each mail at once",
        WANTED,
        partial(measure, Sink.FORGETS),
    ),
    Row(
        "sending-to-disk",
        "Sending reminders to a server that keeps them",
        f"{LIMIT}; the server has each mail on disk before it answers, as mail servers must",
        WANTED,
        partial(measure, Sink.SYNCS),
    ),
)
