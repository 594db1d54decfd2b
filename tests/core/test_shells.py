"""Which page the application starts in, for whom, and what the browser is told to fetch meanwhile."""

import gzip
import json
from pathlib import Path

import pytest
from flask import Flask, Response, request

from backend.core.shells import Shells

KNOWN = {"Cookie": "csrf_refresh_token=x"}
HINDI = {"Accept-Language": "hi-IN,hi;q=0.9,en;q=0.5"}
NEEDS = {
    "urgent": {"style": ["assets/all.css"], "script": ["theme.js"], "module": ["assets/vue.js"]},
    "shells": {r"^\/$": "home", r"^\/bookings\/\d+$": "booking"},
    "me": "/api/me",
    "questions": {"^/$": ["/api/tasks?sort=popular"], r"^/bookings/(\d+)$": [r"/api/bookings/\1"]},
    "texts": {
        "en": {"start": [], "daily": ["assets/en.js"], "rest": ["assets/en.js", "assets/more.js"]},
        "hi": {
            "start": ["assets/hi.js"],
            "daily": ["assets/hi.js"],
            "rest": ["assets/hi.js", "assets/more.js"],
        },
    },
    "pages": {
        "^/$": {"says": "start", "files": []},
        r"^/bookings/\d+$": {"says": "daily", "files": ["assets/Booking.js", "assets/Booking.css"]},
        "^/login$": {"says": "rest", "files": []},
    },
}


@pytest.fixture
def shells(tmp_path: Path) -> Shells:
    """Six pages as the build leaves them; one of them without its small copies."""
    for name in ("home.en", "home.hi", "booking.en", "booking.hi", "page.en", "page.hi"):
        (tmp_path / f"{name}.html").write_text(name)
        if name != "page.hi":
            (tmp_path / f"{name}.html.gz").write_bytes(gzip.compress(name.encode()))
            (tmp_path / f"{name}.html.br").write_bytes(b"br of " + name.encode())
    (tmp_path / "pages.json").write_text(json.dumps(NEEDS))
    return Shells(tmp_path)


def ask(shells: Shells, path: str, **headers: str) -> Response:
    """The answer to a browser that sends these headers."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with Flask(__name__).test_request_context(path, headers=given):
        return shells.answer(request)


URGENT = (
    "</assets/all.css>; rel=preload; as=style; crossorigin=anonymous",
    "</theme.js>; rel=preload; as=script",
    "</assets/vue.js>; rel=preload; as=script; crossorigin=anonymous",
)


def links(shells: Shells, path: str, **headers: str) -> list[str]:
    """What the browser is told to fetch along with the page, after what every page needs."""
    told = ask(shells, path, **headers).headers["Link"].split(", ")
    assert tuple(told[: len(URGENT)]) == URGENT
    return told[len(URGENT) :]


def fetched(*addresses: str) -> list[str]:
    """Told to ask the API at these addresses, as the screens will."""
    return [f"<{address}>; rel=preload; as=fetch; crossorigin=anonymous" for address in addresses]


def modules(*files: str) -> list[str]:
    """Told to fetch these parts."""
    return [f"</assets/{file}>; rel=modulepreload" for file in files]


@pytest.mark.parametrize(
    ("path", "headers", "page"),
    [
        ("/", {}, "home.en"),
        ("/?book=1", {}, "home.en"),
        ("/", HINDI, "home.hi"),
        ("/", {"Accept-Language": "en-IN,hi;q=0.9"}, "home.en"),
        ("/", {"Cookie": "dastak_locale=hi"}, "home.hi"),
        ("/", HINDI | {"Cookie": "dastak_locale=en"}, "home.en"),
        ("/", HINDI | {"Cookie": "dastak_locale=../../etc"}, "home.hi"),
        ("/bookings/7", {}, "booking.en"),
        ("/bookings/७", {}, "page.en"),
        ("/bookings", {}, "page.en"),
        ("/no/such/page", HINDI, "page.hi"),
    ],
)
def test_the_page_follows_address_and_reader(
    shells: Shells, path: str, headers: dict[str, str], page: str
) -> None:
    response = ask(shells, path, **headers)
    assert (response.get_data(as_text=True), response.mimetype) == (page, "text/html")
    assert response.headers["Cache-Control"] == "no-cache"
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} == set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip")],
)
def test_it_travels_as_small_as_the_browser_takes_it(
    shells: Shells, accepted: str, encoding: str | None
) -> None:
    response = ask(shells, "/", Accept_Encoding=accepted)
    assert response.headers.get("Content-Encoding") == encoding
    assert response.mimetype == "text/html"


def test_without_a_small_copy_it_travels_as_it_is(shells: Shells) -> None:
    response = ask(shells, "/login", Accept_Encoding="br", **HINDI)
    assert "Content-Encoding" not in response.headers
    assert response.get_data() == b"page.hi"


def test_who_has_it_already_gets_only_a_word(shells: Shells) -> None:
    tag = ask(shells, "/").headers["ETag"]
    assert tag != ask(shells, "/", Accept_Encoding="br").headers["ETag"]
    assert ask(shells, "/", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize("path", ["/", "/?book=3"])
def test_the_catalogue_is_asked_for_before_the_script_is_here(shells: Shells, path: str) -> None:
    assert links(shells, path) == fetched("/api/tasks?sort=popular")
    assert links(shells, path, **HINDI) == fetched("/api/tasks?sort=popular") + modules("hi.js")
    assert links(shells, path, **KNOWN) == fetched("/api/me", "/api/tasks?sort=popular")


def test_a_question_that_will_be_another_is_not_asked(shells: Shells) -> None:
    assert links(shells, "/?q=tap") == []
    assert links(shells, "/bookings/7?x=1", **KNOWN) == fetched("/api/me") + modules("en.js", "Booking.js")


def test_a_page_that_comes_later_is_fetched_along_with_the_app(shells: Shells) -> None:
    assert links(shells, "/bookings/7") == modules("en.js", "Booking.js")
    assert links(shells, "/bookings/7/x") == modules("en.js", "more.js")
    assert links(shells, "/login", **HINDI) == modules("hi.js", "more.js")


def test_whoever_is_signed_in_need_not_wait_to_be_asked_who_they_are(shells: Shells) -> None:
    page = modules("en.js", "Booking.js")
    assert links(shells, "/bookings/7", **KNOWN) == fetched("/api/me", "/api/bookings/7") + page
    assert links(shells, "/bookings/७", **KNOWN) == fetched("/api/me") + page
    assert links(shells, "/login", **KNOWN) == fetched("/api/me") + modules("en.js", "more.js")


def test_nothing_is_sent_that_was_not_built(tmp_path: Path) -> None:
    assert not Shells(tmp_path).built()
