"""Staying signed in, and every way in which that ends."""

import base64
import json
from datetime import timedelta

import jwt
import pytest
import time_machine
from sqlalchemy import func, select, update

from backend.accounts.models import Session, User
from backend.core import clock as wall_clock
from tests.api import Api, Browser
from tests.cast import PASSWORD
from tests.conftest import Application
from tests.worlds import Person, World

LATER = timedelta(minutes=5)


@pytest.fixture
def browser(world: World) -> Browser:
    """Carl in a browser, signed in with cookies."""
    found = Browser(world.app.test_client())
    found.post("/api/check", {"username": "carl", "password": PASSWORD}).ok()
    return found


def test_the_cookies_keep_their_secret_from_scripts(world: World, anyone: Api) -> None:
    answer = anyone.post("/api/check", {"username": "carl", "password": PASSWORD})
    cookies = {text.split("=")[0]: text for text in answer.response.headers.getlist("Set-Cookie")}
    assert cookies.keys() == {"dastak_access", "dastak_refresh", "csrf_access_token", "csrf_refresh_token"}
    for name in ("dastak_access", "dastak_refresh"):
        assert "HttpOnly" in cookies[name]
    for name in ("csrf_access_token", "csrf_refresh_token"):
        assert "HttpOnly" not in cookies[name]
    assert all("SameSite=Lax" in text or "SameSite=Strict" in text for text in cookies.values())
    assert not any("Secure" in text for text in cookies.values())


def test_behind_https_the_cookies_are_secure_and_bound_to_the_host(
    world: World, application: Application
) -> None:
    settings = world.settings.model_copy(update={"public_url": "https://dastak.example.org"})
    client = application(settings).test_client()
    answer = Api(client).post("/api/check", {"username": "carl", "password": PASSWORD})
    cookies = answer.response.headers.getlist("Set-Cookie")
    tokens = [text for text in cookies if "HttpOnly" in text]
    assert {text.split("=")[0] for text in tokens} == {"__Host-dastak_access", "__Host-dastak_refresh"}
    assert all("Secure" in text and "Path=/" in text and "Domain=" not in text for text in tokens)
    assert all("Secure" in text for text in cookies)


def test_the_cookies_sign_in(browser: Browser) -> None:
    assert browser.get("/api/me").ok()["username"] == "carl"


def test_a_write_with_cookies_needs_the_csrf_token(browser: Browser) -> None:
    change = {"firstname": "Karl"}
    for token in ("", "forged", browser.cookie("csrf_refresh_token") or ""):
        browser.patch("/api/me", change, headers={"X-CSRF-TOKEN": token}).problem(401, "csrf")
    assert browser.get("/api/me").ok()["firstname"] == "Carl"
    assert browser.patch("/api/me", change).ok()["firstname"] == "Karl"


def test_a_refresh_with_cookies_needs_its_own_csrf_token(browser: Browser) -> None:
    wrong = browser.cookie("csrf_access_token") or ""
    browser.post("/api/refresh", headers={"X-CSRF-TOKEN": wrong}).problem(401, "csrf")
    assert browser.post("/api/refresh").ok()["access_token"]


def test_a_script_needs_no_csrf_token(carl: Person) -> None:
    assert carl.patch("/api/me", {"firstname": "Karl"}).ok()["firstname"] == "Karl"


def test_nobody_is_told_to_sign_in(anyone: Api) -> None:
    answer = anyone.get("/api/me")
    answer.problem(401, "unauthenticated")
    assert answer.response.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_access_token_runs_out(browser: Browser, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(hours=1))
    browser.get("/api/me").problem(401, "token_expired")
    browser.post("/api/refresh").ok()
    assert browser.get("/api/me").ok()["username"] == "carl"


def test_a_refresh_token_runs_out(browser: Browser, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=60))
    assert browser.post("/api/refresh").status == 401


def test_each_refresh_turns_the_token(browser: Browser, clock: time_machine.Traveller) -> None:
    seen = {browser.cookie("dastak_refresh")}
    for _ in range(3):
        clock.shift(LATER)
        browser.post("/api/refresh").ok()
        seen.add(browser.cookie("dastak_refresh"))
    assert len(seen) == 4


