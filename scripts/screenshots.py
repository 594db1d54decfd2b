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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from e2e.full_house import open_full_house
from e2e.house import House
from e2e.screens import Role, State, View, views
from e2e.sweep import Reader, Theme, read_as
from scripts.steps import ROOT
from tests.servers.browser import launch

FOLDER = ROOT / "test-results" / "screens"
PICTURES = ROOT / "docs" / "pictures"
HEIGHTS = {360: 740, 768: 1024, 1280: 860}
THEMES: tuple[Theme, ...] = ("light", "dark")
LANGUAGES = ("en", "hi")

Take = tuple[int, Theme]
EVERY: list[Take] = list(product(HEIGHTS, THEMES))
SOME: dict[str, list[Take]] = {
    "en": [(360, "light"), (1280, "dark")],
    "hi": [(360, "dark"), (768, "light")],
}
GAP, PAPER = 24, "#eef2f2"


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
            take = _Taker(browser, self)
            _save("home", take("visitor-home", (1280, 860)))
            _save("approvals", take("admin-approvals", (1280, 860)))
            _save("dashboard", take("admin-dashboard", (1280, 860)))
            phones = [take(name, (360, 740)) for name in ("customer-booking-sheet", "professional-inbox")]
            _save("phones", _side_by_side([*phones, take("customer-bookings", (360, 740))]))
            dark = [take(name, (360, 740), "hi", "dark") for name in ("visitor-home", "customer-bookings")]
            _save("hindi", _side_by_side([*dark, take("professional-schedule", (360, 740), "hi", "dark")]))
            browser.close()


@dataclass
class _Taker:
    browser: Browser
    of: Shooting

    def __call__(
        self, name: str, size: tuple[int, int], locale: str = "en", theme: Theme = "light"
    ) -> Image.Image:
        view = next(one for one in views() if one.name == f"{name}-{State.FULL}")
        reader = read_as(self.browser, self.of.house, view.screen.role, locale, self.of.places)
        page = reader.page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=theme)
        reader.open(view)
        taken = Image.open(BytesIO(page.screenshot()))
        reader.context.close()
        return taken


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


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(one.width for one in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, max(one.height for one in pictures) + 2 * GAP), PAPER)
    left = GAP
    for one in pictures:
        sheet.paste(one, (left, GAP))
        left += one.width + GAP
    return sheet


def _save(name: str, picture: Image.Image) -> None:
    # 256 colours are enough for screens, and a third of the size.
    few = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """Take what is asked for; without a word for it, all and README's."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        house, places = open_full_house(Path(folder))
        try:
            shooting = Shooting(house, places, only)
            shooting.all()
            if not only:
                shooting.pictures()
        finally:
            house.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
