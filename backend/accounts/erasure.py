"""Erasing an account: what was done stays in the books, who did it does not."""

from sqlalchemy import delete, update

from backend.accounts import audit
from backend.accounts.events import account_erased
from backend.accounts.locks import take_turn
from backend.accounts.models import (
    AccountStatus,
    Document,
    NoticeCount,
    PasswordReset,
    Professional,
    ProfessionalPincode,
    ProfessionalTask,
    Role,
    Session,
    User,
)
from backend.accounts.passwords import verify
from backend.core.extensions import db
from backend.core.idempotency import forget
from backend.core.problems import Problem, field_problem
from backend.core.storage import storage
from backend.core.unit_of_work import afterwards, unit_of_work

NAME = "Erased"
"""Stands where the name stood. Nobody else is called so: who registers has a last name too."""


def erase(me: User, password: str) -> None:
    """Erase the account of who asks for it.

    Raises 422 at /password for a wrong one, and 409 for an admin and for who has bookings under way.
    The status is written before those are looked for: a booking that is made or accepted at this
    moment waits for us and is refused, or we wait for it and find it.
    """
    if me.role is Role.ADMIN:
        raise Problem(409, "admin_stays", "An admin's account can't be erased here.")
    if not verify(me.password_hash, password):
        raise field_problem("/password", "wrong_password", "That is not your password.")
    with unit_of_work():
        take_turn(me.id)
        user = db.session.scalar(
            update(User)
            .where(User.id == me.id, User.status != AccountStatus.ERASED)
            .values(status=AccountStatus.ERASED)
            .returning(User)
            .execution_options(synchronize_session=False)
        )
        if user is None:  # the other click was first
            return
        account_erased.send(user)
        _forget(me.id)
        audit.record("erase", "user", me.id, me.id)


def _forget(user_id: int) -> None:
    key = db.session.scalar(
        delete(Document).where(Document.user_id == user_id).returning(Document.storage_key)
    )
    if key is not None:
        afterwards(lambda: storage().delete(key))
    for model in (Session, PasswordReset, NoticeCount):
        db.session.execute(delete(model).where(model.user_id == user_id))
    for named in (ProfessionalTask, ProfessionalPincode):
        db.session.execute(delete(named).where(named.professional_id == user_id))
    forget(user_id)
    _blank(user_id)


def _blank(user_id: int) -> None:
    # Nobody can register these: a name has no # in it, and a mail address an @.
    freed = f"erased#{user_id}"
    gone = {"username": freed, "username_key": freed, "email": freed, "password_hash": "none"}
    empty = {"lastname": "", "address": "", "pincode": "", "search": "", "firstname": NAME}
    nothing = dict.fromkeys(("phone", "status_reason", "last_seen_at"))
    db.session.execute(
        update(User)
        .where(User.id == user_id)
        .values(gone | empty | nothing)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Professional)
        .where(Professional.user_id == user_id)
        .values(compname="", exp=0)
        .execution_options(synchronize_session=False)
    )
