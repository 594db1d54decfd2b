"""What can be done with accounts; knows no HTTP."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from backend.accounts import audit, lifecycle
from backend.accounts.events import account_moved
from backend.accounts.locks import take_turn
from backend.accounts.models import (
    AccountStatus,
    Document,
    Professional,
    ProfessionalPincode,
    ProfessionalTask,
    Role,
    Session,
    User,
)
from backend.accounts.passwords import hash_password, refuse_obvious, verify
from backend.accounts.resets import set_password
from backend.accounts.schemas import CustomerIn, MeIn, ProfessionalIn
from backend.accounts.sessions import end, open_session, signed_out
from backend.core import clock
from backend.core.extensions import db
from backend.core.fields import key
from backend.core.problems import FieldError, Problem, field_problem, not_found
from backend.core.unit_of_work import unit_of_work


def whole() -> tuple[ORMOption, ...]:
    """Loader options for an account with all that is shown of it, in a constant number of queries."""
    profile = joinedload(User.professional)
    return (
        profile.selectinload(Professional.task_rows),
        profile.selectinload(Professional.pincode_rows),
        joinedload(User.document),
    )


def get_user(user_id: int) -> User:
    """An account with its profile, or 404."""
    statement = select(User).where(User.id == user_id).options(*whole())
    # The session check has loaded the caller already, without all that is shown of an account.
    found = db.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise not_found()
    return found


def register_customer(given: CustomerIn, password_hash: str, locale: str) -> User:
    """A new customer, active at once. Raises 409 where the name or the mail is taken."""
    return _add_user(given, password_hash, locale, Role.CUSTOMER, AccountStatus.ACTIVE)


def register_professional(given: ProfessionalIn, password_hash: str, locale: str) -> User:
    """A new professional, waiting for approval. Raises 409 as above, 422 for a task there is not."""
    user = _add_user(given, password_hash, locale, Role.PROFESSIONAL, AccountStatus.PENDING)
    profile = Professional(
        user_id=user.id,
        exp=given.exp,
        compname=given.compname,
        does_all_tasks=not given.tasks,
        serves_own_pincode=not given.pincodes,
    )
    db.session.add(profile)
    db.session.flush()
    _name_tasks(user.id, given.tasks)
    _name_pincodes(user.id, given.pincodes or [given.pincode])
    refresh_search(user, profile)
    return user


def add_admin(username: str, email: str, password_hash: str) -> User:
    """A new admin; only the command line makes one."""
    moment = clock.now()
    admin = User(
        username=username,
        username_key=key(username),
        email=email.lower(),
        password_hash=password_hash,
        role=Role.ADMIN,
        status=AccountStatus.ACTIVE,
        firstname="Admin",
        lastname="",
        address="",
        pincode="",
        created_at=moment,
    )
    refresh_search(admin, None)
    _insert(admin)
    return admin


def _add_user(given: CustomerIn, password_hash: str, locale: str, role: Role, status: AccountStatus) -> User:
    user = User(
        **given.model_dump(
            include={"username", "email", "firstname", "lastname", "address", "pincode", "phone"}
        ),
        username_key=key(given.username),
        password_hash=password_hash,
        role=role,
        status=status,
        locale=locale,
        created_at=clock.now(),
    )
    refresh_search(user, None)
    _insert(user)
    return user


def _insert(user: User) -> None:
    _refuse_taken(user.username_key, user.email)
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else took it between our look and our insert
        field = "email" if "email" in str(error.orig) else "username"
        raise taken([field]) from error


def _refuse_taken(username_key: str, email: str) -> None:
    # A name may not be somebody's mail either: both sign in through the same field.
    same = or_(User.username_key.in_([username_key, email]), User.email.in_([email, username_key]))
    rows = db.session.execute(select(User.username_key, User.email).where(same)).all()
    fields = {"username" for row in rows if username_key in row} | {"email" for row in rows if email in row}
    if fields:
        raise taken(sorted(fields))


def taken(fields: Sequence[str]) -> Problem:
    """409 that names what is taken."""
    errors = [
        FieldError(pointer=f"/{each}", code="taken", detail=f"This {each} is taken.") for each in fields
    ]
    return Problem(409, "taken", "Somebody has an account with this already.", errors=errors)


def _name_tasks(professional_id: int, tasks: Sequence[int]) -> None:
    for index, task_id in enumerate(tasks):
        try:
            with db.session.begin_nested():
                db.session.add(ProfessionalTask(professional_id=professional_id, task_id=task_id))
        except IntegrityError as error:
            raise field_problem(
                f"/tasks/{index}", "unknown_task", "There is no such task, or it is named twice."
            ) from error


def _name_pincodes(professional_id: int, pincodes: Sequence[str]) -> None:
    for pincode in dict.fromkeys(pincodes):
        db.session.add(ProfessionalPincode(professional_id=professional_id, pincode=pincode))


def refresh_search(user: User, profile: Professional | None) -> None:
    """Keep the text that the admin's search looks through."""
    parts = [user.username, user.email, user.firstname, user.lastname, user.phone, user.pincode]
    user.search = key(" ".join(part for part in [*parts, profile and profile.compname] if part))


