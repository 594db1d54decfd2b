"""Walks the screens of e2e/screens.py and writes down whatever is not as it should be."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.answers import arrange
from e2e.full_house import WHO
from e2e.house import House
from e2e.screens import Role, Say, State, View
from tests.servers.browser import launch

FRONTEND = Path(__file__).parents[1] / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
LOOK, FIT = [(Path(__file__).parent / name).read_text() for name in ("look.js", "fit.js")]
LOCALES = {
    name: json.loads((FRONTEND / "src" / "locales" / f"{name}.json").read_text()) for name in ("en", "hi")
}
Theme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""What changes with theme and width, where nothing else does."""
TALL = 2400
"""Nothing then lies under a bar that stands still; test_keyboard looks after that."""
WIDTHS = (320, 360, 768, 1280)
"""320 CSS pixels are a desk of 1280 at 400 %."""

# In Hindi too these stay as they are: names, units, what stands on the keyboard or on a button elsewhere.
LATIN = [
    "Dastak",
    "English",
    "EN",
    "AC",
    "CSV",
    "ZIP",
    "PDF",
    "JPEG",
    "PNG",
    "MB",
    "kB",
    "SMS",
    "Google",
    "Chat",
    "Chrome",
    "OTP",
    "kg",
    "px",
    "RO",
    "TDS",
    "am",
    "pm",
    "A",
    "J",
    "K",
    "R",
    "carl",
    "example",
    "com",
    "https",
    "chat",
    "googleapis",
    "id",
    "png",
    "pdf",
]

# Counts what is on its way and keeps what was said, so that nobody need wait by the clock
# or take data for English.
LISTEN = """
window.under = 0
window.heard = []
const ours = new Set(['status', 'kind', 'role', 'category', 'channel', 'action', 'code', 'job'])
const hear = (value, key) => {
  if (typeof value === 'string' && !ours.has(key)) window.heard.push(value)
  else if (value && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) hear(one, Array.isArray(value) ? key : name)
}
const real = window.fetch
window.fetch = async (...given) => {
  window.under++
  try {
    const answer = await real(...given)
    if ((answer.headers.get('content-type') ?? '').includes('json')) hear(await answer.clone().json(), '')
    return answer
  } finally {
    setTimeout(() => window.under--)
  }
}
"""
SETTLED = """() => {
  const main = document.querySelector('main')
  const there = main && main.querySelector('h1, [role=alert], [role=status]')
  return there && !window.under && !main.querySelector('.breathe, .card[aria-hidden], [aria-busy=true]')
    && document.fonts.status === 'loaded'
}"""
# A page that fails shows what the device has kept of it: here it has kept nothing.
FORGET = """() => new Promise((done) => {
  const asked = indexedDB.open('dastak')
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept')
  asked.onerror = done
  asked.onsuccess = () => {
    const clearing = asked.result.transaction('kept', 'readwrite')
    clearing.objectStore('kept').clear()
    clearing.oncomplete = () => done(asked.result.close())
  }
})"""
HELD = "() => document.querySelector('main .breathe, dialog .breathe, main .card[aria-hidden]')"


def say_in(locale: str) -> Say:
    """A text by its key, up to its first parameter."""

    def say(key: str) -> str:
        text = LOCALES[locale][key]
        return str(text if isinstance(text, str) else text["other"]).split("{")[0].strip()

    return say


@dataclass
class Reader:
    """One person's browser in one language, used for all their screens."""

    context: BrowserContext
    locale: str
    places: dict[str, str]
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)
    flying: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        """One page, that is listened to."""
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("request", lambda request: self.flying.add(request))
        self.page.on("requestfinished", lambda request: self.flying.discard(request))
        self.page.on("requestfailed", lambda request: self.flying.discard(request))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "the server responded with a status of" not in text:
            self.troubles.append(f"console: {text}")

    def open(self, view: View) -> None:
        """Show the view and wait until nothing more comes."""
        self.page.unroute_all(behavior="ignoreErrors")
        if view.state is State.ERROR and self.page.url.startswith("http"):
            self.page.evaluate(FORGET)
        self.flying.clear()
        self.troubles.clear()
        arrange(self.page, view.state, self.locale)
        self.page.goto(self.address(view), wait_until="domcontentloaded")
        self.settle(view.state)
        if view.opened:
            view.screen.opens[view.opened](self.page, say_in(self.locale))
            self.settle(view.state)

    def address(self, view: View) -> str:
        """Where the view is."""
        absent = view.state is State.ABSENT
        filled = re.sub(r"\{(\w+)\}", lambda m: "987654" if absent else self.places[m[1]], view.screen.path)
        return filled + "?q=zzqqzz" if view.state is State.NARROWED else filled

    def settle(self, state: State) -> None:
        """Wait until the view is whole, without a look at the clock."""
        self.page.wait_for_function(HELD if state is State.LOADING else SETTLED)
        while state is not State.LOADING and self.flying:
            self.page.wait_for_timeout(15)
        if state is not State.LOADING:
            self.page.wait_for_function(SETTLED)


