"""All that is held about one person, for themselves: no secrets, and nothing that others told in private."""

from typing import Any

from sqlalchemy import or_, select

from backend.accounts.events import data_asked
from backend.accounts.models import AuditEntry, Session, User
from backend.accounts.presenters import show_session, show_user
from backend.core import clock
from backend.core.extensions import db


def everything(user: User, session_id: str) -> dict[str, Any]:
    """The whole file, in a constant number of statements; `user` comes with their profile."""
    shown = {
        "made_at": clock.now().isoformat(),
        "account": show_user(user).model_dump(mode="json", exclude={"actions"}),
        "sign_ins": _sessions(user, session_id),
        "log": _log(user),
    }
    for _, told in data_asked.send(user):
        shown |= told
    return shown


def _sessions(user: User, here: str) -> list[dict[str, Any]]:
    rows = db.session.scalars(
        select(Session).where(Session.user_id == user.id).order_by(Session.created_at, Session.id)
    )
    return [show_session(row, here).model_dump(mode="json", exclude={"id"}) | _ended(row) for row in rows]


def _ended(row: Session) -> dict[str, Any]:
    return {"ended_at": row.ended_at.isoformat() if row.ended_at else None}


def _log(user: User) -> list[dict[str, Any]]:
    """What was noted of them, and what they did; who else did it is nobody's name."""
    own = AuditEntry.actor_id == user.id
    about = (AuditEntry.subject_kind == "user") & (AuditEntry.subject_id == user.id)
    rows = db.session.scalars(select(AuditEntry).where(or_(own, about)).order_by(AuditEntry.id))
    return [
        {
            "at": row.at.isoformat(),
            "action": row.action,
            "subject_kind": row.subject_kind,
            "subject_id": row.subject_id,
            "by_you": row.actor_id == user.id,
            "details": row.details,
        }
        for row in rows
    ]
