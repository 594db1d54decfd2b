"""Where people's notices go in the tests, and deliveries as a worker holds them."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from backend.notifications.models import Channel, Delivery, DeliveryStatus, NoticeChoice
from tests.cast import NOW
from tests.worlds import Person, World

SPACE, KEY = "AAAAh1-_Tde", "AIzaSyB-not_a_real_key_x4Qp9LmZt7Ry2Wv"
TOKEN = "Qd3x-not_a_real_token_b8Kf5Hs1Ja6Nc3Ue9g"
WEBHOOK = f"https://chat.googleapis.com/v1/spaces/{SPACE}/messages?key={KEY}&token={TOKEN}%3D"
AUTH_KEY = "416091ANotARealAuthKey65cb"


def choose(world: World, person: Person, **given: Any) -> None:
    """Put somebody's choice straight into the database, whatever it may be."""
    row = {"user_id": person.id, "mail": False, "chat": False, "sms": False, "chat_url": None} | given
    world.change(insert(NoticeChoice).values(row))


def owed(world: World, person: Person, channel: Channel, kind: str, **about: Any) -> Delivery:
    """A delivery that a worker would hold now, with its user."""
    row = {
        "kind": kind,
        "user_id": person.id,
        "channel": channel,
        "subject": "test:of:the:tests",
        "about": about,
        "status": DeliveryStatus.SENDING,
        "attempts": 1,
        "created_at": NOW,
    }
    world.change(insert(Delivery).values(row))
    mine = select(Delivery).where(Delivery.subject == row["subject"]).options(joinedload(Delivery.user))
    found: Delivery = world.one(mine)
    return found
