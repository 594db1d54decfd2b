"""What stands on the screen before any script has run, and that the app takes its place unnoticed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.conftest import DESK, PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House

SCRIPTS = re.compile(r"/assets/.*\.js$")
TASKS = re.compile(r"/api/tasks\?")
READY = """async () => {
  const there = () =>
    performance.getEntriesByType('resource').some((one) => one.name.includes('/jaali')) &&
    [...document.images].every((one) => one.complete) && document.fonts.check('16px Anek Latin')
  for (let n = 0; n < 500 && !there(); n++) await new Promise((resolve) => setTimeout(resolve, 10))
}"""
# Where only a part is painted anew, edges differ by 1 of 255 from the same page painted at once.
ANEW = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  document.body.style.display = 'none'
  await frame()
  document.body.style.display = ''
  await frame()
}"""
READY_TEXT = "() => document.fonts.ready.then(() => true)"
PARTS = (r"/assets/vue-[^/]*", r"/assets/start-[^/]*", r"/assets/style-[^/]*css", "/theme.js")
ME = re.compile(r"/api/me$")


def hold(page: Page, address: re.Pattern[str]) -> Callable[[], None]:
    """Let nothing from `address` come before the answer is called."""
    held: list[Route] = []
    free = False

    def meet(route: Route) -> None:
        if free:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal free
        free = True
        for route in held:
            route.continue_()

    page.route(address, meet)
    return release


def opened(guest: Guest, path: str = "/") -> Page:
    """The page as soon as the server has sent it."""
    guest.page.goto(path, wait_until="commit")
    expect(guest.page.get_by_role("banner")).to_be_visible()
    return guest.page


def picture(page: Page) -> bytes:
    """What the screen shows, with the lattice, the mark and the typeface in place."""
    page.evaluate(READY)
    page.evaluate(ANEW)
    return page.screenshot()


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [(PHONE, "light", "en-IN"), (PHONE, "dark", "hi-IN"), (DESK, "light", "hi-IN"), (DESK, "dark", "en-IN")],
)
def test_the_app_first_shows_what_the_server_sent(
    invite: Invite, size: tuple[int, int], scheme: str, locale: str
) -> None:
    guest = invite(size, locale)
    guest.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    release = hold(guest.page, SCRIPTS)
    hold(guest.page, TASKS)
    page = opened(guest)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == locale[:2]
    sent, title = picture(page), page.title()
    release()
    expect(page.locator("#app[data-shell]")).to_have_count(0)
    assert picture(page) == sent
    assert page.title() == title


def test_other_pages_begin_with_the_bars_alone(invite: Invite, house: House) -> None:
    guest = invite(PHONE)
    hold(guest.page, SCRIPTS)
    page = opened(guest, f"/tasks/{house.tasks['tap']}")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(0)


def test_what_is_typed_before_the_app_is_there_is_searched_for(invite: Invite) -> None:
    guest = invite()
    release = hold(guest.page, SCRIPTS)
    page = opened(guest)
    search = page.get_by_role("searchbox")
    search.press_sequentially("tap")
    release()
    expect(page).to_have_url(re.compile(r"\?q=tap$"))
    expect(search).to_have_value("tap")
    expect(search).to_be_focused()
    guest.sees("1 task")


def test_whoever_is_signed_in_is_never_offered_to_join(invite: Invite, house: House) -> None:
    house.customer("shelly")
    guest = invite()
    guest.sign_in("shelly")
    release = hold(guest.page, ME)
    page = opened(guest)
    expect(page.locator("#app[data-shell]")).to_have_count(0)
    expect(page.get_by_role("link", name="Join")).to_be_hidden()
    release()
    expect(page.get_by_role("button", name="Account of")).to_be_visible()


FIGURES = re.compile(r"/api/stats$")
TOP = """() => ['h1', 'h2:not(.sr-only)', 'select'].map((one) => {
  const { top, left, height } = document.querySelector(`main ${one}`).getBoundingClientRect()
  return [top, left, height]
})"""


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_dashboards_frame_is_there_before_the_app_and_stays_where_it_is(
    invite: Invite, size: tuple[int, int]
) -> None:
    guest = invite(size)
    guest.sign_in(ADMIN)
    release, answer = hold(guest.page, SCRIPTS), hold(guest.page, FIGURES)
    page = opened(guest, "/admin")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.evaluate(READY_TEXT)
    sent = page.evaluate(TOP)
    release()
    expect(page.get_by_role("button", name="Account of")).to_be_visible()
    assert page.evaluate(TOP) == sent
    answer()
    expect(page.get_by_role("heading", name="Newest bookings")).to_be_visible()
    assert page.evaluate(TOP) == sent


@pytest.mark.parametrize("path", ["/admin", "/bookings/1"])
def test_a_visitor_is_not_shown_what_is_not_theirs(invite: Invite, path: str) -> None:
    guest = invite()
    release = hold(guest.page, SCRIPTS)
    page = opened(guest, path)
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(0)
    release()
    expect(page).to_have_url(re.compile("/login"))


def test_nothing_is_asked_twice(invite: Invite, house: House) -> None:
    house.customer("shelley")
    booking = house.booking("shelley")
    guest = invite()
    guest.sign_in("shelley")
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.go(f"/bookings/{booking}")
    guest.sees_heading("Tap repair")
    for address in ("/api/me", f"/api/bookings/{booking}", *PARTS):
        assert len([url for url in asked if re.search(rf"{address}$", url)]) == 1, address


def test_the_catalogue_is_asked_for_once(invite: Invite) -> None:
    guest = invite()
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.go("/")
    guest.sees("3 tasks")
    assert len([url for url in asked if TASKS.search(url)]) == 1


def test_a_chosen_language_is_the_one_that_is_sent(invite: Invite) -> None:
    guest = invite()
    guest.go("/")
    guest.press("हिं")
    guest.sees_heading("अच्छी मदद")
    hold(guest.page, SCRIPTS)
    page = opened(guest)
    expect(page.get_by_role("heading", level=1)).to_have_text("अच्छी मदद, बस एक दस्तक दूर")


@pytest.mark.parametrize("path", ["/", "/login"])
@pytest.mark.parametrize("locale", ["en-IN", "hi-IN"])
def test_nothing_of_it_is_inline(invite: Invite, path: str, locale: str) -> None:
    guest = invite(DESK, locale)
    html = guest.context.request.get(path).text()
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", html) == []
