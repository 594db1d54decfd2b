"""Locks that let what one person does, and what is done to them, go one after another.

SQLite has one writer at a time and needs none of this; there the statements only read.
"""

from sqlalchemy import select

from backend.accounts.models import AccountStatus, Professional, User
from backend.core.extensions import db


def take_turn(professional_id: int, *, shared: bool = False) -> None:
    """Hold a professional's profile until the transaction ends; `shared` lets others hold it too."""
    profile = select(Professional.user_id).where(Professional.user_id == professional_id)
    db.session.execute(profile.with_for_update(read=shared))


def still_active(user_id: int) -> bool:
    """Whether the account is active now, and kept so until the transaction ends.

    A block that was committed while we waited is seen; one that comes later waits for us, and
    then finds what we have written.
    """
    active = select(User.id).where(User.id == user_id, User.status == AccountStatus.ACTIVE)
    return db.session.scalar(active.with_for_update(read=True)) is not None
