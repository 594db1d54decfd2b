"""Sign-ins: tokens that stand on a row, so that ending the row ends them at once."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, g
from flask_jwt_extended import (
    create_access_token,
    create_refresh_token,
    get_jwt,
    verify_jwt_in_request,
)
from flask_jwt_extended.exceptions import (
    CSRFError,
    JWTExtendedException,
    NoAuthorizationError,
    UserLookupError,
)
from jwt.exceptions import ExpiredSignatureError, PyJWTError
from sqlalchemy import Select, select, update
from sqlalchemy.orm import contains_eager

from backend.accounts.models import GONE, Session, User
from backend.config import Settings
from backend.core import clock
from backend.core.doors import jwt
from backend.core.extensions import db
from backend.core.problems import Problem
from backend.core.unit_of_work import unit_of_work

ACCESS_LIFE = timedelta(minutes=30)
REFRESH_LIFE = timedelta(days=30)
GRACE = timedelta(seconds=20)
"""Two tabs may refresh at the same moment; the slower one is no thief."""


def signed_out(code: str = "token_revoked", detail: str = "Please sign in again.") -> Problem:
    """401 for a token that no longer stands."""
    return Problem(401, code, detail, headers={"WWW-Authenticate": "Bearer"})


def open_session(user: User, user_agent: str) -> Session:
    """A new sign-in of `user`, in the transaction in hand."""
    moment = clock.now()
    opened = Session(
        id=secrets.token_hex(16),
        user_id=user.id,
        refresh_id=secrets.token_hex(16),
        user_agent=user_agent[:200],
        created_at=moment,
        refreshed_at=moment,
    )
    db.session.add(opened)
    return opened


def access_token(session: Session) -> str:
    """A token for one session's requests."""
    token: str = create_access_token(str(session.user_id), additional_claims={"sid": session.id})
    return token


def refresh_token(session: Session) -> str:
    """A token that can be changed once for a fresh pair."""
    claims = {"sid": session.id, "rid": session.refresh_id}
    token: str = create_refresh_token(str(session.user_id), additional_claims=claims)
    return token


def rotate() -> tuple[Session, bool]:
    """Change the request's refresh token: the session and whether it has a new refresh token.

    A token used twice ends its whole session: either the thief or the owner holds a copy. Runs
    its own units of work, because the ending must stay although the answer is 401.
    """
    with unit_of_work():
        verify(refresh=True)
        claims = get_jwt()
        found: Session = g.session
        if _turn(found, claims["rid"]):
            return found, True
        db.session.refresh(found)
        if found.previous_refresh_id == claims["rid"] and clock.now() - found.refreshed_at < GRACE:
            return found, False
        end(Session.id == found.id, why="reuse")
    raise signed_out()


def _turn(session: Session, rid: str) -> bool:
    fresh, moment = secrets.token_hex(16), clock.now()
    turned = db.session.execute(
        update(Session)
        .where(Session.id == session.id, Session.refresh_id == rid, Session.ended_at.is_(None))
        .values(refresh_id=fresh, previous_refresh_id=rid, refreshed_at=moment)
    )
    return bool(turned.rowcount)  # type: ignore[attr-defined]


def end(*which: Any, why: str) -> int:
    """End the living sessions that fit `which`, in the transaction in hand; how many there were."""
    ended = db.session.execute(
        update(Session).where(Session.ended_at.is_(None), *which).values(ended_at=clock.now(), ended_why=why)
    )
    return int(ended.rowcount)  # type: ignore[attr-defined]


def living_of(user_id: int) -> Select[Session]:
    """Somebody's sign-ins that can still be used, the latest first."""
    alive = (Session.ended_at.is_(None), Session.refreshed_at > clock.now() - REFRESH_LIFE)
    own = select(Session).where(Session.user_id == user_id, *alive)
    return own.order_by(Session.refreshed_at.desc(), Session.id)


def _living(sid: str) -> Session | None:
    user = contains_eager(Session.user)
    return db.session.scalar(
        select(Session)
        .join(Session.user)
        .where(Session.id == sid, Session.ended_at.is_(None), User.status.not_in(GONE))
        .options(user.joinedload(User.professional), user.joinedload(User.notice_count))
    )


def install(app: Flask, settings: Settings) -> None:
    """Teach the JWT extension our cookies, our session rows and our problems."""
    prefix = "__Host-" if settings.cookie_secure else ""
    app.config.update(
        JWT_SECRET_KEY=settings.secret_key,
        JWT_ALGORITHM="HS256",
        JWT_TOKEN_LOCATION=["headers", "cookies"],
        JWT_COOKIE_SECURE=settings.cookie_secure,
        JWT_COOKIE_SAMESITE="Lax",
        JWT_COOKIE_CSRF_PROTECT=True,
        JWT_SESSION_COOKIE=False,
        JWT_ACCESS_COOKIE_NAME=f"{prefix}dastak_access",
        JWT_REFRESH_COOKIE_NAME=f"{prefix}dastak_refresh",
        JWT_ACCESS_TOKEN_EXPIRES=ACCESS_LIFE,
        JWT_REFRESH_TOKEN_EXPIRES=REFRESH_LIFE,
    )
    jwt.init_app(app)

    @jwt.user_lookup_loader
    def _load(_header: dict[str, Any], claims: dict[str, Any]) -> User | None:
        found = _living(str(claims.get("sid")))
        g.session = found
        return found.user if found else None


def verify(*, refresh: bool = False) -> None:
    """Check the request's token and load who it stands for, or raise 401."""
    try:
        verify_jwt_in_request(refresh=refresh)
    except (JWTExtendedException, PyJWTError) as error:
        raise _problem(error) from error


def _problem(error: Exception) -> Problem:
    if isinstance(error, ExpiredSignatureError):
        return signed_out("token_expired", "Your access token has run out.")
    if isinstance(error, UserLookupError):
        return signed_out()
    if isinstance(error, CSRFError):
        return signed_out("csrf", "The X-CSRF-TOKEN header is missing or wrong.")
    if isinstance(error, NoAuthorizationError):
        return signed_out("unauthenticated", "Please sign in.")
    return signed_out("invalid_token", "This is not a token of ours.")
