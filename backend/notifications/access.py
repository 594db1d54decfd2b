"""What accounts tell by mail about getting in: a link to a new password, and that there is one."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, update

from backend.accounts.events import password_changed, reset_asked
from backend.accounts.models import PasswordReset, User
from backend.accounts.reset_links import LIFE, token_for
from backend.core import clock
from backend.core.extensions import db
from backend.core.once import insert_into
from backend.notifications import texts
from backend.notifications.letters import Letter, compose, written_by
from backend.notifications.models import Channel, Delivery, DeliveryStatus
from backend.notifications.operations import owe, wake
from backend.notifications.outcomes import NotWanted

RESET, CHANGED = "account_password_reset", "account_password_changed"
ONLY_MAIL = (Channel.MAIL,)
NOBODY = 0


def send_link(reset: PasswordReset, *, good_until: datetime) -> None:
    """Owe the owner a link by mail, whatever channels they chose; the one before it is not sent any more.

    For a reset of nobody the same statements find nobody, so that asking takes the same time.
    """
    owner = reset.user_id or NOBODY
    earlier = Delivery.user_id == owner, Delivery.kind == RESET, Delivery.status == DeliveryStatus.PENDING
    replaced = {"status": DeliveryStatus.SKIPPED, "last_error": "a newer link was asked for"}
    db.session.execute(
        update(Delivery).where(*earlier).values(replaced).execution_options(synchronize_session=False)
    )
    row = _row(reset, good_until)
    table = Delivery.__table__
    values = [literal(value, table.c[name].type) for name, value in row.items()]
    owed = select(User.id, *values).where(User.id == owner)
    db.session.execute(insert_into(Delivery).from_select(["user_id", *row], owed))
    wake(ONLY_MAIL)


def _row(reset: PasswordReset, good_until: datetime) -> dict[str, Any]:
    return {
        "kind": RESET,
        "channel": Channel.MAIL,
        "subject": f"reset:{reset.id}",
        "about": {"reset": reset.id},
        "status": DeliveryStatus.PENDING,
        "attempts": 0,
        "created_at": reset.created_at,
        "next_try_at": reset.created_at,
        "good_until": good_until,
    }


def link_letter(delivery: Delivery) -> Letter:
    """The letter with the link: its token is made here, so that no row ever holds it."""
    if clock.now() >= delivery.created_at + LIFE:  # an admin may send anything once more
        raise NotWanted("too late to be of use")
    locale = delivery.user.locale
    said = texts.notice(RESET, delivery.about, locale)
    notice = replace(said, path=f"{said.path}#{token_for(delivery.about['reset'])}")
    return compose("notice", said.subject, locale, notice=notice, name=delivery.user.firstname)


def tell_changed(user: User, **_: Any) -> None:
    """The owner learns that the password is new: it may not have been them."""
    owe(CHANGED, user.id, f"user:{user.id}:{secrets.token_hex(8)}", {}, ONLY_MAIL)


def install() -> None:
    """Listen, and make the letter known."""
    written_by(RESET, link_letter)
    reset_asked.connect(send_link)
    password_changed.connect(tell_changed)
