"""Deliveries for a whole period, made by the database itself in a constant number of statements."""

from collections.abc import Mapping
from datetime import datetime
from time import monotonic, sleep
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Integer,
    MetaData,
    Select,
    Table,
    false,
    func,
    insert,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateTable

from backend.core import clock
from backend.core.extensions import db
from backend.core.once import insert_into
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Channel, Delivery, DeliveryStatus, NoticeChoice
from backend.notifications.operations import wake

PARTS = 8
"""In so many transactions SQLite takes over what was worked out: others write in between."""

LONG, BREATH = 0.2, 0.11
"""Who held SQLite's lock for long lets it go for a moment; who waits looks each tenth of a second."""

FILLED = (
    "user_id", "about", "channel", "status", "last_error", "kind", "subject", "attempts", "created_at",
    "next_try_at", "good_until",
)  # fmt: skip

ASIDE = Table(
    "planned",
    MetaData(),
    *(Column(name, Delivery.__table__.c[name].type) for name in FILLED),
    prefixes=["TEMPORARY"],
)

rowid = literal_column("rowid", Integer)

LONGEST = "10min"
"""How long PostgreSQL may take: for a million people, what 100,000 need is not enough."""

Ways = Mapping[Channel, ColumnElement[bool]]
"""By which channels, and for whom: a condition on their choice, where they made one."""

BY_MAIL: Ways = {Channel.MAIL: func.coalesce(NoticeChoice.mail, true())}


def chosen(*, sms: bool) -> Ways:
    """Every channel that each person chose; SMS only where it is set up."""
    by_sms = {Channel.SMS: func.coalesce(NoticeChoice.sms, false())} if sms else {}
    return {**BY_MAIL, Channel.CHAT: func.coalesce(NoticeChoice.chat, false()), **by_sms}


def plan(
    kind: str,
    abouts: Select[Any],
    subject: str,
    ways: Ways,
    nothing_chosen: str,
    good_until: datetime | None = None,
) -> int:
    """Owe a notice of `kind` to each of `abouts` (user_id, about); how many deliveries were new.

    Who chose none of the `ways` gets one that is skipped and says so. Made once, however often planned.
    """
    same = _same(kind, subject, good_until)
    owed = abouts.cte("owed").prefix_with("MATERIALIZED")
    selects = [_rows(owed, channel, wanted, same) for channel, wanted in ways.items()]
    skipped = {"status": DeliveryStatus.SKIPPED, "last_error": nothing_chosen, "next_try_at": None}
    none = not_(or_(*ways.values()))
    rows = union_all(*selects, _rows(owed, Channel.MAIL, none, same | skipped))
    if db.engine.dialect.name == "sqlite":
        return _insert_aside(rows, ways)
    with unit_of_work() as session:
        return _insert(rows, ways) if session.scalar(_alone(f"{kind} {subject}")) else 0


def _alone(what: str) -> Select[bool]:
    """Whether nobody else plans the same now, on PostgreSQL, where two at once would wait for each other
    in a ring. Whoever is first makes all the rows, and may take its time.
    """
    patient = func.set_config("statement_timeout", LONGEST, True)
    return select(func.pg_try_advisory_xact_lock(func.hashtext(what))).where(patient.is_not(None))


def _same(kind: str, subject: str, good_until: datetime | None) -> dict[str, Any]:
    """What all the deliveries of one period have in common."""
    moment = clock.now()
    return {
        "status": DeliveryStatus.PENDING,
        "last_error": None,
        "kind": kind,
        "subject": subject,
        "attempts": 0,
        "created_at": moment,
        "next_try_at": moment,
        "good_until": good_until,
    }


def _rows(owed: Any, channel: Channel, wanted: ColumnElement[bool], same: Mapping[str, Any]) -> Select[Any]:
    values = {"channel": channel} | dict(same)
    columns = (_valued(name, values[name]) for name in FILLED[2:])
    rows = select(owed.c.user_id, owed.c.about, *columns)
    return rows.outerjoin(NoticeChoice, NoticeChoice.user_id == owed.c.user_id).where(wanted)


def _valued(name: str, value: Any) -> ColumnElement[Any]:
    kind = Delivery.__table__.c[name].type
    return (null().cast(kind) if value is None else literal(value, kind)).label(name)


def _insert(rows: CompoundSelect[Any] | Select[Any], ways: Ways, **more: Any) -> int:
    statement = insert_into(Delivery).from_select(FILLED, rows).on_conflict_do_nothing()
    counted = statement.execution_options(preserve_rowcount=True)
    new: int = db.session.execute(counted, **more).rowcount  # type: ignore[attr-defined]
    if new:
        wake(ways)
    return new


def _insert_aside(rows: CompoundSelect[Any], ways: Ways) -> int:
    """Work the rows out while others write, then take them over: SQLite knows one writer at a time."""
    with db.engine.connect() as connection:
        connection.detach()  # the temporary table ends with it, whatever happens
        total = _worked_out(rows, connection)
        return sum(_taken_over(part, total, ways, connection) for part in range(PARTS))


def _worked_out(rows: CompoundSelect[Any], connection: Connection) -> int:
    with unit_of_work(lock=False) as session:
        bound = {"bind": connection}
        session.execute(CreateTable(ASIDE), bind_arguments=bound)
        session.execute(insert(ASIDE).from_select(FILLED, rows), bind_arguments=bound)
        return session.scalar(select(func.max(rowid)).select_from(ASIDE), bind_arguments=bound) or 0


def _taken_over(part: int, total: int, ways: Ways, connection: Connection) -> int:
    ours = rowid > total * part // PARTS, rowid <= total * (part + 1) // PARTS
    began = monotonic()
    with unit_of_work():
        new = _insert(select(ASIDE).where(*ours), ways, bind_arguments={"bind": connection})
    if monotonic() - began > LONG:
        sleep(BREATH)
    return new