def test_a_refresh_token_used_twice_ends_the_whole_family(
    world: World, browser: Browser, clock: time_machine.Traveller
) -> None:
    stolen, token = browser.cookie("dastak_refresh"), browser.cookie("dastak_access")
    clock.shift(LATER)
    fresh = browser.post("/api/refresh").ok()["access_token"]
    clock.shift(LATER)
    thief = Api(world.app.test_client(), stolen)
    thief.post("/api/refresh").problem(401, "token_revoked")
    for each in (fresh, token):
        Api(world.app.test_client(), each).get("/api/me").problem(401, "token_revoked")
    assert browser.post("/api/refresh").status == 401
    assert world.person("carl").get("/api/me").ok(), "another sign-in of the same person goes on"


def test_two_tabs_may_refresh_at_the_same_moment(world: World, browser: Browser) -> None:
    same = Api(world.app.test_client(), browser.cookie("dastak_refresh"))
    browser.post("/api/refresh").ok()
    token = same.post("/api/refresh").ok()["access_token"]
    assert Api(world.app.test_client(), token).get("/api/me").ok()
    assert browser.get("/api/me").ok()


def test_signing_out_ends_the_tokens_at_once(world: World, browser: Browser) -> None:
    access, refresh = browser.cookie("dastak_access"), browser.cookie("dastak_refresh")
    browser.post("/api/logout").ok(204)
    assert browser.cookie("dastak_access") is None
    assert browser.cookie("csrf_access_token") is None
    Api(world.app.test_client(), access).get("/api/me").problem(401, "token_revoked")
    Api(world.app.test_client(), refresh).post("/api/refresh").problem(401, "token_revoked")
    browser.get("/api/me").problem(401, "unauthenticated")


def test_blocking_ends_a_live_session_at_its_next_request(
    ada: Person, carl: Person, browser: Browser
) -> None:
    carl.get("/api/me").ok()
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": "Never there"}).ok()
    carl.get("/api/me").problem(401, "token_revoked")
    carl.post("/api/bookings", {"task_id": 1}).problem(401, "token_revoked")
    assert browser.get("/api/me").status == 401
    assert browser.post("/api/refresh").status == 401
    ada.post(f"/api/users/{carl.id}/moves", {"action": "unblock"}).ok()
    assert carl.get("/api/me").status == 401, "what was ended stays ended"


def test_a_new_password_ends_the_other_sessions(world: World, carl: Person, browser: Browser) -> None:
    change = {"current_password": PASSWORD, "new_password": "another long evening"}
    browser.post("/api/me/password", change).ok(204)
    assert browser.get("/api/me").ok()
    carl.get("/api/me").problem(401, "token_revoked")
    world.anyone().post("/api/check", {"username": "carl", "password": PASSWORD}).problem(
        401, "bad_credentials"
    )
    assert world.anyone().signed_in("carl", "another long evening").get("/api/me").ok()


def test_the_current_password_must_be_right(world: World, carl: Person) -> None:
    before = world.dump()
    change = {"current_password": "not this one", "new_password": "another long evening"}
    assert carl.post("/api/me/password", change).faults() == {"/current_password": "wrong_password"}
    assert world.dump() == before


def test_the_owner_sees_and_ends_all_sessions(
    world: World, carl: Person, cora: Person, browser: Browser
) -> None:
    sessions = browser.get("/api/me/sessions").ok()["items"]
    assert [each["current"] for each in sessions].count(True) == 1
    assert len(sessions) == 2
    browser.delete("/api/me/sessions").ok(204)
    carl.get("/api/me").problem(401, "token_revoked")
    assert browser.get("/api/me").status == 401
    assert cora.get("/api/me").ok(), "nobody else's"
    assert world.count(Session, Session.ended_at.is_(None), Session.user_id == carl.id) == 0


def test_an_access_token_does_not_refresh_and_a_refresh_token_opens_nothing(
    world: World, carl: Person, browser: Browser
) -> None:
    assert carl.post("/api/refresh").status == 401
    assert Api(world.app.test_client(), browser.cookie("dastak_refresh")).get("/api/me").status == 401


