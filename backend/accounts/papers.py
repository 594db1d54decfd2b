"""Keeping a professional's document: one at a time, reviewed by the admin."""

from sqlalchemy import update

from backend.accounts import audit
from backend.accounts.documents import Document as Checked
from backend.accounts.documents import picture
from backend.accounts.events import document_received
from backend.accounts.models import AccountStatus, Document, Role, User
from backend.core import clock
from backend.core.extensions import db
from backend.core.problems import not_found
from backend.core.storage import storage
from backend.core.unit_of_work import afterwards


def keep(user: User, checked: Checked) -> None:
    """Put a checked document on file in place of the one before.

    Who was rejected waits again; who is active stays active, and the document is flagged.
    """
    stored = storage().save("documents", checked.content)
    before = db.session.get(Document, user.id)
    if before is not None:
        old = before.storage_key
        afterwards(lambda: storage().delete(old))
    row = before or Document(user_id=user.id)
    row.storage_key, row.media_type = stored, checked.media_type
    row.size, row.pages = len(checked.content), checked.pages
    row.needs_review, row.uploaded_at = True, clock.now()
    db.session.add(row)
    db.session.flush()
    _ask_again(user)
    audit.record("document", "user", user.id, user.id)
    document_received.send(user)


def _ask_again(user: User) -> None:
    db.session.execute(
        update(User)
        .where(User.id == user.id, User.status == AccountStatus.REJECTED)
        .values(status=AccountStatus.PENDING, status_reason=None)
    )


def readable(user_id: int, reader: User) -> Document:
    """A document for an admin or its owner; for anybody else there is none."""
    if reader.role is not Role.ADMIN and reader.id != user_id:
        raise not_found()
    found = db.session.get(Document, user_id)
    if found is None:
        raise not_found()
    return found


def page_picture(document: Document, page: int) -> bytes:
    """Page `page` (from 1) as a PNG, or 404 where there are fewer."""
    if not 1 <= page <= document.pages:
        raise not_found()
    return picture(storage().read(document.storage_key), document.media_type, page)
