"""What becomes of notices when somebody wants to see, or to take back, what we hold of them."""

from typing import Any

from sqlalchemy import delete, select

from backend.accounts.events import account_erased, data_asked
from backend.accounts.models import User
from backend.core.extensions import db
from backend.notifications.chat import shown
from backend.notifications.models import Delivery, NoticeChoice

ABOUT_PEOPLE = ("professional_waiting", "document_replaced")


def forget_person(user: User) -> None:
    """Drop what an erased person was told, what they chose, and what admins were told about them."""
    db.session.execute(delete(NoticeChoice).where(NoticeChoice.user_id == user.id))
    db.session.execute(delete(Delivery).where(Delivery.user_id == user.id))
    about_them = Delivery.kind.in_(ABOUT_PEOPLE), Delivery.subject.startswith(f"user:{user.id}:")
    db.session.execute(delete(Delivery).where(*about_them))


def data_of(user: User) -> dict[str, Any]:
    """Every notice for a person with what became of it, and the channels they chose."""
    rows = db.session.scalars(select(Delivery).where(Delivery.user_id == user.id).order_by(Delivery.id))
    return {"notices": [_notice(row) for row in rows], "channels": _choice(user.id)}


def _notice(row: Delivery) -> dict[str, Any]:
    moments = {name: getattr(row, name) for name in ("created_at", "sent_at", "read_at")}
    return {
        "kind": row.kind,
        "channel": row.channel.value,
        "status": row.status.value,
        "about": {name: value for name, value in row.about.items() if name != "reset"},
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
    }


def _choice(user_id: int) -> dict[str, Any]:
    row = db.session.get(NoticeChoice, user_id) or NoticeChoice(mail=True, chat=False, sms=False)
    return {"mail": row.mail, "chat": row.chat, "sms": row.sms, "chat_address": shown(row.chat_url)}


def install() -> None:
    """Listen; connecting twice is connecting once."""
    account_erased.connect(forget_person)
    data_asked.connect(data_of)
