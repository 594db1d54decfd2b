"""How an account is shown."""

from backend.accounts import lifecycle
from backend.accounts.models import Role, Session, User
from backend.accounts.schemas import DocumentOut, SessionOut, UserOut


def show_user(user: User, viewer: User | None = None) -> UserOut:
    """An account for its owner, or with the moves open to the admin who looks at it."""
    own = {name: getattr(user, name) for name in _OWN}
    profile = {name: getattr(user.professional, name) for name in _PROFILE} if user.professional else {}
    document = DocumentOut.model_validate(user.document) if user.document else None
    admin_looks = viewer is not None and viewer.role is Role.ADMIN
    actions = lifecycle.actions(user, has_document=document is not None) if admin_looks else []
    return UserOut(**own, **profile, document=document, actions=actions)


def show_session(row: Session, here: str) -> SessionOut:
    """A sign-in for its owner; `here` is the one that asks."""
    names = ("id", "user_agent", "created_at", "refreshed_at")
    return SessionOut(**{name: getattr(row, name) for name in names}, current=row.id == here)


_PROFILE = ("exp", "compname", "tasks", "pincodes", "rating", "rating_count")
_OWN = tuple(name for name in UserOut.model_fields if name not in {*_PROFILE, "document", "actions"})
