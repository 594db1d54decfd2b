"""Working the screens by keyboard alone, and watching where the focus is."""

import re

from playwright.sync_api import Page, expect

# Who has the focus, in words; and what is wrong with how it shows, if anything.
FOCUS = """() => {
  const now = document.activeElement
  if (!now || now === document.body) return { name: '', wrong: '' }
  const label = now.labels?.[0]
  const said = label?.innerText || now.innerText
  const named = (now.getAttribute('aria-label') ?? said ?? '').trim().replace(/\\s+/g, ' ')
  const shown = now.closest('.sr-only') ? (now.closest('label') ?? now) : now
  const style = (element) => getComputedStyle(element)
  const ringed = [now, shown, shown.parentElement, now.closest('form'), now.closest('label, .part, .control')]
    .some((one) => one && style(one).outlineStyle !== 'none' && parseFloat(style(one).outlineWidth) >= 2)
  const box = shown.getBoundingClientRect()
  const inside = (x, y) => {
    const hit = document.elementFromPoint(x, y)
    return hit && (shown.contains(hit) || hit.contains(shown))
  }
  const xs = [0.1, 0.5, 0.9].map((part) => box.left + box.width * part)
  const ys = [0.15, 0.5, 0.85].map((part) => box.top + box.height * part)
  const seen = xs.some((x) => ys.some((y) => inside(x, y)))
  const wrong = !ringed && !now.matches('h1, h2, main') ? 'no ring' : seen ? '' : 'covered, or out of sight'
  return { name: named, wrong: wrong && `${wrong}: ${now.outerHTML.slice(0, 160)}` }
}"""


class Keys:
    """A keyboard before a page; every stop of the focus is looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def press(self, key: str) -> str:
        """One key; the name of whatever has the focus then."""
        self.page.keyboard.press(key)
        return self.where()

    def where(self) -> str:
        """What has the focus, by its words."""
        told = self.page.evaluate(FOCUS)
        if told["wrong"]:
            self.wrong.append(f"{self.page.url}: {told['wrong']}")
        return str(told["name"])

    def to(self, name: str, *, back: bool = False, most: int = 90) -> None:
        """Tab on until something of that name has the focus."""
        met: list[str] = []
        wanted = re.compile(name)
        for _ in range(most):
            met.append(self.press("Shift+Tab" if back else "Tab"))
            if wanted.search(met[-1]):
                return
        raise AssertionError(f"no {name!r} by Tab: {met}")

    def push(self, name: str, key: str = "Enter") -> None:
        """Tab to it and press it."""
        self.to(name)
        self.page.keyboard.press(key)

    def fill(self, name: str, text: str) -> None:
        """Tab to a field and type."""
        self.to(name)
        self.page.keyboard.type(text)

    def through(self, most: int = 120) -> int:
        """Tab through the whole page once; how many stops there were."""
        self.page.locator("body").evaluate("() => document.activeElement?.blur()")
        stops = 0
        while stops < most:
            if self.press("Tab") == "" and self.page.evaluate("document.activeElement === document.body"):
                break
            stops += 1
        return stops

    def sign_in(self, name: str, password: str) -> None:
        """Log in without a mouse."""
        self.page.goto("/login")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.fill("^Username or mail", name)
        self.fill("^Password", password)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("button", name="Account of")).to_be_visible()
