"""The API's own description (OpenAPI 3.1), made from the routes, and its readable page."""

from typing import Any

from flask import Flask
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from spectree import SecurityScheme, SpecTree
from spectree.models import InType, SecureType, SecuritySchemeData

from backend.core.description import Plugin
from backend.core.problems import MEDIA_TYPE, FieldError, ProblemOut, invalid

BEARER = SecurityScheme(
    name="bearer",
    data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer", bearer_format="JWT"),
)
COOKIE = SecurityScheme(
    name="cookie",
    data=SecuritySchemeData(type=SecureType.API_KEY, name="dastak_access", field_in=InType.COOKIE),
)

# Pydantic's own kinds of error, in the words of our API.
CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_short",
    "too_long": "too_long",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_large",
    "less_than": "too_large",
    "enum": "invalid_choice",
    "literal_error": "invalid_choice",
    "timezone_aware": "invalid",
}
OWN_CODES = {
    "invalid_pincode", "invalid_phone", "invalid_email", "common_password", "document_type",
    "document_size", "document_broken", "past", "too_far",
}  # fmt: skip
SENTENCES = {
    "required": "Please fill this in.",
    "unknown_field": "We don't know this field.",
}


def pointer(location: tuple[int | str, ...]) -> str:
    """A JSON pointer (RFC 6901) to a place in the input."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in location)


def _field_error(error: ErrorDetails) -> FieldError:
    code = CODES.get(error["type"], error["type"] if error["type"] in OWN_CODES else "invalid")
    return FieldError(pointer=pointer(error["loc"]), code=code, detail=SENTENCES.get(code, error["msg"]))


def from_validation(error: ValidationError) -> list[FieldError]:
    """Our field errors for Pydantic's; what was sent is not repeated."""
    return [_field_error(each) for each in error.errors(include_url=False, include_input=False)]


def _refuse(_request: Any, _response: Any, error: Any, _instance: Any, _adapter: Any) -> None:
    if error is not None:
        raise invalid(from_validation(error))


def schema_name(model: Any) -> str:
    """A schema's name in the description is its class's name."""
    return str(model.__name__)


spec = SpecTree(
    backend=Plugin,
    mode="strict",
    before=_refuse,
    validation_error_model=ProblemOut,
    naming_strategy=schema_name,
    nested_naming_strategy=lambda _parent, child: child,
    title="Dastak",
    version="1",
    description="Customers book tasks, professionals accept and close them, an admin runs the business.",
    security_schemes=[BEARER, COOKIE],
    security=[{"bearer": []}, {"cookie": []}],
)


def describe(app: Flask) -> dict[str, Any]:
    """The whole description of `app`'s API."""
    with app.test_request_context():
        spec.app = app
        description: dict[str, Any] = spec.spec
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                _mark_problem(status, answer)
    return description


def _mark_problem(status: str, answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if int(status) >= 400 and "application/json" in content:
        content[MEDIA_TYPE] = content.pop("application/json")
