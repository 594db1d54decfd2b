"""Live enough: what others do shows by itself, a lost connection is mended, nothing typed is lost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House

pytestmark = pytest.mark.e2e

SOON = 15_000
"""Milliseconds within which what happened elsewhere must show."""


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Nirmal books; Yamuna is the one who is asked by name."""
    house.customer("nirmal")
    house.professional("yamuna")


def _id(house: House, name: str) -> int:
    return int(house.call("GET", "/api/me", name=name)["id"])


def _directed(house: House, task: str = "tap", **more: object) -> int:
    return house.booking("nirmal", task, professional_id=_id(house, "yamuna"), **more)


def _unplugged(guest: Guest) -> None:
    """From here on failures of the network are what the test is about."""
    guest.context.set_offline(True)


def _plugged(guest: Guest) -> None:
    guest.context.set_offline(False)
    guest.troubles[:] = [each for each in guest.troubles if "ERR_INTERNET_DISCONNECTED" not in each]


def _days_ahead(days: int, hour: int) -> str:
    at = datetime.now(UTC) + timedelta(days=days)
    return at.replace(hour=hour, minute=0, second=0, microsecond=0).isoformat()


def test_a_booking_and_its_answer_show_by_themselves(house: House, invite: Invite) -> None:
    yamuna, nirmal = invite(PHONE), invite()
    yamuna.sign_in("yamuna")
    yamuna.go("/inbox")
    yamuna.sees_heading("All answered")
    booking_id = _directed(house, scheduled_for=_days_ahead(3, 5))
    card = yamuna.page.get_by_role("listitem").filter(has_text="Asked for you by name")
    expect(card).to_be_visible(timeout=SOON)
    expect(yamuna.page.get_by_role("link", name="Inbox, 1 waiting")).to_be_visible()
    expect(yamuna.page).to_have_title(re.compile(r"^\(\d+\) Inbox · Dastak$"))
    nirmal.sign_in("nirmal")
    nirmal.go(f"/bookings/{booking_id}")
    nirmal.sees("has not answered yet")
    card.get_by_role("button", name="Accept").click()
    yamuna.sees_heading("All answered")
    expect(nirmal.page.get_by_text("Assigned", exact=True).first).to_be_visible(timeout=SOON)
    expect(nirmal.page.get_by_role("button", name="Close task")).to_be_visible()


def test_news_of_a_booking_are_counted_until_they_are_read(house: House, invite: Invite) -> None:
    nirmal = invite()
    booking_id = _directed(house, "sofa", scheduled_for=_days_ahead(4, 5))
    nirmal.sign_in("nirmal")
    house.call("POST", "/api/notifications/read", {}, name="nirmal")
    nirmal.go("/bookings")
    expect(nirmal.page.get_by_role("link", name="My bookings", exact=True).first).to_be_visible()
    house.move(booking_id, "accept", "yamuna")
    place = nirmal.page.get_by_role("link", name="My bookings, 1 waiting").first
    expect(place).to_be_visible(timeout=SOON)
    card = nirmal.page.get_by_role("listitem").filter(has_text="News")
    expect(card).to_have_count(1)
    card.get_by_role("link").first.click()
    expect(place).not_to_be_visible(timeout=SOON)


def test_a_finished_export_and_a_new_approval_reach_the_admin(house: House, invite: Invite) -> None:
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin/tasks")
    house.professional("manu", approved=False)
    expect(ada.page.get_by_role("link", name=re.compile(r"^Approvals, \d+ waiting$"))).to_be_visible(
        timeout=SOON
    )
    house.call("POST", "/api/exports", {"kind": "closed_bookings"}, name=ADMIN)
    account = ada.page.get_by_role("button", name=re.compile(r"^Account of .*, \d+ waiting$"))
    expect(account).to_be_visible(timeout=SOON + 15_000)
    ada.go("/admin/exports")
    ada.press("Account of")
    exports = ada.page.get_by_role("link", name="Exports", exact=True)
    expect(exports).to_be_visible(timeout=SOON)


