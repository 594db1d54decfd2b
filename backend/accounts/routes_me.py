"""One's own account."""

from typing import Any

from flask import Blueprint, Response, jsonify
from flask_jwt_extended import unset_jwt_cookies

from backend.accounts import erasure, operations, papers, personal
from backend.accounts.documents import check as check_document
from backend.accounts.models import Session
from backend.accounts.permissions import Permission, caller, session
from backend.accounts.presenters import show_session, show_user
from backend.accounts.schemas import (
    DocumentForm,
    EndSessionsQuery,
    EraseIn,
    MeIn,
    PasswordIn,
    SessionsOut,
    UserOut,
    upload,
)
from backend.accounts.sessions import end, living_of
from backend.core import clock
from backend.core.extensions import db
from backend.core.http import route
from backend.core.problems import field_problem, not_found
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
    operations.change_password(caller(), json.current_password, json.new_password, session().id)
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
    rows = db.session.scalars(living_of(caller().id).limit(100)).all()
    here = session().id
    return SessionsOut(items=[show_session(row, here) for row in rows])


@route(blueprint, "/sessions", "DELETE", access=OWN, status=204)
def end_sessions(query: EndSessionsQuery) -> Any:
    """End all my sign-ins, this one too unless only the others are meant."""
    kept = session().id if query.others else ""
    end(Session.user_id == caller().id, Session.id != kept, why="owner")
    return Response(status=204) if query.others else signed_off()


@route(blueprint, "/sessions/<string:session_id>", "DELETE", access=OWN, status=204)
def end_session(session_id: str) -> Any:
    """End one of my sign-ins."""
    if not end(Session.user_id == caller().id, Session.id == session_id, why="owner"):
        raise not_found()
    return signed_off() if session_id == session().id else Response(status=204)


@route(blueprint, "/data", access=OWN)
def get_my_data() -> Any:
    """Everything that is held about me, as a file."""
    response = jsonify(personal.everything(operations.get_user(caller().id), session().id))
    response.headers["Content-Disposition"] = f'attachment; filename="dastak-{clock.now():%Y-%m-%d}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@route(blueprint, "", "DELETE", access=OWN, status=204, transaction="own")
def erase_me(json: EraseIn) -> Any:
    """Erase my account: what was done stays in the books, who I am does not."""
    erasure.erase(caller(), json.password)
    return signed_off()


def signed_off() -> Response:
    """An answer that takes the cookies away."""
    response = Response(status=204)
    unset_jwt_cookies(response)
    return response
