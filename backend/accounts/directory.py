"""How the admin finds people."""

import re

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true

from backend.accounts.models import Document, User
from backend.accounts.operations import whole
from backend.accounts.schemas import UserQuery
from backend.core.fields import key


def find_users(query: UserQuery) -> Select[User]:
    """The accounts that fit the admin's filters."""
    statement = select(User).options(*whole())
    if query.role:
        statement = statement.where(User.role == query.role)
    if query.status:
        statement = statement.where(User.status == query.status)
    if query.pincode:
        statement = statement.where(User.pincode == query.pincode)
    if query.needs_review is not None:
        waits = exists().where(Document.user_id == User.id, Document.needs_review)
        statement = statement.where(waits if query.needs_review else ~waits)
    return statement.where(_found_by(query.q or ""))


_NUMBER = re.compile(r"[\d\s()+.-]*\d[\d\s()+.-]*")


def _found_by(q: str) -> ColumnElement[bool]:
    """Every word somewhere in what is known of somebody; a number however it is spaced and begun."""
    every = and_(true(), *(User.search.contains(word, autoescape=True) for word in key(q).split()))
    if not _NUMBER.fullmatch(q):
        return every
    digits = re.sub(r"\D", "", q)
    # Kept as +91 and ten digits; people write 0 or 91 or nothing before them.
    local = re.sub(r"^(0|91)(?=\d{10}$)", "", digits)
    return or_(every, User.search.contains(local))
