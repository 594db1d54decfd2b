"""Every screen as a picture: `make screenshots` starts the real application with demo data and looks at it.

All of them go to test-results/screens, named role-screen-state-width-theme-language.png: a full screen at
every width, in both themes and both languages; its other states, and what opens over it, four times, so that
each is seen at all widths, in both themes and both languages. The few that README shows go to docs/pictures.
`make screenshots ONLY=admin-users` takes those with that in their name.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from backend.demo import AGE
from e2e.full_house import open_full_house
from e2e.house import House
from e2e.screens import Role, Screen, State, View, views
from e2e.sweep import Reader, Theme, read_as
from scripts.steps import ROOT
from tests.servers.browser import launch

FOLDER = ROOT / "test-results" / "screens"
SHOWN = ROOT / "docs" / "pictures"
HEIGHTS = {360: 740, 768: 1024, 1280: 860}
THEMES: tuple[Theme, ...] = ("light", "dark")
LANGUAGES = ("en", "hi")

Take = tuple[int, Theme]
EVERY: list[Take] = list(product(HEIGHTS, THEMES))
SOME: dict[str, list[Take]] = {
    "en": [(360, "light"), (1280, "dark")],
    "hi": [(360, "dark"), (768, "light")],
}
GAP, CORNER = 24, 22
PAPER = {"light": "#d9e4e5", "dark": "#24343a"}


@dataclass
class Shooting:
    """Where pictures are taken, and of what."""

    house: House
    places: dict[str, str]
    only: str

    def all(self) -> None:
        """Every view there is; two at a time."""
        wanted = [view for view in views() if self.only in view.name]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._some, [wanted[::2], wanted[1::2]]))

    def _some(self, wanted: list[View]) -> None:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            readers: dict[tuple[Role, str], Reader] = {}
            for view in wanted:
                for locale in LANGUAGES:
                    who = (view.screen.role, locale)
                    if who not in readers:
                        readers[who] = read_as(browser, self.house, *who, self.places)
                    _shoot(readers[who], view)
            browser.close()

    def pictures(self) -> None:
        """What README shows."""
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for name, shots in PICTURES.items():
                taken = [self._take(browser, shot) for shot in shots]
                _save(name, taken[0] if len(taken) == 1 else _side_by_side(taken, shots[0].theme))
            browser.close()

    def _more(self) -> dict[str, str]:
        """What else the paths of README's pictures may name."""
        tasks, today = self.house.call("GET", "/api/tasks")["items"], datetime.now(UTC).date()
        task = next(one for one in tasks if "AC" in one["name"])
        return {
            "ac": str(task["id"]),
            "since": str(today - timedelta(days=AGE - 9)),
            "today": str(today),
        }

    def _take(self, browser: Browser, shot: _Shot) -> Image.Image:
        reader = read_as(browser, self.house, shot.role, shot.locale, self.places | self._more())
        page = reader.page
        page.set_viewport_size({"width": shot.width, "height": shot.height})
        page.emulate_media(color_scheme=shot.theme)
        reader.open(View(Screen(shot.role, "", shot.path), State.FULL))
        shot.act(page)
        taken = Image.open(BytesIO(page.screenshot()))
        reader.context.close()
        return taken


def _nothing(_page: Page) -> None:
    """The page as it opens."""


def _choose_time(page: Page) -> None:
    sheet = page.get_by_role("dialog")
    sheet.locator("input[name=day]").nth(2).check(force=True)
    sheet.get_by_text("10 am", exact=True).click()


@dataclass(frozen=True)
class _Shot:
    role: Role
    path: str
    width: int = 360
    height: int = 740
    locale: str = "en"
    theme: Theme = "light"
    act: Callable[[Page], None] = _nothing


PICTURES = {
    "home": [_Shot(Role.VISITOR, "/", 1280, 860)],
    "approvals": [_Shot(Role.ADMIN, "/admin/approvals", 1280, 760)],
    "dashboard": [_Shot(Role.ADMIN, "/admin?from={since}&to={today}", 1280, 1150)],
    "phones": [
        _Shot(Role.CUSTOMER, "/?book={ac}", act=_choose_time),
        _Shot(Role.PROFESSIONAL, "/inbox"),
        _Shot(Role.CUSTOMER, "/bookings"),
    ],
    "hindi": [
        _Shot(Role.VISITOR, "/", locale="hi", theme="dark"),
        _Shot(Role.CUSTOMER, "/bookings", locale="hi", theme="dark"),
        _Shot(Role.PROFESSIONAL, "/earnings", locale="hi", theme="dark"),
    ],
}


def _shoot(reader: Reader, view: View) -> None:
    page = reader.page
    whole = view.state is State.FULL and not view.opened
    for index, (width, theme) in enumerate(EVERY if whole else SOME[reader.locale]):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=theme)
        if index == 0:
            reader.open(view)
        # A sheet covers what is seen; everything else is shown to its end, with the bar below it.
        if page.locator("dialog[open]").count() == 0:
            end = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": end})
        page.screenshot(path=FOLDER / f"{view.name}-{width}-{theme}-{reader.locale}.png")


def _side_by_side(pictures: list[Image.Image], theme: Theme) -> Image.Image:
    """As phones lie beside each other."""
    width = sum(one.width for one in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, max(one.height for one in pictures) + 2 * GAP), PAPER[theme])
    left = GAP
    for one in pictures:
        round_ = Image.new("L", one.size)
        ImageDraw.Draw(round_).rounded_rectangle((0, 0, one.width - 1, one.height - 1), CORNER, fill=255)
        sheet.paste(one, (left, GAP), round_)
        left += one.width + GAP
    return sheet


def _save(name: str, picture: Image.Image) -> None:
    # 256 colours are enough for screens, and a third of the size.
    few = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(SHOWN / f"{name}.png", optimize=True)


def main() -> None:
    """Take what is asked for; without a word for it, all and README's."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        house, places = open_full_house(Path(folder))
        try:
            # Without it the admin is told on every page that it does not run.
            house.stack.run_beat()
            shooting = Shooting(house, places, only)
            shooting.all()
            if not only:
                shooting.pictures()
        finally:
            house.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
