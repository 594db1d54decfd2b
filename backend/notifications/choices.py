"""Which channels each person chose for a kind of notice; knows no HTTP."""

from collections.abc import Iterable

from flask import current_app
from sqlalchemy import select

from backend.config import Settings
from backend.core.extensions import db
from backend.notifications import sms
from backend.notifications.models import Channel, NoticeChoice

OUTSIDE = (Channel.MAIL, Channel.CHAT, Channel.SMS)
"""The channels that can be chosen; the app always tells."""

BY_MAIL = (Channel.MAIL,)


def channels_for(user_ids: Iterable[int], kind: str) -> dict[int, tuple[Channel, ...]]:
    """The channels besides the app that a notice of `kind` goes by, for each person, in one statement.

    What is told about an account goes by mail in any case: who is blocked can't look into the app.
    """
    ids = list(user_ids)
    rows = db.session.scalars(select(NoticeChoice).where(NoticeChoice.user_id.in_(ids)))
    chosen = {row.user_id: _wanted(row, kind) for row in rows}
    return {user_id: chosen.get(user_id, BY_MAIL) for user_id in ids}


def _wanted(row: NoticeChoice, kind: str) -> tuple[Channel, ...]:
    settings: Settings = current_app.extensions["settings"]
    wanted = {
        Channel.MAIL: row.mail or kind.startswith("account_"),
        Channel.CHAT: row.chat,
        Channel.SMS: row.sms and sms.is_set_up(settings, kind),
    }
    return tuple(channel for channel in OUTSIDE if wanted[channel])
