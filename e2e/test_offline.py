"""Without a network, without the server, and on the day after an upgrade; with the real service worker."""

import re
from collections.abc import Iterator
from hashlib import md5

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.conftest import PHONE
from e2e.door import Door
from e2e.guest import Guest
from e2e.house import ROOT, House
from tests.cast import customer

pytestmark = pytest.mark.e2e
DIST = ROOT / "frontend" / "dist"
READY = "navigator.serviceWorker.ready.then(() => true)"
CONTROLLED = "navigator.serviceWorker.controller !== null"
KEPT = """() => new Promise((found) => {
  const asked = indexedDB.open('dastak')
  asked.onupgradeneeded = () => asked.transaction.abort()
  asked.onerror = () => found([])
  asked.onsuccess = () => {
    const all = asked.result.transaction('kept').objectStore('kept').getAllKeys()
    all.onsuccess = () => { asked.result.close(); found(all.result) }
  }
})"""
WRITTEN_DOWN = """async () => {
  const names = await caches.keys()
  const texts = []
  for (const name of names) {
    const cache = await caches.open(name)
    for (const one of await cache.keys())
      texts.push(one.url + ' ' + (one.url.includes('/api') ? await (await cache.match(one)).text() : ''))
  }
  return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]) + texts.join(' ')
}"""


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> dict[str, int]:
    """Oscar's booking is on Olga's plan, and he has one that nobody took yet."""
    house.call("POST", "/api/add_customer", customer("oscar", phone="+919845012399"))
    house.professional("olga")
    assigned, open_ = house.booking("oscar"), house.booking("oscar", "sofa")
    house.move(assigned, "accept", "olga")
    return {"assigned": assigned, "open": open_}


@pytest.fixture
def door(house: House) -> Iterator[Door]:
    """A door of its own in front of the application."""
    made = Door(house.stack.port)
    yield made
    made.close()


