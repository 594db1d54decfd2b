"""What accounts tell us, and whom we tell then."""

import secrets
from typing import Any

from backend.accounts.events import account_moved, document_received
from backend.accounts.models import AccountStatus, User
from backend.notifications.operations import owe, owe_admins

KINDS = {
    "approve": "account_approved",
    "reject": "account_rejected",
    "block": "account_blocked",
    "unblock": "account_unblocked",
}


def tell_owner(user: User, *, action: str, reason: str | None, **_: Any) -> None:
    """An account's owner learns what the admin decided, and why."""
    owe(KINDS[action], user.id, _subject(user), {"reason": reason} if reason else {})


def tell_admins(user: User, **_: Any) -> None:
    """The admins learn that a document waits for their eyes."""
    waiting = user.status is AccountStatus.PENDING
    about = {"user_id": user.id, "name": f"{user.firstname} {user.lastname}".strip()}
    owe_admins("professional_waiting" if waiting else "document_replaced", _subject(user), about)


def _subject(user: User) -> str:
    # The same may happen to an account again, and is told again: we are called once for each time.
    return f"user:{user.id}:{secrets.token_hex(8)}"


def install() -> None:
    """Listen; connecting twice is connecting once."""
    account_moved.connect(tell_owner)
    document_received.connect(tell_admins)
