"""One's own account."""

from typing import Any

from flask import Blueprint, Response
from flask_jwt_extended import unset_jwt_cookies
from sqlalchemy import select

from backend.accounts import operations, papers
from backend.accounts.documents import check as check_document
from backend.accounts.models import Session
from backend.accounts.permissions import Permission, caller, session
from backend.accounts.presenters import show_user
from backend.accounts.schemas import DocumentForm, MeIn, PasswordIn, SessionOut, SessionsOut, UserOut, upload
from backend.accounts.sessions import end
from backend.core.extensions import db
from backend.core.http import route
from backend.core.problems import field_problem
from backend.core.unit_of_work import unit_of_work

blueprint = Blueprint("me", __name__, url_prefix="/me")
OWN = Permission.OWN_ACCOUNT


@route(blueprint, "", access=OWN, out=UserOut)
def get_me() -> Any:
    """Who I am."""
    return show_user(operations.get_user(caller().id))


@route(blueprint, "", "PATCH", access=OWN, out=UserOut)
def edit_me(json: MeIn) -> Any:
    """Change my profile; what is left out stays."""
    return show_user(operations.edit_profile(operations.get_user(caller().id), json))


@route(blueprint, "/password", "POST", access=OWN, status=204, transaction="own")
def change_password(json: PasswordIn) -> Any:
    """Change my password; my other sign-ins end."""
    me = caller()
    operations.change_password(
        me.id, me.password_hash, json.current_password, json.new_password, session().id
    )
    return Response(status=204)


@route(blueprint, "/document", "PUT", access=Permission.OWN_DOCUMENT, out=UserOut, transaction="own")
def replace_document(form: DocumentForm) -> Any:
    """Put a document on file in place of the one before; who was rejected waits again."""
    file = upload(form.document)
    if file is None:
        raise field_problem("/document", "required", "Choose a file.")
    checked = check_document(file.read())
    with unit_of_work():
        papers.keep(operations.get_user(caller().id), checked)
        return show_user(operations.get_user(caller().id))


@route(blueprint, "/sessions", access=OWN, out=SessionsOut)
def list_sessions() -> Any:
    """My sign-ins that are alive."""
    living = select(Session).where(Session.user_id == caller().id, Session.ended_at.is_(None))
    rows = db.session.scalars(living.order_by(Session.refreshed_at.desc()).limit(100)).all()
    here = session().id
    return SessionsOut(items=[_shown(row, here) for row in rows])


def _shown(row: Session, here: str) -> SessionOut:
    return SessionOut(
        id=row.id,
        user_agent=row.user_agent,
        created_at=row.created_at,
        refreshed_at=row.refreshed_at,
        current=row.id == here,
    )


@route(blueprint, "/sessions", "DELETE", access=OWN, status=204)
def end_sessions() -> Any:
    """End all my sign-ins, this one too."""
    end(Session.user_id == caller().id, why="owner")
    response = Response(status=204)
    unset_jwt_cookies(response)
    return response
