"""Owing somebody a notice, and what they were told; knows no HTTP."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, select, update

from backend.accounts.models import AccountStatus, NoticeCount, Role, User
from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import hint
from backend.core.once import insert_into, insert_once
from backend.core.unit_of_work import at_the_end
from backend.notifications.choices import channels_for
from backend.notifications.jobs import SWEEP, deliver
from backend.notifications.letters import check_kind
from backend.notifications.models import Channel, Delivery, DeliveryStatus
from backend.notifications.schemas import NoticeQuery

Channels = Sequence[Channel] | None
"""Which channels a notice goes by; None is the app and what each person chose."""


def owe(kind: str, user_id: int, subject: str, about: dict[str, Any], channels: Channels = None) -> None:
    """Owe one person a notice, in the transaction of what it is about.

    `subject` makes it once: the same kind about the same subject is never owed twice to a person.
    """
    owe_all(kind, {user_id: about}, subject, channels)


def owe_admins(kind: str, subject: str, about: dict[str, Any]) -> None:
    """Owe every admin a notice."""
    active = select(User.id).where(User.role == Role.ADMIN, User.status == AccountStatus.ACTIVE)
    owe_all(kind, dict.fromkeys(db.session.scalars(active), about), subject)


def owe_all(kind: str, abouts: dict[int, dict[str, Any]], subject: str, channels: Channels = None) -> int:
    """Owe people a notice of one kind, each with what it is about by user id; how many rows were new."""
    check_kind(kind)
    by_person = _channels(list(abouts), kind, channels)
    rows = [
        _row(kind, user_id, subject, abouts[user_id], channel)
        for user_id, wanted in by_person.items()
        for channel in wanted
    ]
    new = insert_once(Delivery, rows)
    used = {row["channel"] for row in rows} if new else set()
    if Channel.APP in used:
        _renew(abouts)
    wake(used)
    return new


def _channels(user_ids: list[int], kind: str, wanted: Channels) -> dict[int, Sequence[Channel]]:
    if wanted is not None:
        return dict.fromkeys(user_ids, wanted)
    chosen = channels_for(user_ids, kind)
    return {user_id: (Channel.APP, *chosen[user_id]) for user_id in user_ids}


def wake(channels: Iterable[Channel]) -> None:
    """Have sent soon what waits on these channels."""
    for channel in channels:
        if channel is not Channel.APP:
            hint(deliver, channel.value, expires=SWEEP)


def _row(kind: str, user_id: int, subject: str, about: dict[str, Any], channel: Channel) -> dict[str, Any]:
    moment, shown = clock.now(), channel is Channel.APP
    return {
        "kind": kind,
        "user_id": user_id,
        "channel": channel,
        "subject": subject,
        "about": about,
        "status": DeliveryStatus.SENT if shown else DeliveryStatus.PENDING,
        "attempts": 0,
        "created_at": moment,
        "next_try_at": None if shown else moment,
        "sent_at": moment if shown else None,
    }


_TOLD = "told"


def _renew(user_ids: Iterable[int]) -> None:
    """Count that these people's notices have changed, when the unit in hand ends."""
    db.session().info.setdefault(_TOLD, set()).update(user_ids)
    at_the_end(_count)


def _count() -> None:
    # Last and in order of id, so that two units which tell the same people never wait for each
    # other in a ring.
    told = sorted(db.session().info.pop(_TOLD))
    insert = insert_into(NoticeCount)
    counted = insert.on_conflict_do_update(
        index_elements=[NoticeCount.user_id], set_={"version": NoticeCount.version + 1}
    )
    db.session.execute(counted, [{"user_id": user_id, "version": 1} for user_id in told])


def inbox(user_id: int) -> Select[Delivery]:
    """What a person was told in the app."""
    return select(Delivery).where(Delivery.user_id == user_id, Delivery.channel == Channel.APP)


def find(query: NoticeQuery, user_id: int) -> Select[Delivery]:
    """Those of a person's notices that were asked for."""
    found = inbox(user_id)
    if query.unread is not None:
        found = found.where(Delivery.read_at.is_(None) if query.unread else Delivery.read_at.is_not(None))
    return found.where(Delivery.kind.in_(query.kind)) if query.kind else found


def count_unread(user_id: int) -> int:
    """How many of them were not read yet."""
    unread = inbox(user_id).where(Delivery.read_at.is_(None)).with_only_columns(func.count())
    return db.session.scalar(unread) or 0


def mark_read(user_id: int, ids: Sequence[int] | None, about: str | None = None) -> None:
    """Note that a person has read their notices: these, those about one thing, or all of them."""
    unread = update(Delivery).where(
        Delivery.user_id == user_id, Delivery.channel == Channel.APP, Delivery.read_at.is_(None)
    )
    if ids is not None:
        unread = unread.where(Delivery.id.in_(ids))
    if about is not None:
        unread = unread.where(Delivery.subject.startswith(f"{about}:", autoescape=True))
    read = db.session.execute(unread.values(read_at=clock.now()).execution_options(synchronize_session=False))
    if read.rowcount:  # type: ignore[attr-defined]
        _renew([user_id])
