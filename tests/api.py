"""The API as a test speaks it: JSON in, a checked answer out."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import PASSWORD

PROBLEM_TYPE = "application/problem+json"
PROBLEM_MEMBERS = {"type", "title", "status", "detail", "code"}


@dataclass(frozen=True)
class Answer:
    """One answer, already known to be no server error and, where it refuses, a proper problem."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def body(self) -> Any:
        """The JSON body."""
        return self.response.get_json()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.response.get_data(as_text=True)

    def ok(self, status: int = 200) -> Any:
        """The JSON body of a success with just this `status`."""
        assert self.status == status, f"{self.status}: {self.text}"
        return self.body if self.response.data else None

    def problem(self, status: int, code: str) -> dict[str, Any]:
        """The problem, which must have this `status` and `code`."""
        assert (self.status, self.body.get("code")) == (status, code), f"{self.status}: {self.text}"
        document: dict[str, Any] = self.body
        return document

    def faults(self) -> dict[str, str]:
        """Pointer → code of a 422's faults."""
        return {fault["pointer"]: fault["code"] for fault in self.problem(422, "validation")["errors"]}


class Api:
    """One caller: nobody in particular, or whoever the token belongs to."""

    def __init__(self, client: FlaskClient, token: str | None = None) -> None:
        self.client, self.token = client, token

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """Send `body` as JSON (or whatever `more` says) and check the answer's form."""
        headers = dict(more.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if body is not None:
            more["json"] = body
        response = self.client.open(path, method=method, headers=headers, buffered=True, **more)
        _check_form(response)
        return Answer(response)

    def get(self, path: str, **query: Any) -> Answer:
        """GET with `query`; `from_` stands for `from`."""
        return self.call("GET", path, query_string={name.rstrip("_"): value for name, value in query.items()})

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        """POST `body` as JSON."""
        return self.call("POST", path, {} if body is None and "data" not in more else body, **more)

    def patch(self, path: str, body: Any = None, **more: Any) -> Answer:
        """PATCH `body` as JSON."""
        return self.call("PATCH", path, {} if body is None and "data" not in more else body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Answer:
        """PUT `body` as JSON, or `data` as a form."""
        return self.call("PUT", path, body, **more)

    def delete(self, path: str, **more: Any) -> Answer:
        """DELETE."""
        return self.call("DELETE", path, **more)

    def signed_in(self, username: str, password: str = PASSWORD) -> "Api":
        """The same door as somebody: signs in with the password and keeps the token."""
        answer = Api(self.client).post("/api/check", {"username": username, "password": password})
        return Api(self.client, answer.ok()["access_token"])


def _check_form(response: TestResponse) -> None:
    assert response.status_code < 500 or response.status_code == 503, response.get_data(as_text=True)
    if response.status_code < 400:
        return
    assert response.mimetype == PROBLEM_TYPE, (response.status_code, response.mimetype, response.data)
    document = response.get_json()
    assert document.keys() >= PROBLEM_MEMBERS, document
    assert document["status"] == response.status_code
    if response.status_code == 422 and document["code"] == "validation":
        assert document["errors"], "a 422 says which field it is about"
        for fault in document["errors"]:
            assert fault.keys() == {"pointer", "code", "detail"}
            assert fault["detail"]


class Browser(Api):
    """A caller that keeps cookies and sends the CSRF token with every write, as the app does."""

    def __init__(self, client: FlaskClient) -> None:
        super().__init__(client)

    def cookie(self, name: str) -> str | None:
        """The value of a cookie, None where there is none."""
        found = self.client.get_cookie(name)
        return found.value if found else None

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """As before, with the header X-CSRF-TOKEN where the cookie is there."""
        name = "csrf_refresh_token" if path == "/api/refresh" else "csrf_access_token"
        if method != "GET" and (token := self.cookie(name)):
            more["headers"] = {"X-CSRF-TOKEN": token} | dict(more.get("headers", {}))
        return super().call(method, path, body, **more)