def test_an_idle_minute_costs_next_to_nothing(invite: Invite) -> None:
    yamuna = invite()
    yamuna.sign_in("yamuna")
    with yamuna.page.expect_response(lambda answer: "view=schedule" in answer.url, timeout=SOON):
        # Opened for the first time, the plan is fetched once, to be kept for where there is no connection.
        yamuna.go("/inbox")
    yamuna.sees_heading("Inbox")
    seen: list[tuple[str, int]] = []
    yamuna.page.on("response", lambda answer: seen.append((answer.url, answer.status)))
    with yamuna.page.expect_response(lambda answer: "/api/badges" in answer.url, timeout=SOON):
        pass
    with yamuna.page.expect_response(lambda answer: "/api/badges" in answer.url, timeout=SOON):
        pass
    polls = [(url, status) for url, status in seen if "/api/" in url]
    assert all(url.endswith("/api/badges") for url, _ in polls), polls
    assert polls[-1][1] == 304


def test_a_lost_connection_is_said_and_mended(house: House, invite: Invite) -> None:
    booking_id = house.booking("nirmal", "ac", scheduled_for=_days_ahead(5, 5))
    nirmal = invite(PHONE)
    nirmal.sign_in("nirmal")
    nirmal.go(f"/bookings/{booking_id}")
    nirmal.sees("Looking for somebody free")
    nirmal.press("Cancel")
    dialog = nirmal.page.get_by_role("dialog")
    dialog.get_by_label("Why?").fill("My plans changed")
    _unplugged(nirmal)
    nirmal.answer("Cancel")
    expect(nirmal.page.get_by_text("No connection. We keep trying.")).to_be_visible()
    expect(dialog.get_by_role("alert")).to_contain_text("No connection")
    expect(dialog.get_by_label("Why?")).to_have_value("My plans changed")
    house.move(booking_id, "accept", "yamuna")
    _plugged(nirmal)
    expect(nirmal.page.get_by_text("No connection. We keep trying.")).not_to_be_visible(timeout=SOON)
    nirmal.answer("Cancel")
    nirmal.sees("Cancelled.")
    assert house.call("GET", f"/api/bookings/{booking_id}", name="nirmal")["status"] == "cancelled"


def _fill_in_a_booking(page: Page) -> None:
    page.get_by_role("group", name="Day").last.locator("label").nth(2).click()
    page.get_by_role("button", name="Another hour").click()
    page.get_by_role("group", name="Hour").get_by_text("6 am", exact=True).click()
    page.get_by_label("Remarks").fill("Mind the dog")


def test_a_visitor_signs_in_on_the_way_and_books_once(house: House, invite: Invite) -> None:
    house.customer("nisha")
    nisha = invite(PHONE)
    task = house.tasks["ac"]
    nisha.go(f"/tasks/{task}?book={task}")
    nisha.fill("Username or mail", "nisha")
    nisha.fill("Password", "monsoon over Malabar 42")
    nisha.press("Log in")
    dialog = nisha.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    _fill_in_a_booking(nisha.page)
    expect(dialog.get_by_text("Takes about")).to_contain_text("until")
    nisha.page.reload()
    expect(dialog.get_by_text("We kept what you typed earlier.")).to_be_visible()
    expect(dialog.get_by_label("Remarks")).to_have_value("Mind the dog")
    expect(dialog.get_by_label("6 am", exact=True)).to_be_checked()
    _unplugged(nisha)
    nisha.press("Confirm booking")
    expect(dialog.get_by_role("alert")).to_contain_text("No connection")
    _plugged(nisha)
    dialog.get_by_role("button", name="Confirm booking").dblclick()
    nisha.sees("Booked. We will tell you when someone accepts.")
    assert house.call("GET", "/api/bookings", name="nisha")["total"] == 1