def sign_in(name: str, password: str, user_agent: str) -> tuple[User, Session]:
    """A new session for who knows the password.

    Raises 401, the same and as slowly for an unknown name, and 403 for a blocked account once the
    password was right. The hash is checked between two units of work, so that it holds no lock.
    """
    with unit_of_work(write=False):
        same = or_(User.username_key == key(name), User.email == name.lower())
        found = db.session.scalar(select(User).where(same))
    right = verify(found.password_hash if found else None, password)
    if found is None or not right or found.status is AccountStatus.ERASED:
        raise Problem(401, "bad_credentials", "The name or the password is wrong.")
    if found.status is AccountStatus.BLOCKED:
        raise Problem(403, "blocked", f"This account is blocked. {found.status_reason or ''}".strip())
    with unit_of_work():
        session = open_session(found, user_agent)
        db.session.execute(update(User).where(User.id == found.id).values(last_seen_at=clock.now()))
        user = get_user(found.id)
    return user, session


def edit_profile(user: User, given: MeIn) -> User:
    """Change what was named. Raises 422 for a professional's field on another's profile."""
    changes = given.model_dump(exclude_unset=True)
    profile_changes: dict[str, Any] = {
        name: changes.pop(name) for name in ("exp", "compname", "tasks", "pincodes") if name in changes
    }
    if profile_changes and user.professional is None:
        raise field_problem(
            f"/{next(iter(profile_changes))}", "unknown_field", "Only professionals have this."
        )
    for name, value in changes.items():
        setattr(user, name, value)
    if user.professional is not None:
        _edit_professional(user, user.professional, profile_changes)
    refresh_search(user, user.professional)
    db.session.flush()
    return get_user(user.id)


def _edit_professional(user: User, profile: Professional, changes: dict[str, Any]) -> None:
    profile.exp = changes.get("exp", profile.exp)
    profile.compname = changes.get("compname", profile.compname)
    if "tasks" in changes:
        profile.task_rows.clear()
        profile.does_all_tasks = not changes["tasks"]
        db.session.flush()
        _name_tasks(user.id, changes["tasks"])
    if "pincodes" in changes:
        profile.serves_own_pincode = not changes["pincodes"]
    if "pincodes" in changes or profile.serves_own_pincode:
        named = changes.get("pincodes") or [user.pincode]
        profile.pincode_rows.clear()
        db.session.flush()
        _name_pincodes(user.id, named)


def change_password(me: User, current: str, new: str, keep_session: str) -> None:
    """A new password; every other session ends. Raises 422 where the current one is wrong."""
    if not verify(me.password_hash, current):
        raise field_problem("/current_password", "wrong_password", "That is not your current password.")
    refuse_obvious(new, me.username, me.email)
    kept = hash_password(new)
    with unit_of_work():
        if not set_password(me.id, kept, "change_password", keep_session):
            raise signed_out()


def move_account(user_id: int, action: str, reason: str | None, actor_id: int) -> User:
    """Make one move of the table in lifecycle.py, whoever else tries at the same moment.

    Raises 422 where a reason is owed, 404, and 409 with the status it met.
    """
    move = lifecycle.MOVES[action]
    if move.needs_reason and not reason:
        raise field_problem("/reason", "missing_reason", "Please say why.")
    take_turn(user_id)
    moved = db.session.execute(
        update(User)
        .where(User.id == user_id, User.status.in_(move.sources), User.role.in_(move.roles))
        .where(*_document_guard(user_id, move))
        .values(status=move.target, status_reason=reason if move.needs_reason else None)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:  # type: ignore[attr-defined]
        raise _too_late(user_id, action)
    return _moved(user_id, action, reason, actor_id)


def _document_guard(user_id: int, move: lifecycle.AccountMove) -> list[ColumnElement[bool]]:
    return [exists().where(Document.user_id == user_id)] if move.needs_document else []


def _moved(user_id: int, action: str, reason: str | None, actor_id: int) -> User:
    if action == "approve":
        db.session.execute(
            update(Professional).where(Professional.user_id == user_id).values(approved_at=clock.now())
        )
        mark_reviewed(user_id)
    if action == "block":
        end(Session.user_id == user_id, why="blocked")
    audit.record(action, "user", user_id, actor_id, reason=reason)
    user = get_user(user_id)
    account_moved.send(user, action=action, reason=reason, actor_id=actor_id)
    return user


def mark_reviewed(user_id: int) -> None:
    """The admin has looked at the document."""
    db.session.execute(update(Document).where(Document.user_id == user_id).values(needs_review=False))


def _too_late(user_id: int, action: str) -> Problem:
    user = get_user(user_id)
    if lifecycle.allowed(action, user, has_document=True):
        return Problem(
            409, "no_document", "There is no document on file yet.", account_status=user.status.value
        )
    detail = f"This account is {user.status.value}: that move is not open now."
    return Problem(409, "wrong_status", detail, account_status=user.status.value)
