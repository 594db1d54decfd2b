"""What the admin does with accounts, and the documents."""

from typing import Any

from flask import Blueprint, Response

from backend.accounts import audit, directory, operations, papers
from backend.accounts.models import AuditEntry, Document, User
from backend.accounts.permissions import Permission, caller
from backend.accounts.presenters import show_user
from backend.accounts.schemas import (
    AccountMoveIn,
    AuditPage,
    AuditQuery,
    UserOut,
    UserPage,
    UserQuery,
)
from backend.core.http import route
from backend.core.pages import Sort, paginate, sorts
from backend.core.storage import storage

blueprint = Blueprint("users", __name__)
SORTS = sorts(User.id, id=User.id, username=User.username_key, created_at=User.created_at)


@route(blueprint, "/users", access=Permission.READ_USERS, out=UserPage)
def list_users(query: UserQuery) -> Any:
    """Accounts, found by any part of name, mail, phone or pincode."""
    page = paginate(directory.find_users(query), query, SORTS[query.sort])
    return UserPage(**page | {"items": [show_user(user, caller()) for user in page["items"]]})


@route(blueprint, "/users/<int:user_id>", access=Permission.READ_USERS, out=UserOut)
def get_user(user_id: int) -> Any:
    """One account, with the moves that are open now."""
    return show_user(operations.get_user(user_id), caller())


@route(blueprint, "/users/<int:user_id>/moves", "POST", access=Permission.MOVE_USERS, out=UserOut)
def move_user(user_id: int, json: AccountMoveIn) -> Any:
    """Approve, reject, block or unblock."""
    return show_user(operations.move_account(user_id, json.action, json.reason, caller().id), caller())


@route(blueprint, "/users/<int:user_id>/document/review", "POST", access=Permission.MOVE_USERS, status=204)
def review_document(user_id: int) -> Any:
    """Say that an active professional's new document was looked at."""
    papers.readable(user_id, caller())
    operations.mark_reviewed(user_id)
    audit.record("review_document", "user", user_id, caller().id)
    return Response(status=204)


@route(blueprint, "/users/<int:user_id>/document", access=Permission.READ_DOCUMENTS)
def get_document(user_id: int) -> Any:
    """The document as a file to keep; for the admin and its owner."""
    document = papers.readable(user_id, caller())
    return _private(storage().read(document.storage_key), document.media_type, _file_name(document))


@route(blueprint, "/users/<int:user_id>/document/pages/<int:page>", access=Permission.READ_DOCUMENTS)
def get_document_page(user_id: int, page: int) -> Any:
    """A picture of one page of the document, from 1; for the admin and its owner."""
    return _private(papers.page_picture(papers.readable(user_id, caller()), page), "image/png", None)


def _file_name(document: Document) -> str:
    return f"document-{document.user_id}.{'pdf' if document.media_type == 'application/pdf' else 'jpg'}"


def _private(content: bytes, media_type: str, name: str | None) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@route(blueprint, "/audit", access=Permission.READ_AUDIT, out=AuditPage)
def list_audit(query: AuditQuery) -> Any:
    """Who did what, newest first."""
    page = paginate(audit.find(query), query, Sort(AuditEntry.id, AuditEntry.id, descending=True))
    return AuditPage(**page | {"items": audit.show(page["items"])})
