"""Every screen there is, for everybody who may open it, in every state it can be met in: pure data.

A test compares this list with the router, so that a new route cannot be forgotten.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path

from playwright.sync_api import Page, expect

SOURCES = Path(__file__).parents[1] / "frontend" / "src"

Say = Callable[[str], str]
"""A text of the screens by its key, in the reader's language, up to its first {parameter}."""


class Role(StrEnum):
    """Who looks. The waiting and the rejected are professionals nobody has let in."""

    VISITOR = "visitor"
    CUSTOMER = "customer"
    PROFESSIONAL = "professional"
    WAITING = "waiting"
    REJECTED = "rejected"
    ADMIN = "admin"


class State(StrEnum):
    """How a screen may be met; `opened` ones are named by what is open."""

    FULL = "full"
    EMPTY = "empty"
    NARROWED = "narrowed"
    LOADING = "loading"
    ERROR = "error"
    LONG = "long"
    ABSENT = "absent"


FULL, EMPTY, NARROWED, LOADING, ERROR, LONG, ABSENT = State
READ = (FULL, LOADING, ERROR, LONG)
LIST = (FULL, EMPTY, NARROWED, LOADING, ERROR, LONG)
ONE = (*READ, ABSENT)

Act = Callable[[Page, Say], None]


@dataclass(frozen=True)
class Screen:
    """One route as one role sees it. `{words}` in its path are filled in by the house it is shown in."""

    role: Role
    route: str
    path: str
    states: tuple[State, ...] = (FULL,)
    opens: dict[str, Act] = field(default_factory=dict)
    """What can be opened over it, by name: each brings the page there from its full state."""
    title: str = ""
    """Two screens may share a title only where they say so here (a booking of each status, for instance)."""

    @property
    def name(self) -> str:
        """Short and unique: `customer-booking`, `customer-booking.closed`."""
        return f"{self.role}-{self.title or self.route}"


def _button(key: str) -> Act:
    def act(page: Page, say: Say) -> None:
        page.get_by_role("main").get_by_role("button", name=say(key), exact=True).first.click()

    return act


def _dialog(key: str) -> Act:
    def act(page: Page, say: Say) -> None:
        _button(key)(page, say)
        expect(page.get_by_role("dialog")).to_be_visible()

    return act


def _menu(page: Page, _say: Say) -> None:
    page.locator("button[popovertarget=account-menu]").click()
    expect(page.locator("#account-menu")).to_be_visible()


def _sent_empty(page: Page, _say: Say) -> None:
    page.get_by_role("main").locator("button[type=submit]").first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def _sheet_sent_empty(key: str) -> Act:
    def act(page: Page, say: Say) -> None:
        _dialog(key)(page, say)
        page.get_by_role("dialog").locator("button[type=submit]").click()
        expect(page.get_by_role("dialog").locator("[aria-invalid=true], .text-danger").first).to_be_visible()

    return act


def _price(typed: str) -> Act:
    def act(page: Page, _say: Say) -> None:
        page.locator("button.money").first.click()
        page.locator("input[name=price]").fill(typed)
        page.locator("input[name=price]").press("Enter")
        expect(page.get_by_role("main").get_by_role("alert")).to_be_visible()

    return act


def _refused_toast(key: str) -> Act:
    """A move that the API fails to make: the reason stands in a toast."""

    def act(page: Page, say: Say) -> None:
        page.route("**/moves", lambda route: route.fulfill(status=500, body=""))
        page.get_by_role("main").get_by_role("button", name=say(key), exact=True).first.click()
        expect(page.get_by_role("status").filter(has=page.get_by_role("button")).first).to_be_visible()
        page.unroute("**/moves")

    return act


def _shared(role: Role) -> list[Screen]:
    """What everybody signed in has."""
    return [
        Screen(role, "profile", "/profile", (FULL, LONG), {"wrong": _wrong_profile}),
        Screen(role, "notifications", "/notifications", (FULL, EMPTY, LOADING, ERROR, LONG), {"menu": _menu}),
    ]


