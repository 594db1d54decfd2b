"""How a route is declared: its path, who may call it, what comes in and what goes out."""

import hashlib
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from typing import Any, Literal, TypeVar

from flask import Blueprint, Request, Response, current_app, make_response, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel
from spectree import Response as Answers
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter

from backend.core.doors import limiter
from backend.core.fields import MAX_ID
from backend.core.openapi import spec
from backend.core.problems import Problem, ProblemOut, field_problem
from backend.core.unit_of_work import unit_of_work

View = TypeVar("View", bound=Callable[..., Any])
Transaction = Literal["read", "write", "own"]

PUBLIC: Literal["public"] = "public"
READS = {"GET", "HEAD"}


class BoundedInteger(IntegerConverter):
    """A whole number in a path; one that no column could hold is simply not found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": MAX_ID} | kwargs)


class StrictJson(DefaultJSONProvider):
    """JSON as RFC 8259 has it: no NaN, no Infinity, no bottomless nesting."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Parse `s`; everything that is not JSON raises ValueError."""
        try:
            return super().loads(s, parse_constant=_refuse_constant, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def route(
    blueprint: Blueprint,
    rule: str,
    method: str = "GET",
    *,
    access: StrEnum | Literal["public"],
    out: type[BaseModel] | None = None,
    status: int = 200,
    also: Mapping[int, type[BaseModel] | None] | None = None,
    transaction: Transaction | None = None,
    limit: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None,
    at_root: bool = False,
) -> Callable[[View], View]:
    """Declare a view: `access` is a permission or PUBLIC, `out` the model of its answer.

    Input comes from the view's annotations `json`, `query` and `form`. The body runs inside one
    unit of work that fits the method ("own" leaves that to the operation). `at_root` opens the
    same door outside /api too. What is read can be asked for again with its ETag: 304 where nothing changed.
    """

    def decorate(view: View) -> View:
        validated = spec.validate(
            resp=_answers(access, {status: out, **(also or {})}, rule, method, view),
            tags=(blueprint.name,),
            security=[] if access == PUBLIC else None,
            operation_id=view.__name__,
        )(view)
        handler = _handler(view, validated, access, transaction or _usual(method))
        bounded: Any = limit(handler) if limit else handler
        bounded.access = access
        blueprint.add_url_rule(rule, view.__name__, bounded, methods=[method])
        if at_root:
            blueprint.record(
                lambda state: state.app.add_url_rule(
                    rule, f"{view.__name__}_at_root", bounded, methods=[method]
                )
            )
        return view

    return decorate


def _usual(method: str) -> Transaction:
    return "read" if method in READS else "write"


def _handler(
    view: Callable[..., Any], validated: Callable[..., Any], access: str, transaction: Transaction
) -> Any:
    takes_json, takes_form = "json" in view.__annotations__, "form" in view.__annotations__

    def answer(**kwargs: Any) -> Any:
        if takes_json or takes_form:
            check_body(request, takes_json=takes_json, takes_form=takes_form)
        answered = validated(**kwargs)
        return tagged(answered) if request.method in READS else answered

    @wraps(validated)
    def handle(**kwargs: Any) -> Any:
        authorize = current_app.extensions["authorize"]
        if transaction == "own":
            if access != PUBLIC:
                with unit_of_work(write=False):
                    authorize(access)
            return answer(**kwargs)
        with unit_of_work(write=transaction == "write"):
            authorize(access)
            return answer(**kwargs)

    return handle


def tagged(answer: Any) -> Response:
    """The answer with an ETag made from its JSON, or 304 without a body to who has just that already."""
    response = make_response(answer)
    if response.status_code == 200 and response.mimetype == "application/json":
        if not response.get_etag()[0]:
            # Weak: the same JSON may travel compressed or not.
            response.set_etag(hashlib.blake2b(response.get_data(), digest_size=15).hexdigest(), weak=True)
        response.make_conditional(request)
    return response


def check_body(incoming: Request, *, takes_json: bool, takes_form: bool) -> None:
    """Refuse a body of another type (415), broken JSON (400) and JSON that is no object (422)."""
    if takes_form and incoming.mimetype == "multipart/form-data":
        return
    if not takes_json or incoming.mimetype != "application/json":
        wanted = "multipart/form-data" if takes_form and not takes_json else "application/json"
        raise Problem(415, "unsupported_media_type", f"Send {wanted}.")
    try:
        body = incoming.get_json()
    except (BadRequest, UnicodeDecodeError) as error:
        raise Problem(400, "malformed_json", "The body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise field_problem("", "invalid", "The body must be a JSON object.")


def _answers(
    access: str, models: dict[int, type[BaseModel] | None], rule: str, method: str, view: Callable[..., Any]
) -> Answers:
    refusals = {429, 503} | ({401, 403} if access != PUBLIC else set())
    if "<" in rule:
        refusals.add(404)
    if {"json", "form"} & view.__annotations__.keys():
        refusals |= {400, 413, 415}
    if method not in READS:
        refusals.add(409)
    if method == "GET" and any(models.values()):
        models = models | {304: None}
    every = models | dict.fromkeys(refusals - models.keys(), ProblemOut)
    return Answers(**{f"HTTP_{code}": model for code, model in sorted(every.items())})


def limited(rule: str, key: Callable[[], str], *, only: int | None = None) -> Callable[[Any], Any]:
    """A rate limit such as "30 per hour" by `key`; `only` counts answers of that status alone.

    The same wherever the door stands: at the root and under /api are not two counts.
    """
    counts = (lambda response: response.status_code == only) if only else None
    return limiter.shared_limit(rule, scope="doors", key_func=key, deduct_when=counts)
