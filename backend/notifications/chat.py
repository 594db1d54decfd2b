"""Google Chat: which webhook addresses are taken, and how a notice is said there."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from flask import current_app

from backend.config import Settings
from backend.core.extensions import db
from backend.core.problems import field_problem
from backend.core.unit_of_work import unit_of_work
from backend.notifications.https import Call
from backend.notifications.https import post as send
from backend.notifications.letters import Brief, brief
from backend.notifications.models import Delivery, NoticeChoice
from backend.notifications.outcomes import NotWanted

TEST = "channel_test"
"""The kind of a test, which goes out whether its channel is chosen or not."""

# As Google Chat writes them. A token is base64url, whose padding Chat escapes.
WEBHOOK = re.compile(
    r"https://chat\.googleapis\.com/v1/spaces/(?P<space>[A-Za-z0-9_-]{1,64})/messages"
    r"\?key=(?P<key>[A-Za-z0-9_-]{10,100})&token=(?P<token>[A-Za-z0-9_-]{10,150})(?P<padding>(%3D|=){0,2})"
)

MOST = 4000
"""Characters of a message: Chat takes 32,000 bytes, and no letter of ours needs more than 4."""

# What Chat reads as markup: <users/all> calls everybody, <address|words> hides where a link leads.
# It knows no escape, so people's words get letters that look like them.
_HARMLESS = str.maketrans({"<": "‹", ">": "›", "|": "¦", "*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})


@dataclass(frozen=True)
class Webhook:
    """An address taken apart; its host is never used."""

    space: str
    key: str = field(repr=False)
    token: str = field(repr=False)

    @property
    def path(self) -> str:
        """What follows the host."""
        return f"/v1/spaces/{self.space}/messages?key={self.key}&token={self.token}"


def _read(url: str) -> Webhook | None:
    found = WEBHOOK.fullmatch(url)
    if found is None:
        return None
    padding = found["padding"].replace("=", "%3D")
    return Webhook(found["space"], found["key"], found["token"] + padding)


def check(url: str) -> None:
    """Raise 422 for what is not exactly the address of a Google Chat webhook."""
    if _read(url) is None:
        detail = "Copy the whole address that Google Chat shows for a webhook."
        raise field_problem("/chat_url", "invalid_chat_url", detail)


def shown(url: str | None) -> str | None:
    """What an address may be called in front of others: its space, without key and token."""
    found = _read(url) if url else None
    return f"spaces/{found.space}" if found else None


def post(delivery: Delivery) -> None:
    """Say a notice in its reader's space. Raises Refused, Unreachable, and NotWanted."""
    settings: Settings = current_app.extensions["settings"]
    webhook = _webhook(delivery)
    token = webhook.token
    call = Call(
        base=settings.chat_url,
        path=f"{webhook.path}&requestId={_request_id(delivery, settings)}",
        body={"text": text(brief(delivery), settings.public_url)},
        headers={},
        secrets=(token, token.replace("%3D", "="), token.replace("%3D", ""), webhook.key),
    )
    send(call)


def _webhook(delivery: Delivery) -> Webhook:
    with unit_of_work(write=False):
        choice = db.session.get(NoticeChoice, delivery.user_id)
        url, chosen = (choice.chat_url, choice.chat) if choice else (None, False)
    webhook = _read(url) if url else None
    if webhook is None:
        raise NotWanted("there is no Google Chat address")
    if not chosen and delivery.kind != TEST:
        raise NotWanted("Google Chat is no longer chosen")
    return webhook


def _request_id(delivery: Delivery, settings: Settings) -> str:
    """The same for every attempt and for no other delivery, so that Chat says a repeated message once."""
    name = f"{settings.public_url}/deliveries/{delivery.id}/{delivery.created_at.isoformat()}"
    return str(uuid5(NAMESPACE_URL, name))


def text(said: Brief, public_url: str) -> str:
    """A notice in Chat's markup: headline, paragraph, quote, and a link that stays whole."""
    head = f"*{_plain(' '.join(said.headline.split()))[:200]}*"
    link = f"<{public_url}{quote(said.path, safe='/?#&=%:+~')}|{_plain(said.action)}>"
    parts = [_plain(said.paragraph), f"“{_plain(said.quote)}”" if said.quote else ""]
    middle = "\n".join(part for part in parts if part)
    room = MOST - len(head) - len(link) - len("\n\n")
    if len(middle) > room:
        middle = f"{middle[: room - 1]}…"
    return "\n".join(part for part in (head, middle, link) if part)


def _plain(words: str) -> str:
    return words.translate(_HARMLESS)