def read_as(browser: Browser, house: House, role: Role, locale: str, places: dict[str, str]) -> Reader:
    """Somebody of that role at a phone, signed in."""
    context = browser.new_context(
        base_url=house.url,
        viewport={"width": 360, "height": 740},
        locale=f"{locale}-IN",
        timezone_id="Asia/Kolkata",
        reduced_motion="reduce",
        color_scheme="light",
    )
    context.set_default_timeout(15_000)
    if role in WHO:
        given = {"username": WHO[role], "password": house.password}
        assert context.request.post("/check", data=given).ok
    context.add_init_script(LISTEN)
    return Reader(context, locale, places)


def findings(reader: Reader, view: View, *, dark_first: bool, axe: bool = True) -> list[str]:
    """All that is wrong with what the reader sees, at every width and in both themes."""
    page = reader.page
    themes: tuple[Theme, Theme] = ("dark", "light") if dark_first else ("light", "dark")
    found: list[str] = []
    page.emulate_media(color_scheme=themes[0])
    page.set_viewport_size({"width": 360, "height": TALL})
    reader.open(view)
    given = {
        "lang": reader.locale,
        "keys": list(LOCALES["en"]),
        "known": LATIN,
        "heading": view.state not in (State.LOADING,),
    }
    found += page.evaluate(LOOK, given)
    if axe:
        page.evaluate(AXE.read_text())
        found += [f"{each} [360 {themes[0]}]" for each in _axe(page, {"type": "tag", "values": TAGS})]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": TALL})
        found += page.evaluate(FIT)
    if axe:
        page.emulate_media(color_scheme=themes[1])
        whole = view.state is State.FULL
        again = {"type": "tag", "values": TAGS} if whole else {"type": "rule", "values": BY_LOOKS}
        found += [f"{each} [1280 {themes[1]}]" for each in _axe(page, again)]
    return [*found, *reader.troubles]


def _axe(page: Page, only: dict[str, Any]) -> list[str]:
    told = page.evaluate(
        """async (runOnly) => {
            // A theme may fade in.
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
            const timed = document.getAnimations().filter(({ timeline }) => timeline === document.timeline)
            await Promise.allSettled(timed.map(({ finished }) => finished))
            const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] })
            const why = ({ any, all }) => (any[0] ?? all[0] ?? {}).message ?? ''
            return violations.map(({ id, nodes }) =>
                `axe ${id}: ${nodes.length} × ${nodes[0].target}, ${why(nodes[0])}`)
        }""",
        only,
    )
    return list(told)


Visit = tuple[str, View, str, int]
"""A view in one language: its name, what to see, the language, and its number, which decides the theme."""


def visits(views: list[View]) -> list[Visit]:
    """All views, each in one language in turn; the full ones in both."""
    return [
        (f"{view.name}-{locale}", view, locale, number)
        for number, view in enumerate(views)
        for locale in (LOCALES if _both(view) else [("hi", "en")[number % 2]])
    ]


def _both(view: View) -> bool:
    return view.state is State.FULL and not view.opened


@dataclass
class Walk:
    """A walk through many views by some people at once; `found` and `titles` by the visit's name."""

    house: House
    places: dict[str, str]
    found: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def go(self, views: list[View], walkers: int = 2) -> None:
        """See them all."""
        every = visits(views)
        with ThreadPoolExecutor(walkers) as pool:
            list(pool.map(self._walk, [every[each::walkers] for each in range(walkers)]))

    def _walk(self, mine: list[Visit]) -> None:
        readers: dict[tuple[Role, str], Reader] = {}
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for visit in mine:
                who = (visit[1].screen.role, visit[2])
                if who not in readers:
                    readers[who] = read_as(browser, self.house, *who, self.places)
                self._see(readers[who], visit)
            browser.close()

    def _see(self, reader: Reader, visit: Visit) -> None:
        name, view, locale, number = visit
        try:
            axe = locale == "en" or not _both(view)
            self.found[name] = findings(reader, view, dark_first=number % 2 == 1, axe=axe)
            self.titles[name] = reader.page.title()
        except Exception as error:
            self.found[name] = [f"broken: {str(error)[:400]}"]
