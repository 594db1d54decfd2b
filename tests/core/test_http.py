"""What holds for every answer: headers, problems, methods, strangers."""

import gzip
import re

import pytest

from tests.api import Api
from tests.conftest import Application
from tests.steps import at
from tests.worlds import Person, World

PATHS = ["/api/tasks", "/api/me", "/api/no/such/thing", "/api/openapi.json", "/api/docs", "/", "/healthz"]
HEADERS = {
    "Content-Security-Policy": r"default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ".+",
    "Permissions-Policy": ".+",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(world: World, path: str) -> None:
    headers = world.app.test_client().get(path, buffered=True).headers
    for name, form in HEADERS.items():
        assert re.match(form, headers[name]), name
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/api/tasks", "/api/me", "/"])
def test_behind_https_browsers_are_told_to_stay_there(
    world: World, application: Application, path: str
) -> None:
    settings = world.settings.model_copy(update={"public_url": "https://dastak.example.org"})
    headers = application(settings).test_client().get(path, buffered=True).headers
    assert "max-age" in headers["Strict-Transport-Security"]


def test_what_the_api_says_is_not_kept_by_caches(carl: Person) -> None:
    assert "no-store" in carl.get("/api/me").response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/users/x", "/api/tasks/-1", "/api/tasks/1e3"])
def test_an_address_that_is_none_is_a_problem(anyone: Api, path: str) -> None:
    anyone.get(path).problem(404, "not_found")


@pytest.mark.parametrize("path", ["/api/tasks/0", f"/api/tasks/{2**63}", f"/api/tasks/{10**40}"])
def test_an_id_that_no_row_has_is_simply_not_found(anyone: Api, path: str) -> None:
    absent = anyone.get("/api/tasks/4711")
    assert anyone.get(path).problem(404, "not_found") == absent.body


def test_another_method_is_told_which_there_are(anyone: Api) -> None:
    answer = anyone.call("DELETE", "/api/tasks")
    answer.problem(405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer.response.headers["Allow"].replace(" ", "").split(","))


def test_strangers_get_nothing(world: World, anyone: Api) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    for method in ("GET", "OPTIONS"):
        response = world.app.test_client().open("/api/tasks", method=method, headers=headers)
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto"])
def test_a_forged_header_changes_nothing(world: World, name: str) -> None:
    plain = world.app.test_client().get("/api/tasks")
    forged = world.app.test_client().get("/api/tasks", headers={name: "evil.example"})
    assert forged.data == plain.data
    assert "evil" not in str(forged.headers)


def test_the_docs_load_nothing_from_elsewhere(anyone: Api) -> None:
    page = anyone.get("/api/docs").text
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page) == []
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_the_description_is_openapi_3_1_of_our_problems(anyone: Api) -> None:
    document = anyone.get("/api/openapi.json").ok()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"] or operation["description"], (method, path)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert answer["content"].keys() == {"application/problem+json"}, (method, path, status)


def test_every_page_that_none_was_drawn_for_is_one_shell(world: World) -> None:
    client = world.app.test_client()
    pages = {client.get(path, buffered=True).data for path in ("/tasks/1", "/profile", "/no/such/page")}
    assert len(pages) == 1


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/assets/../../pyproject.toml", "/%2e%2e/pyproject.toml"]
)
def test_no_file_of_ours_is_served(world: World, path: str) -> None:
    response = world.app.test_client().get(path, buffered=True)
    assert b"[project]" not in response.data


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "Bearer a b c", "bearer x", "\x00"])
def test_a_strange_authorization_is_a_401(world: World, header: str) -> None:
    response = world.anyone().call("GET", "/api/me", headers={"Authorization": header})
    assert response.status == 401


@pytest.mark.parametrize("name", ["dastak_access", "dastak_refresh", "csrf_access_token"])
@pytest.mark.parametrize("value", ["", "x", "a.b.c", "é", "x" * 3000])
def test_a_strange_cookie_is_a_401(world: World, name: str, value: str) -> None:
    client = world.app.test_client()
    client.set_cookie(name, value)
    assert Api(client).get("/api/me").status == 401


def test_what_has_not_changed_is_not_sent_again(world: World, carl: Person, cora: Person) -> None:
    first = carl.get("/api/bookings")
    etag = first.response.headers["ETag"]
    again = carl.call("GET", "/api/bookings", headers={"If-None-Match": etag})
    assert (again.status, again.response.data) == (304, b"")
    assert again.response.headers["Cache-Control"] == "no-store"
    assert again.response.headers["ETag"] == etag
    carl.post("/api/bookings", {"task_id": world.town.tasks["tap"], "scheduled_for": at(days=1)}).ok(201)
    changed = carl.call("GET", "/api/bookings", headers={"If-None-Match": etag})
    assert changed.ok()["total"] == 1
    mine = {"If-None-Match": changed.response.headers["ETag"]}
    assert cora.call("GET", "/api/bookings", headers=mine).status == 200


@pytest.mark.parametrize(("accepted", "travels"), [("gzip", "gzip"), ("gzip, br, zstd", "zstd"), ("", None)])
def test_lists_travel_small_to_whoever_can_read_that(
    world: World, accepted: str, travels: str | None
) -> None:
    plain = world.anyone().call("GET", "/api/openapi.json")
    small = world.anyone().call("GET", "/api/openapi.json", headers={"Accept-Encoding": accepted})
    assert small.response.headers.get("Content-Encoding") == travels
    assert "Accept-Encoding" in small.response.headers["Vary"]
    if travels == "gzip":
        assert gzip.decompress(small.response.data) == plain.response.data
        assert len(small.response.data) < len(plain.response.data) / 4


def test_small_or_not_it_is_the_same_answer(carl: Person) -> None:
    """An ETag got with a compressed answer holds for a plain one."""
    small = carl.call("GET", "/api/tasks", headers={"Accept-Encoding": "gzip"})
    again = carl.call("GET", "/api/tasks", headers={"If-None-Match": small.response.headers["ETag"]})
    assert again.status == 304


@pytest.mark.parametrize("etag", ["*", '"x"', "x", 'W/"x", "y"', '"' + "x" * 3000])
def test_a_strange_etag_is_no_trouble(carl: Person, etag: str) -> None:
    answer = carl.call("GET", "/api/me", headers={"If-None-Match": etag})
    assert answer.status in {200, 304}


def test_a_refusal_is_never_unchanged(anyone: Api, carl: Person) -> None:
    etag = carl.get("/api/me").response.headers["ETag"]
    anyone.call("GET", "/api/me", headers={"If-None-Match": etag}).problem(401, "unauthenticated")
    assert "ETag" not in anyone.get("/api/tasks/4711").response.headers
