"""Every error the API gives: RFC 9457 problem documents with a stable code."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from backend.core import clock
from backend.core.logs import log

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One fault of the input: a JSON pointer to the field, a stable code and a sentence."""

    pointer: str
    code: str
    detail: str


class ProblemOut(BaseModel):
    """A problem as the API describes it (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None


class Problem(Exception):  # noqa: N818 - a problem in RFC 9457's sense, not a fault of the program
    """Raised anywhere below the door; becomes the answer. `extra` adds members of its own."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers, self.extra = tuple(errors), dict(headers or {}), extra

    def body(self) -> dict[str, Any]:
        """The document's members, `errors` only where there are any."""
        document: dict[str, Any] = {
            "type": f"/api/docs#problem-{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        } | self.extra
        if self.errors:
            document["errors"] = [error.model_dump() for error in self.errors]
        return document

    def response(self) -> Response:
        """The problem as an HTTP answer."""
        return Response(
            json.dumps(self.body()), status=self.status, mimetype=MEDIA_TYPE, headers=self.headers
        )


def field_problem(pointer: str, code: str, detail: str) -> Problem:
    """A 422 about one field."""
    return invalid([FieldError(pointer=pointer, code=code, detail=detail)])


def invalid(errors: Sequence[FieldError]) -> Problem:
    """A 422 that lists what is wrong, field by field."""
    return Problem(422, "validation", "Some fields need another look.", errors=errors)


def not_found() -> Problem:
    """The one 404: the same words for what is absent and for what is somebody else's."""
    return Problem(404, "not_found", "There is nothing here, or it is not yours to see.")


def forbidden() -> Problem:
    """403 for a role that may never do this."""
    return Problem(403, "forbidden", "Your account may not do this.")


def unavailable(detail: str = "We are busy for a moment. Please try again.") -> Problem:
    """503 that says when to come back."""
    return Problem(503, "unavailable", detail, headers={"Retry-After": "2"})


HTTP_PROBLEMS = {
    400: ("malformed_request", "The request could not be read."),
    404: ("not_found", not_found().detail),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("too_large", "That is larger than we accept."),
    415: ("unsupported_media_type", "Send application/json."),
    429: ("rate_limited", "Too many tries. Please wait a little."),
}


def from_http(error: HTTPException) -> Problem:
    """A problem for an error that Flask or Werkzeug raised."""
    status = error.code or 500
    code, detail = HTTP_PROBLEMS.get(status, ("refused", "The request was refused."))
    headers = dict(error.get_headers(None)) if status in {405, 429} else {}
    kept: dict[str, str] = {name: headers[name] for name in ("Allow", "Retry-After") if name in headers}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        kept["Retry-After"] = str(_seconds_to_wait())
    return Problem(status, code, detail, headers=kept)


def _seconds_to_wait() -> int:
    from backend.core.doors import limiter  # here, since a worker knows problems but no doors

    reached = limiter.current_limit
    if reached is None:
        return 60
    left = reached.reset_at - int(clock.now().timestamp())
    return max(1, min(left, reached.limit.get_expiry()))


def install(app: Flask) -> None:
    """Make every error of `app` a problem; the unexpected ones are logged and say nothing inside."""

    @app.errorhandler(Problem)
    def _problem(problem: Problem) -> Response:
        return problem.response()

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        return from_http(error).response()

    @app.errorhandler(OperationalError)
    def _database(error: OperationalError) -> Response:
        log.error("database_unavailable", path=request.path, error=str(error.orig))
        return unavailable().response()

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        log.error("unexpected", path=request.path, exc_info=error)
        return Problem(500, "internal", "Something went wrong on our side.").response()
