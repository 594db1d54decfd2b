"""What everybody may expect: a session that goes on, two languages, the keyboard, any address."""

import jwt
import pytest
from playwright.sync_api import expect

from e2e.conftest import DESK, PHONE, Invite
from e2e.house import House
from tests.cast import PASSWORD

pytestmark = pytest.mark.e2e
PUBLIC = ["/", "/login", "/join", "/join/customer", "/join/professional"]


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Mira is here for it all."""
    house.customer("mira")


def test_an_access_token_that_ran_out_is_renewed_unseen(house: House, invite: Invite) -> None:
    guest = invite()
    guest.sign_in("mira")
    key = house.stack.env["SECRET_KEY"]
    (cookie,) = [cookie for cookie in guest.context.cookies() if cookie["name"] == "dastak_access"]
    claims = jwt.decode(cookie["value"], key, algorithms=["HS256"])
    expired = jwt.encode(claims | {"exp": claims["iat"] - 60, "nbf": 0}, key, algorithm="HS256")
    guest.context.add_cookies(
        [{"name": "dastak_access", "value": expired, "url": house.url, "httpOnly": True}]
    )
    guest.go("/bookings")
    guest.sees_heading("My bookings")
    names = {each["name"]: each["value"] for each in guest.context.cookies()}
    assert names["dastak_access"] not in {expired, cookie["value"]}


def test_logging_out_ends_it_here(invite: Invite) -> None:
    guest = invite()
    guest.sign_in("mira")
    guest.sign_out()
    guest.go("/bookings")
    expect(guest.field("Username or mail")).to_be_visible()


def test_a_wrong_password_is_told_kindly(invite: Invite) -> None:
    guest = invite(PHONE)
    guest.go("/login")
    guest.fill("Username or mail", "mira")
    guest.fill("Password", "not this one")
    guest.press("Log in")
    guest.sees("That name and password do not belong together.")
    expect(guest.field("Username or mail")).to_have_value("mira")


def test_it_speaks_hindi_too(invite: Invite) -> None:
    guest = invite(PHONE)
    guest.go("/")
    guest.page.get_by_role("button", name="हिन्दी").click()
    expect(guest.page.locator("html")).to_have_attribute("lang", "hi")
    guest.page.reload()
    expect(guest.page.locator("html")).to_have_attribute("lang", "hi")
    assert "knock away" not in guest.page.inner_text("body")


def test_dark_stays_dark(invite: Invite) -> None:
    guest = invite()
    guest.go("/")
    light = guest.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    guest.press("Dark colours")
    guest.page.reload()
    expect(guest.page.get_by_role("button", name="Light colours")).to_be_visible()
    assert guest.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("size", [DESK, PHONE, (360, 640)], ids=["desk", "phone", "small phone"])
def test_no_page_is_wider_than_its_screen(invite: Invite, path: str, size: tuple[int, int]) -> None:
    guest = invite(size)
    guest.go(path)
    expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_an_address_that_is_none_says_so(invite: Invite) -> None:
    guest = invite()
    guest.go("/no/such/page")
    guest.sees_heading("Nobody behind this door")


def test_the_keyboard_is_enough_to_log_in(invite: Invite) -> None:
    guest = invite()
    guest.go("/login")
    guest.page.keyboard.press("Tab")
    guest.page.keyboard.press("Enter")
    guest.field("Username or mail").focus()
    guest.page.keyboard.type("mira")
    guest.page.keyboard.press("Tab")
    guest.page.keyboard.type(PASSWORD)
    guest.page.keyboard.press("Enter")
    expect(guest.page.get_by_role("button", name="Account of")).to_be_visible()