def test_escape_and_back_close_the_sheet_and_give_the_focus_back(house: House, invite: Invite) -> None:
    nirmal = invite()
    nirmal.sign_in("nirmal")
    nirmal.go(f"/tasks/{house.tasks['tap']}")
    button = (
        nirmal.page.get_by_role("link", name="Book", exact=True)
        .or_(nirmal.page.get_by_role("link", name=re.compile("^Book")))
        .first
    )
    dialog = nirmal.page.get_by_role("dialog")
    button.focus()
    nirmal.page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    nirmal.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(button).to_be_focused()
    button.click()
    expect(dialog).to_be_visible()
    nirmal.page.go_back()
    expect(dialog).not_to_be_visible()
    booking_id = house.booking("nirmal", scheduled_for=_days_ahead(6, 5))
    nirmal.go("/bookings")
    nirmal.page.locator(f"a[href='/bookings/{booking_id}']").first.click()
    nirmal.press("Change")
    expect(dialog).to_be_visible()
    nirmal.page.go_back()
    expect(dialog).not_to_be_visible()
    expect(nirmal.page).to_have_url(f"{house.url}/bookings/{booking_id}")


def test_what_was_changed_elsewhere_is_said_and_what_was_typed_stays(house: House, invite: Invite) -> None:
    booking_id = house.booking("nirmal", scheduled_for=_days_ahead(7, 5))
    nirmal = invite()
    nirmal.sign_in("nirmal")
    nirmal.go(f"/bookings/{booking_id}")
    nirmal.press("Change")
    dialog = nirmal.page.get_by_role("dialog")
    dialog.get_by_label("Remarks").fill("Ring twice")
    version = house.call("GET", f"/api/bookings/{booking_id}", name="nirmal")["version"]
    elsewhere = {"version": version, "address": "7 MG Road"}
    house.call("PATCH", f"/api/bookings/{booking_id}", elsewhere, name="nirmal")
    nirmal.answer("Save changes")
    expect(dialog.get_by_role("list", name="Changed meanwhile")).to_contain_text("7 MG Road")
    expect(dialog.get_by_label("Remarks")).to_have_value("Ring twice")
    nirmal.answer("Save changes")
    nirmal.sees("Changed.")
    found = house.call("GET", f"/api/bookings/{booking_id}", name="nirmal")
    assert (found["address"], found["remarks"]) == ("7 MG Road", "Ring twice")


def test_a_booking_prints_on_one_page_in_daylight(house: House, invite: Invite) -> None:
    booking_id = _directed(house, scheduled_for=_days_ahead(8, 5), remarks="Third floor, no lift")
    house.move(booking_id, "accept", "yamuna")
    yamuna = invite()
    yamuna.sign_in("yamuna")
    yamuna.page.emulate_media(color_scheme="dark")
    yamuna.go(f"/bookings/{booking_id}")
    yamuna.sees("Third floor, no lift")
    yamuna.page.emulate_media(media="print", color_scheme="dark")
    for words in ("6 Residency Road", "Yamuna", "Nirmal"):
        expect(yamuna.page.get_by_role("main").get_by_text(words).first).to_be_visible()
    for role, name in (("button", "Close task"), ("button", "Print"), ("navigation", "Main places")):
        expect(yamuna.page.get_by_role(role, name=name).first).not_to_be_visible()
    ground = "getComputedStyle(document.querySelector('article')).backgroundColor"
    assert yamuna.page.evaluate(ground) in {"rgb(255, 255, 255)", "oklch(1 0 0)"}
    paper = yamuna.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1


def test_an_overlap_names_what_is_in_the_way(house: House, invite: Invite) -> None:
    mine = _directed(house, "sofa", scheduled_for=_days_ahead(9, 5))
    house.move(mine, "accept", "yamuna")
    other = _directed(house, "tap", scheduled_for=_days_ahead(9, 5))
    yamuna = invite(PHONE)
    yamuna.sign_in("yamuna")
    yamuna.go(f"/bookings/{other}")
    yamuna.press("Accept")
    yamuna.sees(re.compile("You have Sofa cleaning then"))
    yamuna.link("See it").click()
    expect(yamuna.page).to_have_url(f"{house.url}/bookings/{mine}")
