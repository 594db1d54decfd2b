"""What the API answers, made otherwise on its way to the browser: empty, long, failing, or never."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

from e2e.screens import State

WHO = re.compile(r"/api/(me|check|refresh)$")
"""Left alone in every state: without it nobody is signed in."""

LONG = {
    "en": "Unreasonably-long-winded Thiruvananthapuram-and-Visakhapatnam apartment upkeep, twice",
    "hi": "अत्यधिकदीर्घनामवालीकार्यप्रणालीसंबंधीमरम्मत और सम्पूर्णगृहस्वच्छता अपार्टमेंटव्यवस्थापनसहायता",
}
NAMES = {
    "en": "Venkatanarasimharajuvaripetasubramaniam-Krishnamoorthy",
    "hi": "वेंकटनरसिंहराजुवारीपेटसुब्रमण्यमकृष्णमूर्ति",
}
LENGTHS = {
    "name": 80,
    "task_name": 80,
    "actor_name": 80,
    "subject_name": 80,
    "firstname": 40,
    "lastname": 40,
    "compname": 80,
    "username": 64,
    "address": 300,
    "remarks": 400,
    "reason": 300,
    "status_reason": 300,
    "description": 400,
    "title": 120,
    "text": 300,
    "body": 300,
    "district": 60,
    "last_error": 300,
    "error": 300,
}

Change = Callable[[Any], Any]


def arrange(page: Page, state: State, locale: str) -> None:
    """Let whatever `page` asks of the API be answered as `state` wants it."""
    if state is State.LOADING:
        page.route("**/api/**", lambda route: route.fallback() if _spared(route) else None)
    elif state is State.ERROR:
        page.route("**/api/**", lambda route: route.fallback() if _spared(route) else _fail(route))
    elif state in (State.EMPTY, State.LONG):
        change: Change = emptied if state is State.EMPTY else (lambda body: stretched(body, locale))
        page.route("**/api/**", lambda route: route.fallback() if _spared(route) else _change(route, change))


def _spared(route: Route) -> bool:
    return route.request.method != "GET" or WHO.search(route.request.url) is not None


def _fail(route: Route) -> None:
    # As a proxy in front would say it: no problem+json, nothing of ours.
    route.fulfill(status=500, content_type="text/html", body="<h1>Internal Server Error</h1>")


def _change(route: Route, change: Change) -> None:
    answer = route.fetch()
    kind = answer.headers.get("content-type", "")
    if "json" in kind and answer.ok and answer.status != 304 and "/api/jobs" not in route.request.url:
        route.fulfill(response=answer, json=change(answer.json()))
    else:
        route.fulfill(response=answer)


def emptied(body: Any) -> Any:
    """A new business: every list without items; figures without anything behind them."""
    if isinstance(body, list):
        return []
    if not isinstance(body, dict):
        return body
    if "items" in body:
        return body | {"items": [], "total": 0, "next": None} | ({"unread": 0} if "unread" in body else {})
    if "bookings" in body or "tasks" in body:
        return _nothing(body)
    return body


def _nothing(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: _nothing(value) for name, value in body.items()}
    if isinstance(body, list):
        return []
    return 0 if isinstance(body, int | float) and not isinstance(body, bool) else body


def stretched(body: Any, locale: str, name: str = "") -> Any:
    """Every text that people type, as long as they may type it."""
    if isinstance(body, dict):
        return {key: stretched(value, locale, key) for key, value in body.items()}
    if isinstance(body, list):
        return [stretched(value, locale, name) for value in body]
    if isinstance(body, str) and body and name in LENGTHS:
        words = NAMES if name in {"firstname", "lastname", "username", "compname"} else LONG
        return ((words[locale] + " ") * 12)[: LENGTHS[name]].strip()
    return body
