"""New passwords for who forgot the old one: asked for by mail, chosen once, within the hour."""

import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update

from backend.accounts import audit
from backend.accounts.events import password_changed, reset_asked
from backend.accounts.models import GONE, PasswordReset, Session, User
from backend.accounts.passwords import hash_password, refuse_obvious
from backend.accounts.reset_links import LIFE, reset_of
from backend.accounts.sessions import end
from backend.core import clock
from backend.core.extensions import db
from backend.core.problems import Problem
from backend.core.unit_of_work import unit_of_work

KEPT = timedelta(days=1)


def ask(email: str) -> None:
    """Have a link sent to the owner of `email`; the one before it is worth nothing any more.

    For an address without an account, or of somebody blocked, the same is written down for nobody:
    neither answer nor time tells the two apart.
    """
    moment = clock.now()
    owner = select(User.id).where(User.email == email, User.status.not_in(GONE))
    user_id = db.session.scalar(owner.with_for_update())
    db.session.execute(delete(PasswordReset).where(PasswordReset.created_at < moment - KEPT))
    end_resets(user_id or 0)
    reset = PasswordReset(id=secrets.token_hex(16), user_id=user_id, created_at=moment)
    db.session.add(reset)
    db.session.flush()
    reset_asked.send(reset, good_until=moment + LIFE)


def end_resets(user_id: int) -> None:
    """Let no link that was sent to somebody be of use any more, in the unit in hand."""
    living = update(PasswordReset).where(PasswordReset.user_id == user_id, PasswordReset.ended_at.is_(None))
    db.session.execute(living.values(ended_at=clock.now()).execution_options(synchronize_session=False))


def use(token: str, new_password: str) -> None:
    """Set the password by a link, once. Raises 409 for one that is spent, old or forged, all alike.

    The hash is made between two units of work, so that it holds no lock.
    """
    reset_id = reset_of(token)
    if reset_id is None:
        raise _expired()
    with unit_of_work(write=False):
        owner = db.session.scalar(select(User).join(PasswordReset).where(*_living(reset_id)))
    if owner is None:
        raise _expired()
    refuse_obvious(new_password, owner.username, owner.email)
    kept = hash_password(new_password)
    with unit_of_work():
        _spend(reset_id)
        if not set_password(owner.id, kept, "reset_password"):
            raise _expired()


def _living(reset_id: str) -> list[ColumnElement[bool]]:
    return [
        PasswordReset.id == reset_id,
        PasswordReset.ended_at.is_(None),
        PasswordReset.created_at > clock.now() - LIFE,
    ]


def _spend(reset_id: str) -> None:
    spent = db.session.execute(
        update(PasswordReset)
        .where(*_living(reset_id))
        .values(ended_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if not spent.rowcount:  # type: ignore[attr-defined]
        raise _expired()


def set_password(user_id: int, kept: str, action: str, keep_session: str = "") -> bool:
    """Write a new password's hash, in the unit in hand; sign-ins and links that stand on the old one end.

    False where the account was blocked or erased meanwhile.
    """
    user = db.session.scalar(
        update(User)
        .where(User.id == user_id, User.status.not_in(GONE))
        .values(password_hash=kept)
        .returning(User)
        .execution_options(synchronize_session=False)
    )
    if user is None:
        return False
    end_resets(user_id)
    end(Session.user_id == user_id, Session.id != keep_session, why="password")
    audit.record(action, "user", user_id, user_id)
    password_changed.send(user)
    return True


def _expired() -> Problem:
    return Problem(409, "reset_expired", "This link was used or is too old. Please ask for another one.")
