"""The doors: registering, signing in, staying signed in, leaving."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_jwt_extended import set_access_cookies, set_refresh_cookies, unset_jwt_cookies
from flask_limiter.util import get_remote_address

from backend.accounts import operations, papers, resets
from backend.accounts.documents import check as check_document
from backend.accounts.models import Session
from backend.accounts.passwords import hash_password
from backend.accounts.permissions import Permission, session
from backend.accounts.presenters import show_user
from backend.accounts.reset_links import LIFE
from backend.accounts.schemas import (
    CheckIn,
    CheckOut,
    CustomerIn,
    NewPasswordIn,
    ProfessionalForm,
    ProfessionalIn,
    ResetIn,
    ResetOut,
    TokenOut,
    UserOut,
    upload,
)
from backend.accounts.sessions import access_token, end, refresh_token, rotate
from backend.core.fields import key
from backend.core.http import PUBLIC, limited, route
from backend.core.unit_of_work import unit_of_work

blueprint = Blueprint("doors", __name__)

LANGUAGES = ["en", "hi"]
registrations = limited("30 per hour", lambda: f"register:{get_remote_address()}")


def _guesser() -> str:
    given = request.get_json(silent=True)
    name = given.get("username", "") if isinstance(given, dict) else ""
    return f"check:{key(str(name))[:254]}:{get_remote_address()}"


def _locale() -> str:
    return request.accept_languages.best_match(LANGUAGES, "en") or "en"


@route(
    blueprint, "/add_customer", "POST",
    access=PUBLIC, out=UserOut, status=201, transaction="own", limit=registrations, at_root=True,
)  # fmt: skip
def add_customer(json: CustomerIn) -> Any:
    """Register a customer, who may book at once."""
    kept = hash_password(json.password)
    with unit_of_work():
        user = operations.get_user(operations.register_customer(json, kept, _locale()).id)
        return show_user(user), 201


@route(
    blueprint, "/add_professional", "POST",
    access=PUBLIC, out=UserOut, status=201, transaction="own", limit=registrations, at_root=True,
)  # fmt: skip
def add_professional(json: ProfessionalIn, form: ProfessionalForm) -> Any:
    """Register a professional, who is inactive until the admin approves the document.

    As JSON, or as a form with the document as a file.
    """
    given = json or form  # only one of the two was sent
    file = upload(form.document) if form else None
    document = check_document(file.read()) if file else None
    kept = hash_password(given.password)
    with unit_of_work():
        user = operations.register_professional(given, kept, _locale())
        if document:
            papers.keep(user, document)
        return show_user(operations.get_user(user.id)), 201


@route(
    blueprint, "/check", "POST",
    access=PUBLIC, out=CheckOut, transaction="own", at_root=True,
    limit=limited("10 per 15 minutes", _guesser, only=401),
)  # fmt: skip
def check(json: CheckIn) -> Any:
    """Sign in with a name or mail address and a password.

    The answer's token is for scripts; a browser gets it as cookies besides.
    """
    user, opened = operations.sign_in(json.username, json.password, request.user_agent.string)
    answer = CheckOut(access_token=access_token(opened), user=show_user(user))
    return with_cookies(answer, opened)


def with_cookies(answer: CheckOut | TokenOut, opened: Session, *, fresh: bool = True) -> Response:
    """An answer that also sets the cookies; the refresh token's only where it is `fresh`."""
    response = jsonify(answer.model_dump(mode="json"))
    set_access_cookies(response, answer.access_token)
    if fresh:
        set_refresh_cookies(response, refresh_token(opened))
    return response


@route(blueprint, "/refresh", "POST", access=PUBLIC, out=TokenOut, transaction="own")
def refresh() -> Any:
    """Change the refresh token (a cookie, or the bearer) for fresh tokens; each works once."""
    opened, fresh = rotate()
    return with_cookies(TokenOut(access_token=access_token(opened)), opened, fresh=fresh)


def _asked_for() -> str:
    # Counted for any address that is named, so that the count tells nothing about who is here.
    given = request.get_json(silent=True)
    email = given.get("email", "") if isinstance(given, dict) else ""
    return f"reset:{key(str(email))[:254]}"


def _asking(view: Any) -> Any:
    by_place = limited("20 per hour", lambda: f"reset:{get_remote_address()}")
    return by_place(limited("5 per hour", _asked_for)(view))


@route(
    blueprint, "/password-resets", "POST",
    access=PUBLIC, out=ResetOut, status=202, limit=_asking,
)  # fmt: skip
def ask_password_reset(json: ResetIn) -> Any:
    """Have a link to a new password sent by mail, if there is such an account; all get the same answer."""
    resets.ask(json.email)
    return ResetOut(minutes=LIFE.seconds // 60), 202


@route(
    blueprint, "/password-resets/use", "POST",
    access=PUBLIC, status=204, transaction="own",
    limit=limited("20 per hour", lambda: f"reset-use:{get_remote_address()}", only=409),
)  # fmt: skip
def use_password_reset(json: NewPasswordIn) -> Any:
    """Choose a new password by the link that was sent; every sign-in of the account ends."""
    resets.use(json.token, json.new_password)
    return Response(status=204)


@route(blueprint, "/logout", "POST", access=Permission.OWN_ACCOUNT, status=204)
def logout() -> Any:
    """End this sign-in: its tokens are refused from now on."""
    end(Session.id == session().id, why="logout")
    response = Response(status=204)
    unset_jwt_cookies(response)
    return response
