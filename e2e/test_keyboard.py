"""Everybody's main way by keyboard alone; the focus is seen at every stop and never lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.conftest import DESK, PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House
from e2e.keys import Keys
from tests.cast import PASSWORD

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Asha books, Bala works next door."""
    house.customer("asha")
    house.professional("bala")


@pytest.fixture
def keys(invite: Invite) -> Iterator[Keys]:
    """A keyboard at a desk; whatever stop could not be seen fails the test."""
    keys = Keys(invite().page)
    yield keys
    assert not keys.wrong, "\n".join(keys.wrong)


def test_a_visitor_registers_and_books(house: House, keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    keys.push("^Join")
    expect(page).to_have_title("Join Dastak · Dastak")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    keys.push("as a customer")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    given = {"First name": "Kala", "Last name": "Rao", "Mail address": "kala@example.com"}
    given |= {"Phone": "9845012399", "Address": "1 MG Road", "Pincode": "560001", "Username": "kala"}
    for name, text in given.items():
        keys.fill(f"^{name}", text)
    keys.fill("^Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Welcome, Kala!")).to_be_visible()
    keys.push("^Book Tap repair")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    keys.to(r"^(Today|Tomorrow|Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    keys.to(r"^\d+ [ap]m")
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("fieldset input:checked")).to_have_count(2)
    keys.push("^Confirm")
    expect(page.get_by_role("status").filter(has_text="Booked.")).to_be_visible()
    assert house.call("GET", "/api/bookings", name="kala")["total"] == 1


def test_a_professional_accepts_and_closes(house: House, keys: Keys) -> None:
    booking_id = house.booking("asha", "tap", remarks="By keyboard")
    keys.sign_in("bala", PASSWORD)
    page = keys.page
    page.goto("/inbox")
    expect(page.get_by_role("listitem").filter(has_text="By keyboard")).to_be_visible()
    page.goto(f"/bookings/{booking_id}")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    keys.push("^Accept$", "Space")
    expect(page.get_by_text("Accepted. It is on your day plan.")).to_be_visible()
    expect(page.get_by_role("button", name="Close task")).to_be_visible()
    keys.push("^Close task$", "Space")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert keys.where() == "Close task"
    page.keyboard.press("Enter")
    keys.push("^Close task$")
    expect(page.get_by_text("Closed. Thank you!")).to_be_visible()


def test_an_admin_approves_and_rejects(house: House, keys: Keys) -> None:
    id_ = house.professional("chandra", approved=False)
    keys.sign_in(ADMIN, PASSWORD)
    page = keys.page
    page.goto(f"/admin/users/{id_}")
    expect(page.get_by_role("button", name="Approve")).to_be_visible()
    keys.push("^Reject$")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Not readable")
    keys.push("^Reject$")
    expect(page.get_by_text("Chandra Rao is rejected and told why.")).to_be_visible()
    keys.push("^Approve$")
    expect(page.get_by_text("Chandra Rao is approved.")).to_be_visible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(keys: Keys) -> None:
    keys.sign_in(ADMIN, PASSWORD)
    page = keys.page
    page.goto("/admin/tasks")
    expect(page.get_by_role("button", name="New task")).to_be_visible()
    keys.push("^New task$")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for key in ["Tab"] * 14 + ["Shift+Tab"] * 5:
        keys.press(key)
        # Between last and first the browser's own bar has its turn.
        inside = (
            "['BODY'].includes(document.activeElement.tagName) || !!document.activeElement.closest('dialog')"
        )
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert keys.where() == "New task"


def test_a_price_is_changed_and_left_by_keys(house: House, keys: Keys) -> None:
    keys.sign_in(ADMIN, PASSWORD)
    page = keys.page
    page.goto("/admin/tasks")
    expect(page.get_by_role("row", name="Tap repair")).to_be_visible()
    keys.push("change the price of Tap repair")
    page.keyboard.type("700")
    page.keyboard.press("Escape")
    assert "change the price of Tap repair" in keys.where()
    price = [task["price"] for task in house.call("GET", "/api/tasks?q=tap")["items"]]
    assert price == [599]


def test_stars_are_given_by_arrows(house: House, keys: Keys) -> None:
    booking_id = house.booking("asha", "sofa")
    house.move(booking_id, "accept", "bala")
    house.move(booking_id, "close", "asha")
    keys.sign_in("asha", PASSWORD)
    page = keys.page
    page.goto(f"/bookings/{booking_id}")
    expect(page.get_by_role("button", name="Review")).to_be_visible()
    keys.push("^Review$")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.to("star")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    keys.push("^Send review$")
    expect(page.get_by_text("Thank you for the review.")).to_be_visible()
    assert house.call("GET", f"/api/bookings/{booking_id}", name="asha")["review"]["rating"] in {3, 4}


def test_the_bars_can_be_skipped(keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert keys.press("Tab") == "Skip to the page"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keys.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_the_account_menu_opens_closes_and_gives_the_focus_back(keys: Keys) -> None:
    keys.sign_in("asha", PASSWORD)
    page = keys.page
    keys.push("^Account of")
    expect(page.locator("#account-menu")).to_be_visible()
    keys.to("^(Profile|Your profile)")
    page.keyboard.press("Escape")
    expect(page.locator("#account-menu")).not_to_be_visible()
    assert keys.where().startswith("Account of")


WALKED = [
    ("asha", ["/", "/bookings", "/reports", "/profile", "/notifications"]),
    ("bala", ["/inbox", "/schedule", "/history", "/earnings"]),
    (ADMIN, ["/admin", "/admin/users", "/admin/tasks", "/admin/exports", "/admin/deliveries", "/admin/jobs"]),
]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("name", "paths"), WALKED, ids=[name for name, _ in WALKED])
def test_every_stop_of_the_focus_is_seen(
    house: House, invite: Invite, name: str, paths: list[str], size: tuple[int, int]
) -> None:
    guest: Guest = invite(size)
    guest.sign_in(name)
    keys = Keys(guest.page)
    for path in paths:
        guest.go(path)
        expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
        guest.page.wait_for_function(
            "() => !document.querySelector('main .breathe, main .card[aria-hidden]')"
        )
        assert keys.through() > 4
    assert not keys.wrong, "\n".join(keys.wrong)
