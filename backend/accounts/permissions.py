"""What each role may do, and the one check that every route makes."""

from datetime import timedelta
from enum import StrEnum

from flask import g, request
from flask_jwt_extended import current_user
from sqlalchemy import update

from backend.accounts.models import Role, Session, User
from backend.accounts.sessions import verify
from backend.core import clock
from backend.core.doors import limiter
from backend.core.extensions import db
from backend.core.http import PUBLIC, READS
from backend.core.problems import Problem, forbidden
from backend.core.unit_of_work import afterwards, unit_of_work

VISIT_STEP = timedelta(minutes=15)
"""How exactly the last visit is known; reminders count days, so a write a request would be waste."""


class Permission(StrEnum):
    """Everything that can be allowed, as resource:action."""

    OWN_ACCOUNT = "account:own"
    OWN_DOCUMENT = "document:own"
    READ_NOTICES = "notice:read"
    WRITE_TASKS = "task:write"
    READ_BOOKINGS = "booking:read"
    CREATE_BOOKINGS = "booking:create"
    EDIT_BOOKINGS = "booking:edit"
    MOVE_BOOKINGS = "booking:move"
    REVIEW_BOOKINGS = "booking:review"
    READ_USERS = "user:read"
    MOVE_USERS = "user:move"
    READ_DOCUMENTS = "document:read"
    EXPORT = "export:own"
    READ_STATS = "stats:read"
    READ_REPORTS = "report:read"
    MANAGE_DELIVERIES = "delivery:manage"
    MANAGE_JOBS = "job:manage"
    READ_AUDIT = "audit:read"


P = Permission
_EVERYBODY = {P.OWN_ACCOUNT, P.READ_NOTICES}
_AT_WORK = _EVERYBODY | {P.READ_BOOKINGS, P.MOVE_BOOKINGS, P.READ_STATS}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CUSTOMER: frozenset(
        _AT_WORK | {P.CREATE_BOOKINGS, P.EDIT_BOOKINGS, P.REVIEW_BOOKINGS, P.READ_REPORTS}
    ),
    Role.PROFESSIONAL: frozenset(_AT_WORK | {P.OWN_DOCUMENT, P.READ_DOCUMENTS}),
    Role.ADMIN: frozenset(
        _AT_WORK
        | {
            P.WRITE_TASKS,
            P.READ_USERS,
            P.MOVE_USERS,
            P.READ_DOCUMENTS,
            P.EXPORT,
            P.MANAGE_DELIVERIES,
            P.MANAGE_JOBS,
            P.READ_AUDIT,
        }
    ),
}

WAITING = frozenset({P.OWN_ACCOUNT, P.OWN_DOCUMENT, P.READ_DOCUMENTS, P.READ_NOTICES})
"""All that a professional may do who waits for approval or was rejected."""


def caller() -> User:
    """The signed-in user of this request."""
    user: User = current_user
    return user


def session() -> Session:
    """The sign-in that this request stands on."""
    found: Session = g.session
    return found


def authorize(access: str) -> None:
    """Let the request through or raise 401 or 403; every route names its `access` or says public."""
    if access == PUBLIC:
        return
    verify()
    user = caller()
    require(Permission(access), user)
    _limit_writes(user)
    _remember_visit(user)


def require(permission: Permission, user: User) -> None:
    """Raise 403 unless `user` may do this now."""
    if permission not in GRANTS[user.role]:
        raise forbidden()
    if not user.is_active and permission not in WAITING:
        raise Problem(403, "not_active", "This opens once we have approved your document.")


def allowed(permission: Permission) -> bool:
    """Whether who sent this request, if they are signed in at all, may do this; raises nothing."""
    try:
        verify()
        require(permission, caller())
    except Problem:
        return False
    return True


def _limit_writes(user: User) -> None:
    if request.method in READS:
        return
    with limiter.limit("600 per minute", key_func=lambda: f"writes:{user.id}"):
        return


def _remember_visit(user: User) -> None:
    moment = clock.now()
    if user.last_seen_at is not None and moment - user.last_seen_at < VISIT_STEP:
        return

    def remember() -> None:
        with unit_of_work():
            db.session.execute(update(User).where(User.id == user.id).values(last_seen_at=moment))

    afterwards(remember)