def _wrong_profile(page: Page, _say: Say) -> None:
    page.locator("input[name=pincode]").first.fill("12")
    page.locator("input[name=pincode]").first.blur()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def _public(role: Role) -> list[Screen]:
    """What everybody may open, as a visitor and as a customer."""
    return [
        Screen(role, "home", "/", LIST),
        Screen(role, "home", "/?pincode=560001&max_price=900", title="home.searched"),
        Screen(role, "task", "/tasks/{task}", ONE),
        Screen(role, "task", "/tasks/{task}?pincode=560001", title="task.near", states=(FULL, LONG)),
        Screen(role, "professional", "/professionals/{professional}", (*ONE, EMPTY)),
    ]


VISITOR = [
    *_public(Role.VISITOR),
    Screen(Role.VISITOR, "login", "/login", opens={"wrong": _sent_empty}),
    Screen(Role.VISITOR, "reset", "/reset", opens={"wrong": _sent_empty}),
    Screen(Role.VISITOR, "reset", "/reset#no-such-token", opens={"wrong": _sent_empty}, title="reset.new"),
    Screen(Role.VISITOR, "join", "/join"),
    Screen(Role.VISITOR, "join-customer", "/join/customer", opens={"wrong": _sent_empty}),
    Screen(
        Role.VISITOR,
        "join-professional",
        "/join/professional",
        (FULL, ERROR, LONG),
        opens={"wrong": _sent_empty},
    ),
    Screen(Role.VISITOR, "nowhere", "/no/such/page"),
]
CUSTOMER = [
    *_public(Role.CUSTOMER),
    *_shared(Role.CUSTOMER),
    Screen(
        Role.CUSTOMER, "home", "/?book={task}", (FULL, LOADING, ERROR, LONG, ABSENT), title="booking-sheet"
    ),
    Screen(Role.CUSTOMER, "bookings", "/bookings", LIST, {"cancel": _dialog("actions.cancel")}),
    Screen(Role.CUSTOMER, "bookings", "/bookings?when=past", (FULL, EMPTY), title="bookings.past"),
    Screen(
        Role.CUSTOMER,
        "booking",
        "/bookings/{requested}",
        ONE,
        {
            "edit": _dialog("actions.edit"),
            "cancel": _dialog("actions.cancel"),
            "cancel-empty": _sheet_sent_empty("actions.cancel"),
        },
    ),
    Screen(
        Role.CUSTOMER,
        "booking",
        "/bookings/{assigned}",
        (FULL, LONG),
        {"close": _dialog("actions.close")},
        "booking.assigned",
    ),
    Screen(
        Role.CUSTOMER,
        "booking",
        "/bookings/{closed}",
        (FULL,),
        {"review": _dialog("actions.review"), "review-empty": _sheet_sent_empty("actions.review")},
        "booking.closed",
    ),
    Screen(Role.CUSTOMER, "booking", "/bookings/{reviewed}", (FULL, LONG), title="booking.reviewed"),
    Screen(Role.CUSTOMER, "booking", "/bookings/{cancelled}", (FULL,), title="booking.cancelled"),
    Screen(Role.CUSTOMER, "activity", "/activity", (*READ, EMPTY)),
    Screen(Role.CUSTOMER, "reports", "/reports", (FULL, EMPTY, LOADING, ERROR)),
    Screen(Role.CUSTOMER, "report", "/reports/{month}", (*READ, EMPTY)),
]
PROFESSIONAL = [
    *_shared(Role.PROFESSIONAL),
    Screen(
        Role.PROFESSIONAL,
        "inbox",
        "/inbox",
        LIST,
        {
            "reject": _dialog("actions.reject"),
            "refused": _refused_toast("actions.accept"),
        },
    ),
    Screen(Role.PROFESSIONAL, "schedule", "/schedule", (FULL, EMPTY, LOADING, ERROR, LONG)),
    Screen(Role.PROFESSIONAL, "history", "/history", LIST),
    Screen(Role.PROFESSIONAL, "earnings", "/earnings", (*READ, EMPTY)),
    Screen(Role.PROFESSIONAL, "booking", "/bookings/{requested}", ONE),
    Screen(
        Role.PROFESSIONAL,
        "booking",
        "/bookings/{assigned}",
        (FULL, LONG),
        {"release": _dialog("actions.release")},
        "booking.assigned",
    ),
]
UNAPPROVED = [
    *_shared(Role.WAITING),
    *_shared(Role.REJECTED),
    Screen(Role.WAITING, "waiting", "/waiting", (FULL, LONG)),
    Screen(Role.REJECTED, "waiting", "/waiting", (FULL, LONG), {"wrong": _sent_empty}),
]
ADMIN = [
    *_shared(Role.ADMIN),
    Screen(Role.ADMIN, "dashboard", "/admin", (*READ, EMPTY)),
    Screen(Role.ADMIN, "all-bookings", "/admin/bookings", LIST),
    Screen(
        Role.ADMIN,
        "approvals",
        "/admin/approvals",
        (FULL, EMPTY, LOADING, ERROR, LONG),
        {"reject": _dialog("decide.reject")},
    ),
    Screen(Role.ADMIN, "users", "/admin/users", LIST),
    Screen(Role.ADMIN, "user", "/admin/users/{professional}", ONE, {"block": _dialog("decide.block")}),
    Screen(Role.ADMIN, "user", "/admin/users/{customer}", (FULL,), title="user.customer"),
    Screen(
        Role.ADMIN,
        "task-list",
        "/admin/tasks",
        LIST,
        {
            "new": _dialog("tasks.new"),
            "new-empty": _sheet_sent_empty("tasks.new"),
            "edit": _dialog("tasks.edit"),
            "retire": _dialog("tasks.retire"),
            "price-wrong": _price("a lot"),
            "menu": _menu,
        },
    ),
    Screen(
        Role.ADMIN,
        "exports",
        "/admin/exports",
        (FULL, EMPTY, LOADING, ERROR, LONG),
    ),
    Screen(Role.ADMIN, "exports", "/admin/exports?status=failed", title="exports.narrowed"),
    Screen(Role.ADMIN, "deliveries", "/admin/deliveries", LIST),
    Screen(Role.ADMIN, "jobs", "/admin/jobs", READ),
    Screen(Role.ADMIN, "audit", "/admin/audit", LIST),
    Screen(Role.ADMIN, "booking", "/bookings/{assigned}", ONE),
]
SCREENS = [*VISITOR, *CUSTOMER, *PROFESSIONAL, *UNAPPROVED, *ADMIN]