@pytest.fixture
def context(browser: Browser, door: Door) -> Iterator[BrowserContext]:
    """A phone that comes through the door."""
    made = browser.new_context(
        base_url=door.url,
        viewport={"width": PHONE[0], "height": PHONE[1]},
        locale="en-IN",
        timezone_id="Asia/Kolkata",
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def guest(context: BrowserContext, door: Door) -> Guest:
    """Somebody with that phone; what fails for want of a connection is no trouble here."""
    return Guest(context, door.url)


def arrive(guest: Guest, name: str) -> None:
    """Sign in, and let the service worker keep the app."""
    guest.sign_in(name)
    settle(guest.page)


def settle(page: Page) -> None:
    """Wait until the service worker has everything and is in charge."""
    assert page.evaluate(READY)
    page.wait_for_function(CONTROLLED)


def see_plan(guest: Guest) -> None:
    """Open the plan, and wait until it is on the device."""
    guest.go("/schedule")
    expect(visit(guest.page)).to_be_visible()
    guest.page.wait_for_function(f"({KEPT})().then((names) => names.includes('plan'))")


def visit(page: Page) -> Locator:
    """The one visit of the plan."""
    return page.get_by_role("link", name="Tap repair")


def kept_note(page: Page) -> Locator:
    """What stands above a copy."""
    return page.get_by_text(re.compile(r"^Kept copy, as of \d"))


def reloaded(guest: Guest) -> None:
    """Open the same page anew."""
    guest.page.reload(wait_until="commit")


def test_the_plan_can_be_read_without_a_network(guest: Guest, context: BrowserContext) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    context.set_offline(True)
    reloaded(guest)
    expect(visit(guest.page)).to_be_visible()
    expect(kept_note(guest.page)).to_be_visible()
    expect(guest.page.get_by_role("link", name=re.compile("Call Oscar"))).to_be_visible()
    release = guest.page.get_by_role("button", name="Give back")
    expect(release).to_be_disabled()
    visit(guest.page).click()
    guest.sees_heading("Tap repair")
    expect(kept_note(guest.page)).to_be_visible()

    context.set_offline(False)
    expect(kept_note(guest.page)).to_be_hidden()
    expect(release).to_be_enabled()


@pytest.mark.parametrize("state", ["closed", "bad gateway", "slow"])
def test_the_plan_can_be_read_without_the_server(guest: Guest, door: Door, state: str) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    door.turn(state)
    reloaded(guest)
    expect(visit(guest.page)).to_be_visible()
    expect(kept_note(guest.page)).to_be_visible()
    door.turn("open")
    expect(kept_note(guest.page)).to_be_hidden(timeout=30_000)


def test_what_stands_on_the_screen_is_dated_once_the_server_is_gone(guest: Guest, door: Door) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    expect(kept_note(guest.page)).to_be_hidden()
    door.turn("closed")
    expect(kept_note(guest.page)).to_be_visible(timeout=30_000)
    door.turn("open")
    expect(kept_note(guest.page)).to_be_hidden(timeout=30_000)


def test_a_customer_reads_what_is_to_come(
    guest: Guest, context: BrowserContext, people: dict[str, int]
) -> None:
    arrive(guest, "oscar")
    guest.go("/bookings")
    guest.sees_heading("Sofa cleaning")
    guest.page.wait_for_function(f"({KEPT})().then((names) => names.includes('upcoming'))")
    context.set_offline(True)
    guest.go(f"/bookings/{people['open']}")
    guest.sees_heading("Sofa cleaning")
    expect(kept_note(guest.page)).to_be_visible()
    expect(guest.page.get_by_role("button", name="Cancel")).to_be_disabled()


def test_the_installed_app_opens_at_the_plan_and_every_other_page_says_why_not(
    guest: Guest, context: BrowserContext
) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    context.set_offline(True)
    guest.go("/start")
    expect(guest.page).to_have_url(re.compile("/schedule$"))
    for path in ("/earnings", "/profile", "/inbox", "/history", "/"):
        guest.go(path)
        guest.sees("No connection")
        expect(guest.page.get_by_role("heading").first).to_be_visible()
    expect(guest.page.get_by_role("button", name="Try again")).to_be_visible()
    guest.link("See the day plan kept here").click()
    expect(visit(guest.page)).to_be_visible()


def test_nobody_reads_anything_after_signing_out(guest: Guest, context: BrowserContext) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    guest.go("/start")
    assert "Oscar" not in guest.page.evaluate(WRITTEN_DOWN)
    guest.sign_out()
    assert guest.page.evaluate(KEPT) == []
    assert "olga" not in guest.page.evaluate(WRITTEN_DOWN).lower()
    context.set_offline(True)
    guest.go("/schedule")
    expect(guest.field("Username or mail")).to_be_visible()
    assert "Oscar" not in guest.page.inner_text("body")


def test_a_sign_in_that_was_ended_elsewhere_takes_the_copies_along(
    guest: Guest, context: BrowserContext, house: House
) -> None:
    arrive(guest, "olga")
    see_plan(guest)
    (session,) = [one for one in context.cookies() if one["name"] == "dastak_access"]
    context.add_cookies([session | {"value": "spoilt"}])
    reloaded(guest)
    expect(guest.field("Username or mail")).to_be_visible()
    guest.page.wait_for_function(f"({KEPT})().then((names) => names.length === 0)")


def upgrade(door: Door) -> None:
    """From now on the server has another version: with another shell, and the page of reports is gone."""
    mark = b'<head><meta name="version" content="second" />'
    door.changes["/shells/page.en.html"] = lambda shell: shell.replace(b"<head>", mark)
    gone = re.compile(rb'\{"revision":null,"url":"assets/ReportsPage-[^"]*"\},')

    def listed(script: bytes) -> bytes:
        assert gone.search(script)
        return re.sub(rb'"revision":"[0-9a-f]{4}', b'"revision":"beef', gone.sub(b"", script))

    door.changes["/sw.js"] = listed


def version(page: Page) -> str | None:
    """Which version's shell this page was opened with."""
    found: str | None = page.evaluate("document.querySelector('meta[name=version]')?.content ?? null")
    return found


def test_a_new_version_asks_once_and_loses_nothing(guest: Guest, door: Door, context: BrowserContext) -> None:
    arrive(guest, "oscar")
    other = context.new_page()
    other.goto("/bookings")
    expect(other.get_by_role("heading", name="Sofa cleaning")).to_be_visible()
    upgrade(door)
    guest.go("/profile")
    guest.fill("First name", "Oskar")
    ready = guest.page.get_by_text("A new version of Dastak is ready.")
    expect(ready).to_be_visible()
    expect(ready).to_have_count(1)
    expect(guest.field("First name")).to_have_value("Oskar")

    guest.press("Reload")
    guest.sees("What you typed on this page is not sent yet.")
    guest.answer("Reload")
    guest.page.wait_for_function("document.querySelector('meta[name=version]') !== null")
    guest.sees_heading("Profile")
    expect(ready).to_be_hidden()

    # The other tab goes on as it is, also to pages that the new version no longer has.
    assert version(other) is None
    door.turn("closed")
    other.get_by_role("link", name="Reports").first.click()
    expect(other).to_have_url(re.compile("/reports$"))
    expect(other.get_by_role("heading", name="No connection")).to_be_visible()
    assert version(other) is None


BEGAN = """new MutationObserver((_, watcher) => {
  const app = document.querySelector('#app')
  if (!app) return
  watcher.disconnect()
  window.began = [app.dataset.shell, 'closed' in app.dataset]
}).observe(document, { childList: true, subtree: true })"""


def test_the_worker_begins_each_page_in_the_readers_language_and_with_its_own_frame(
    guest: Guest, context: BrowserContext, people: dict[str, int]
) -> None:
    arrive(guest, "oscar")
    context.add_init_script(BEGAN)
    booking = f"/bookings/{people['open']}"
    guest.go(booking)
    guest.sees_heading("Sofa cleaning")
    assert guest.page.evaluate("window.began") == ["en", True]
    guest.press("हिं")
    guest.page.wait_for_function("caches.match('/choices/language').then((kept) => kept !== undefined)")
    for path, heading, closed in (
        ("/", "अच्छी मदद", False),
        ("/bookings", "मेरी बुकिंग", False),
        (booking, "Sofa cleaning", True),
    ):
        guest.go(path)
        guest.sees_heading(heading)
        assert guest.page.evaluate("window.began") == ["hi", closed]


def test_what_the_worker_keeps_is_what_the_server_sends() -> None:
    kept = dict(re.findall(r'"revision":"([0-9a-f]+)","url":"(shells/[^"]+)"', (DIST / "sw.js").read_text()))
    drawn = {
        md5(page.read_bytes(), usedforsecurity=False).hexdigest(): f"shells/{page.name}"
        for page in DIST.glob("shells/*.html")
    }
    assert kept == drawn
    assert len(kept) >= 8


def test_it_can_be_installed(guest: Guest, context: BrowserContext) -> None:
    arrive(guest, "olga")
    tools = context.new_cdp_session(guest.page)
    manifest = tools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.webmanifest")
    troubles = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The tests' browsers are private windows, from which nothing is installed.
    assert [one["errorId"] for one in troubles if one["errorId"] != "in-incognito"] == []


def test_the_menu_offers_to_install_where_the_browser_does(guest: Guest) -> None:
    arrive(guest, "olga")
    guest.page.evaluate("""() => {
      const offer = new Event('beforeinstallprompt', { cancelable: true })
      offer.prompt = () => { window.prompted = true; return Promise.resolve() }
      dispatchEvent(offer)
    }""")
    guest.press("Account of")
    guest.press("Install the app")
    assert guest.page.evaluate("window.prompted")


def test_the_service_worker_is_asked_for_anew_each_time(house: House, context: BrowserContext) -> None:
    for path, kind in (("/sw.js", "javascript"), ("/manifest.webmanifest", "manifest+json")):
        answer = context.request.get(house.url + path)
        assert answer.headers["cache-control"] == "no-cache"
        assert kind in answer.headers["content-type"]


def test_what_the_server_says_itself_is_not_the_apps_to_answer(guest: Guest) -> None:
    arrive(guest, "olga")
    guest.go("/healthz")
    assert "Dastak" not in guest.page.title()
    guest.go("/api/docs")
    expect(guest.page.locator("#app")).to_have_count(0)
