"""For readers who set their screens otherwise: less motion, own colours, more space between letters."""

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Invite
from e2e.house import ADMIN, House
from e2e.sweep import FIT

pytestmark = pytest.mark.e2e

# WCAG 1.4.12: the least that must not break anything.
SPACED = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""
MOVING = """() => document.getAnimations().filter(({ effect }) =>
    effect.getComputedTiming().activeDuration > 50).length"""
LOOK_OF = """(chip) => { const { backgroundColor, borderTopColor, color } = getComputedStyle(chip)
    return [backgroundColor, borderTopColor, color].join() }"""


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Dhara books, Esha does it."""
    house.customer("dhara")
    house.professional("esha")
    booking_id = house.booking("dhara")
    house.move(booking_id, "accept", "esha")
    house.booking("dhara", "sofa", remarks="Next to the lift")


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("dhara", ["/", "/bookings", "/profile", "/?book={tap}", "/tasks/{tap}"]),
        ("esha", ["/inbox", "/schedule", "/history", "/earnings"]),
        (ADMIN, ["/admin", "/admin/users", "/admin/tasks", "/admin/exports", "/admin/deliveries"]),
    ],
)
def test_more_space_between_letters_breaks_nothing(
    house: House, invite: Invite, name: str, paths: list[str]
) -> None:
    guest = invite()
    guest.sign_in(name)
    found: list[str] = []
    for path in paths:
        _shown(guest.page, path.replace("{tap}", str(house.tasks["tap"])))
        guest.page.evaluate(SPACED)
        for width in (360, 768, 1280):
            guest.page.set_viewport_size({"width": width, "height": 900})
            # A longer placeholder is cut in any field; what it says stands in the label too.
            found += [f"{path}: {one}" for one in guest.page.evaluate(FIT) if "placeholder" not in one]
    assert not found, "\n".join(found)


def test_nothing_moves_for_who_wants_no_motion(invite: Invite) -> None:
    guest = invite()
    guest.page.emulate_media(reduced_motion="reduce")
    guest.page.route("**/api/tasks*", lambda route: None)
    guest.go("/")
    guest.sees_heading("Good help")
    assert guest.page.evaluate(MOVING) == 0
    guest.page.unroute_all(behavior="ignoreErrors")


def test_a_choice_is_seen_in_colours_of_ones_own(invite: Invite) -> None:
    guest = invite()
    guest.page.emulate_media(forced_colors="active")
    _shown(guest.page, "/")
    chips = guest.page.get_by_role("group", name="Category").locator("label")
    looks = [chip.evaluate(LOOK_OF) for chip in chips.all()]
    assert looks[0] != looks[1]
    assert len(set(looks[1:])) == 1


def _shown(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    page.wait_for_function("() => !document.querySelector('main .breathe, main .card[aria-hidden]')")
