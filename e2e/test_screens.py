"""Every screen in every state: axe, widths, texts, titles and the console, in both languages and themes."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from e2e.full_house import open_full_house
from e2e.screens import SCREENS, Role, State, View, routes_of_the_router, views
from e2e.sweep import LOCALES, Walk, findings, read_as, visits

pytestmark = pytest.mark.e2e

# Pages that have an address of their own, and so a title of their own.
HEADED = [view for view in views() if view.state is State.FULL and not view.opened]

BROKEN = """() => {
    document.documentElement.lang = 'de'
    document.querySelector('main').insertAdjacentHTML('beforeend', `
        <h1>Second</h1><button id="x">ui.save</button><p>Price: undefined</p><p>A Serv&#105;ce</p>
        <img src="/icon.svg"><p id="w">{name} is wide</p>
        <input placeholder="A very long placeholder that nobody can read" id="i">`)
    document.getElementById('w').style.cssText = 'width: 1500px; color: #ddd; background: #eee'
    document.getElementById('x').style.cssText = 'height: 20px; width: 20px; overflow: hidden'
    document.getElementById('i').style.cssText = 'width: 60px'
    console.error('Something broke')
}"""


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """One walk through everything."""
    house, places = open_full_house(tmp_path_factory.mktemp("full"))
    walk = Walk(house, places)
    walk.go(views())
    yield walk
    house.close()


def test_every_route_is_on_the_list_for_everybody_who_may_open_it() -> None:
    listed: dict[str, set[Role]] = defaultdict(set)
    for screen in SCREENS:
        listed[screen.route].add(screen.role)
    router = routes_of_the_router()
    missing = {name: roles - listed[name] for name, roles in router.items() if not roles <= listed[name]}
    assert missing == {}, "add them to e2e/screens.py"
    assert set(listed) == set(router)


@pytest.mark.parametrize("name", [name for name, *_ in visits(views())])
def test_a_screen_is_as_it_should_be(walk: Walk, name: str) -> None:
    assert walk.found[name] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", Role)
def test_every_page_has_a_title_of_its_own(walk: Walk, role: Role, locale: str) -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for view in HEADED:
        if view.screen.role is role:
            shown[walk.titles[f"{view.name}-{locale}"]].add(view.screen.route)
    assert {title: routes for title, routes in shown.items() if len(routes) > 1} == {}


def test_what_is_wrong_is_found(walk: Walk, browser: Browser) -> None:
    def spoil(*_: object) -> None:
        reader.page.evaluate(BROKEN)

    screen = next(one for one in SCREENS if one.name == "visitor-join")
    screen.opens["spoiled"] = spoil
    reader = read_as(browser, walk.house, Role.VISITOR, "en", walk.places)
    try:
        found = "\n".join(findings(reader, View(screen, State.FULL, "spoiled"), dark_first=False))
    finally:
        reader.context.close()
        del screen.opens["spoiled"]
    for trouble in (
        "lang is de",
        "2 headings of the first level",
        "a raw key",
        "raw: ",
        "the word we don't use",
        "a placeholder nobody filled",
        "small: button",
        "axe image-alt",
        "axe color-contrast",
        "wide at 320",
        "wide at 1280",
        "is cut at 360",
        "console: Something broke",
    ):
        assert trouble in found
