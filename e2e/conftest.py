"""One browser for all end-to-end tests, and one running application for each file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from e2e.guest import Guest
from e2e.house import House, open_house
from tests.servers.browser import launch

PICTURES = Path(__file__).parents[1] / "test-results" / "pictures"
DESK, PHONE = (1280, 900), (390, 844)

Invite = Callable[..., Guest]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The whole application, with an admin and three tasks; each file has its own."""
    made = open_house(tmp_path_factory.mktemp("house"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers; there can be one in a thread."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """A real browser."""
    expect.set_options(timeout=15_000)
    started = launch(driver)
    yield started
    started.close()


@pytest.fixture
def invite(house: House, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Invite]:
    """Makes guests, each with a browser of their own: `invite()` at a desk, `invite(PHONE)` on the go.

    Whatever a guest met that nobody should meet fails the test.
    """
    guests: list[Guest] = []

    def make(size: tuple[int, int] = DESK, locale: str = "en-IN") -> Guest:
        context = browser.new_context(
            base_url=house.url,
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            timezone_id="Asia/Kolkata",
            accept_downloads=True,
            has_touch=size is PHONE,
        )
        context.set_default_timeout(15_000)
        guests.append(Guest(context, house.url))
        return guests[-1]

    yield make
    for number, guest in enumerate(guests):
        _keep_picture(guest, f"{request.node.name}-{number}")
    troubles = [trouble for guest in guests for trouble in guest.troubles]
    for guest in guests:
        guest.context.close()
    assert troubles == []


def _keep_picture(guest: Guest, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    guest.picture(PICTURES / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png")
