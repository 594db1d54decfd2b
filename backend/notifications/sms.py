"""SMS by MSG91's flow form: a template that the operators know, and the words for its variables."""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from backend.config import Settings, SettingsError
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.notifications.chat import TEST
from backend.notifications.https import Call, tell
from backend.notifications.https import post as send
from backend.notifications.letters import brief, check_kind
from backend.notifications.models import Delivery, NoticeChoice
from backend.notifications.outcomes import NotWanted, Refused

LONGEST_VALUE = 30
"""Characters of a variable, as India's operators check them (DLT), whatever the script."""


def check_templates(settings: Settings) -> None:
    """Raise SettingsError for templates of kinds that nobody sends; once every kind is known."""
    for kind in settings.sms_templates:
        try:
            check_kind(kind)
        except ValueError as error:
            raise SettingsError(f"SMS_TEMPLATES names a kind of notice there is not: {kind!r}") from error


def is_set_up(settings: Settings, kind: str) -> bool:
    """Whether notices of this kind may go by SMS at all."""
    return settings.sms_url is not None and kind in settings.sms_templates


def post(delivery: Delivery) -> None:
    """Hand over an SMS. Raises Refused, Unreachable, and NotWanted."""
    settings: Settings = current_app.extensions["settings"]
    if settings.sms_url is None or delivery.kind not in settings.sms_templates:
        raise NotWanted("there is no SMS template for this kind")
    mobile = _mobile(delivery)
    url = urlsplit(settings.sms_url)
    key = url.username or ""
    values = {name: cut(value) for name, value in brief(delivery).values.items()}
    body = {
        "template_id": settings.sms_templates[delivery.kind],
        "short_url": "0",
        "recipients": [values | {"mobiles": mobile}],
    }
    base = f"{url.scheme}://{url.netloc.rpartition('@')[2]}"
    secrets = (key, mobile)
    _read(send(Call(base, url.path, body, {"authkey": key}, secrets)), secrets)


def _mobile(delivery: Delivery) -> str:
    """The number as MSG91 wants it: with the country's code and without the plus."""
    with unit_of_work(write=False):
        choice = db.session.get(NoticeChoice, delivery.user_id)
        chosen = choice is not None and choice.sms
    if not delivery.user.phone:
        raise NotWanted("there is no phone number")
    if not chosen and delivery.kind != TEST:
        raise NotWanted("SMS is no longer chosen")
    return delivery.user.phone.removeprefix("+")


def cut(value: str) -> str:
    """A value on one line and no longer than a variable may be."""
    # No dots where it was cut: they would turn a plain SMS into one of 70 letters.
    return " ".join(value.split())[:LONGEST_VALUE].rstrip()


def _read(said: str, secrets: tuple[str, ...]) -> None:
    """Raise Refused unless it was taken: MSG91 also says no with a 200."""
    try:
        answer: Any = json.loads(said)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Refused("an answer that can't be read", for_good=True)
    if answer.get("type") != "success":
        reason = answer.get("message") or answer.get("type") or "no reason"
        raise Refused(f"200 {tell(str(reason), secrets)}", for_good=True)