def _forged(token: str) -> list[str]:
    head, claims, signature = token.split(".")
    payload = jwt.decode(token, options={"verify_signature": False})
    bare = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).decode().rstrip("=")
    return [
        f"{head}.{claims}.{'A' * len(signature)}",
        f"{bare}.{claims}.",
        f"{head}.{claims}",
        jwt.encode(payload, "some other key that is long enough", algorithm="HS256"),
        jwt.encode(payload | {"sub": 1}, "some other key that is long enough", algorithm="HS256"),
        "nonsense",
        "",
        "ä" * 20,
    ]


def test_no_forged_token_opens_anything(world: World, carl: Person) -> None:
    assert carl.token
    for token in _forged(carl.token):
        headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
        assert world.anyone().get("/api/me").status == 401
        assert world.anyone().call("GET", "/api/me", headers=headers).status == 401


def test_a_token_of_ours_without_a_session_opens_nothing(world: World, carl: Person) -> None:
    assert carl.token
    claims = jwt.decode(carl.token, options={"verify_signature": False})
    for changes in ({"sid": "0" * 32}, {"sid": None}, {"sid": 7}, {"sub": None}):
        token = jwt.encode(claims | changes, world.settings.secret_key, algorithm="HS256")
        assert Api(world.app.test_client(), token).get("/api/me").status == 401, changes


def test_the_last_visit_is_remembered(world: World, carl: Person, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=20))
    carl.get("/api/me").ok()
    assert world.one(select(User.last_seen_at).where(User.id == carl.id)) == wall_clock.now()


def test_a_wrong_password_leaves_no_session(world: World, anyone: Api) -> None:
    sessions = world.one(select(func.count()).select_from(Session))
    anyone.post("/api/check", {"username": "carl", "password": "not this one"})
    assert world.one(select(func.count()).select_from(Session)) == sessions


def test_a_session_of_a_row_that_is_gone_opens_nothing(world: World, carl: Person) -> None:
    world.change(update(Session).where(Session.user_id == carl.id).values(ended_at=wall_clock.now()))
    carl.get("/api/me").problem(401, "token_revoked")


def test_one_sign_in_is_ended_and_the_others_go_on(world: World, carl: Person, browser: Browser) -> None:
    (other,) = [each for each in browser.get("/api/me/sessions").ok()["items"] if not each["current"]]
    browser.delete(f"/api/me/sessions/{other['id']}").ok(204)
    carl.get("/api/me").problem(401, "token_revoked")
    assert browser.get("/api/me").ok()
    browser.delete(f"/api/me/sessions/{other['id']}").problem(404, "not_found")


def test_all_others_are_ended(world: World, carl: Person, cora: Person, browser: Browser) -> None:
    world.anyone().signed_in("carl")
    browser.delete("/api/me/sessions?others=true").ok(204)
    (left,) = browser.get("/api/me/sessions").ok()["items"]
    assert left["current"]
    carl.get("/api/me").problem(401, "token_revoked")
    assert cora.get("/api/me").ok()


def test_ending_the_own_sign_in_signs_off(browser: Browser) -> None:
    (here,) = [each for each in browser.get("/api/me/sessions").ok()["items"] if each["current"]]
    browser.delete(f"/api/me/sessions/{here['id']}").ok(204)
    assert browser.cookie("dastak_access") is None
    assert browser.get("/api/me").status == 401


def test_nobody_elses_sign_in_is_there_to_end(carl: Person, cora: Person) -> None:
    (theirs,) = cora.get("/api/me/sessions").ok()["items"]
    absent = carl.delete("/api/me/sessions/0123").problem(404, "not_found")
    assert carl.delete(f"/api/me/sessions/{theirs['id']}").problem(404, "not_found") == absent
    assert cora.get("/api/me").ok()


def test_a_sign_in_that_ran_out_is_not_shown(browser: Browser, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=20))
    browser.post("/api/refresh").ok()
    clock.shift(timedelta(days=11))
    browser.post("/api/refresh").ok()
    assert len(browser.get("/api/me/sessions").ok()["items"]) == 1