@dataclass(frozen=True)
class View:
    """A screen in one of its states, or with something open."""

    screen: Screen
    state: State
    opened: str = ""

    @property
    def name(self) -> str:
        """For reports and file names."""
        return f"{self.screen.name}-{self.opened or self.state}"


def views() -> list[View]:
    """Every screen in every state."""
    return list(
        chain.from_iterable(
            [View(screen, state) for state in screen.states]
            + [View(screen, FULL, opened) for opened in screen.opens]
            for screen in SCREENS
        )
    )


ROUTE = re.compile(r"path: '(?P<path>[^']+)',\s+name: '(?P<name>[^']+)'(?P<rest>.*?)\n? *\}(?:,|\s*\])", re.S)


def routes_of_the_router() -> dict[str, set[Role]]:
    """Each route's name with those who may open it, read from the sources."""
    files = [SOURCES / "router.ts", *sorted(SOURCES.glob("features/*/routes.ts"))]
    found: dict[str, set[Role]] = {}
    for match in ROUTE.finditer("\n".join(file.read_text() for file in files)):
        found[match["name"]] = _roles(match["rest"])
    return found


def _roles(rest: str) -> set[Role]:
    if listed := re.search(r"roles: \[([^\]]+)\]", rest):
        roles = {Role(name) for name in re.findall(r"'(\w+)'", listed[1])}
        if "waiting: 'only'" in rest:
            return {Role.WAITING, Role.REJECTED}
        return roles | ({Role.WAITING, Role.REJECTED} if "waiting: true" in rest else set())
    return {Role.VISITOR}
