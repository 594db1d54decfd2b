"""One's own channels: where they lead, choosing them, trying them; knows no HTTP."""

import secrets
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from backend.accounts.models import User
from backend.config import Settings
from backend.core.extensions import db
from backend.core.once import insert_into
from backend.core.problems import Problem, field_problem, not_found
from backend.notifications import chat, sms
from backend.notifications.chat import TEST
from backend.notifications.choices import OUTSIDE
from backend.notifications.models import Channel, Delivery, NoticeChoice
from backend.notifications.operations import owe
from backend.notifications.schemas_channels import ChannelOut, ChannelsIn, TestOut


def channels_of(user: User) -> list[ChannelOut]:
    """Somebody's channels besides the app, as they may see them themselves."""
    row = db.session.get(NoticeChoice, user.id) or NoticeChoice(mail=True, chat=False, sms=False)
    tests = _newest_tests(user.id)
    return [_shown(channel, user, row, tests.get(channel)) for channel in OUTSIDE]


def _shown(channel: Channel, user: User, row: NoticeChoice, test: Delivery | None) -> ChannelOut:
    available = _available(channel)
    return ChannelOut(
        channel=channel,
        available=available,
        chosen=available and bool(getattr(row, channel.value)),
        address=_address(channel, user, row.chat_url),
        last_test=TestOut.model_validate(test) if test else None,
    )


def _available(channel: Channel) -> bool:
    settings: Settings = current_app.extensions["settings"]
    return channel is not Channel.SMS or bool(settings.sms_url and settings.sms_templates)


def _address(channel: Channel, user: User, chat_url: str | None) -> str | None:
    return {Channel.MAIL: user.email, Channel.CHAT: chat.shown(chat_url), Channel.SMS: user.phone}[channel]


def _newest_tests(user_id: int) -> dict[Channel, Delivery]:
    mine = (Delivery.user_id == user_id, Delivery.kind == TEST)
    newest = select(func.max(Delivery.id)).where(*mine).group_by(Delivery.channel)
    found = db.session.scalars(select(Delivery).where(Delivery.id.in_(newest)))
    return {delivery.channel: delivery for delivery in found}


def choose(user: User, given: ChannelsIn) -> None:
    """Keep what somebody chose, in one statement. Raises 422 where a channel leads nowhere."""
    if given.sms and not _available(Channel.SMS):
        raise field_problem("/sms", "unavailable", "Notices can't be sent by SMS here.")
    if given.sms and not user.phone:
        raise field_problem("/sms", "missing_phone", "Put your phone number into your profile first.")
    if given.chat_url:
        chat.check(given.chat_url)
    kept = _keep(user.id, given)
    # Looked at when it is written: another change of the same moment may have removed the address.
    if given.chat and not kept:
        raise field_problem("/chat_url", "required", "Please fill this in.")


def _keep(user_id: int, given: ChannelsIn) -> str | None:
    """Write the row; gives the Google Chat address that stands in it now."""
    values: dict[str, Any] = {"mail": given.mail, "chat": given.chat, "sms": given.sms}
    if "chat_url" in given.model_fields_set:
        values["chat_url"] = given.chat_url or None
    written = insert_into(NoticeChoice).values(user_id=user_id, **values)
    upsert = written.on_conflict_do_update(index_elements=[NoticeChoice.user_id], set_=values)
    kept: str | None = db.session.scalar(upsert.returning(NoticeChoice.chat_url))
    return kept


def way_to(user: User, name: str) -> Channel:
    """The channel called `name`, if it leads to `user`. Raises 404, and 409 where it leads nowhere."""
    found = next((channel for channel in OUTSIDE if channel.value == name), None)
    if found is None:
        raise not_found()
    settings: Settings = current_app.extensions["settings"]
    if found is Channel.SMS and not sms.is_set_up(settings, TEST):
        raise Problem(409, "unavailable", "No test can be sent by SMS here.")
    choice = db.session.get(NoticeChoice, user.id)
    if not _address(found, user, choice.chat_url if choice else None):
        raise Problem(409, "no_address", "Say first where this channel leads.")
    return found


def send_test(user: User, channel: Channel) -> None:
    """Owe somebody a test on one channel alone."""
    owe(TEST, user.id, f"test:{secrets.token_hex(8)}", {}, (channel,))
