"""The one table of an account's moves."""

from dataclasses import dataclass

from backend.accounts.models import AccountStatus as S
from backend.accounts.models import Role, User


@dataclass(frozen=True)
class AccountMove:
    """One row: from which statuses to which, for which roles, and whether a reason is owed."""

    sources: frozenset[S]
    target: S
    roles: frozenset[Role]
    needs_reason: bool = False
    needs_document: bool = False


_PROFESSIONAL = frozenset({Role.PROFESSIONAL})
_NOT_ADMIN = frozenset({Role.PROFESSIONAL, Role.CUSTOMER})

MOVES: dict[str, AccountMove] = {
    "approve": AccountMove(frozenset({S.PENDING, S.REJECTED}), S.ACTIVE, _PROFESSIONAL, needs_document=True),
    "reject": AccountMove(frozenset({S.PENDING}), S.REJECTED, _PROFESSIONAL, needs_reason=True),
    "block": AccountMove(frozenset({S.ACTIVE}), S.BLOCKED, _NOT_ADMIN, needs_reason=True),
    "unblock": AccountMove(frozenset({S.BLOCKED}), S.ACTIVE, _NOT_ADMIN),
}


def allowed(action: str, user: User, *, has_document: bool) -> bool:
    """Whether an admin may make this move with `user` as they are now."""
    move = MOVES[action]
    return (
        user.role in move.roles and user.status in move.sources and (has_document or not move.needs_document)
    )


def actions(user: User, *, has_document: bool) -> list[str]:
    """The moves an admin may make now: the screens draw their buttons from this."""
    return [action for action in MOVES if allowed(action, user, has_document=has_document)]
