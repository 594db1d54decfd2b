"""A customer's path: find, book, change, cancel, look back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from e2e.conftest import PHONE, Invite
from e2e.house import ADMIN, House
from tests.cast import PASSWORD

pytestmark = pytest.mark.e2e
ZONE = ZoneInfo("Asia/Kolkata")


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Devi books; Pavan does every task next door."""
    house.customer("devi")
    house.professional("pavan")


def test_a_visitor_finds_a_task_by_word_price_and_category(invite: Invite) -> None:
    guest = invite()
    guest.go("/")
    headings = guest.page.get_by_role("main").get_by_role("heading", level=2)
    expect(headings).to_have_count(3)
    guest.page.get_by_role("searchbox", name="What do you need?").fill("gas")
    guest.press("Search", exact=True)
    expect(headings).to_have_text(["AC check and gas refill"])
    guest.page.get_by_role("searchbox", name="What do you need?").fill("")
    guest.press("Search", exact=True)
    guest.choose("Category", "Plumbing")
    expect(headings).to_have_text(["Tap repair"])
    guest.choose("Category", "All tasks")
    guest.page.get_by_label("Sort by").select_option("Price: high first")
    expect(headings).to_have_text(["AC check and gas refill", "Sofa cleaning", "Tap repair"])


def test_a_visitor_logs_in_on_the_way_and_goes_on_booking(invite: Invite) -> None:
    guest = invite(PHONE)
    guest.go("/")
    guest.link("Book Tap repair").click()
    guest.fill("Username or mail", "devi")
    guest.fill("Password", PASSWORD)
    guest.press("Log in")
    guest.choose("Day", 2)
    guest.choose("Hour", "11 am")
    guest.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    guest.sees("Booked. We will tell you when someone accepts.")


def test_an_own_professional_can_be_chosen(house: House, invite: Invite) -> None:
    guest = invite()
    guest.sign_in("devi")
    guest.go(f"/?book={house.tasks['ac']}")
    guest.choose("Day", 3)
    guest.choose("Hour", "5 pm")
    guest.page.get_by_role("combobox", name="Professional").select_option(label="Pavan Rao")
    guest.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    guest.sees("Booked.")
    guest.go("/bookings")
    guest.link("AC check and gas refill").click()
    guest.sees("Pavan")


def test_a_day_beyond_the_first_week_can_be_chosen(house: House, invite: Invite) -> None:
    guest = invite(PHONE)
    guest.sign_in("devi")
    guest.go(f"/?book={house.tasks['tap']}")
    day = (datetime.now(ZONE) + timedelta(days=20)).date()
    guest.page.get_by_label("Other day").fill((day + timedelta(days=400)).isoformat())
    confirm = guest.page.get_by_role("dialog").get_by_role("button", name="Confirm")
    confirm.click()
    expect(guest.page.get_by_role("group", name="Day")).to_contain_text("At most")
    guest.page.get_by_label("Other day").fill(day.isoformat())
    guest.choose("Hour", "11 am")
    confirm.click()
    guest.sees("Booked.")
    booked = house.call("GET", "/api/bookings?sort=-scheduled_for", name="devi")["items"][0]
    assert datetime.fromisoformat(booked["scheduled_for"]) == datetime.fromisoformat(f"{day}T11:00:00+05:30")


def test_a_booking_is_changed_and_its_professional_asked_again(house: House, invite: Invite) -> None:
    booking_id = house.booking("devi", "sofa")
    house.move(booking_id, "accept", "pavan")
    guest = invite()
    guest.sign_in("devi")
    guest.go(f"/bookings/{booking_id}")
    guest.sees("Pavan Rao")
    guest.press("Change")
    guest.choose("Day", 4)
    guest.fill("Remarks", "The blue one")
    guest.sees("Pavan will be asked again.")
    guest.answer("Save changes")
    guest.sees("Changed.")
    guest.sees("The blue one")
    guest.sees("Requested")
    seen = house.call("GET", f"/api/bookings/{booking_id}", name="devi")
    assert (seen["status"], seen["remarks"], seen["version"] > 1) == ("requested", "The blue one", True)


def test_cancelling_asks_once_and_wants_a_reason(house: House, invite: Invite) -> None:
    booking_id = house.booking("devi")
    guest = invite(PHONE)
    guest.sign_in("devi")
    guest.go(f"/bookings/{booking_id}")
    guest.press("Cancel")
    guest.answer("Go back")
    assert house.call("GET", f"/api/bookings/{booking_id}", name="devi")["status"] == "requested"
    guest.press("Cancel")
    guest.page.get_by_role("dialog").get_by_role("textbox").fill("The tap is quiet again")
    guest.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    guest.sees("Cancelled.")
    guest.sees("The tap is quiet again")
    guest.go("/bookings")
    guest.choose("Which bookings", "Past")
    expect(guest.page.get_by_role("listitem").filter(has_text="The tap is quiet again")).to_contain_text(
        "Cancelled"
    )


def test_a_changed_price_is_asked_about(house: House, invite: Invite) -> None:
    guest = invite()
    guest.sign_in("devi")
    guest.go(f"/?book={house.tasks['sofa']}")
    guest.choose("Day", 5)
    guest.choose("Hour", "10 am")
    expect(guest.page.get_by_role("dialog")).to_contain_text("₹899")
    house.call("PATCH", f"/api/tasks/{house.tasks['sofa']}", {"price": 950}, name=ADMIN)
    guest.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    guest.sees("The price is now ₹950; it was ₹899. Shall we book it?")
    guest.page.get_by_role("dialog").get_by_role("button", name="Confirm at ₹950").click()
    guest.sees("Booked.")
    house.call("PATCH", f"/api/tasks/{house.tasks['sofa']}", {"price": 899}, name=ADMIN)


def test_what_the_server_refuses_stands_at_its_field_and_nothing_typed_is_lost(invite: Invite) -> None:
    guest = invite()
    guest.go("/join/customer")
    given = {"First name": "Dev", "Last name": "Rao", "Mail address": "dev@example.com", "Pincode": "560001"}
    given |= {"Address": "1 MG Road", "Username": "DEVI", "Password": PASSWORD}
    for label, text in given.items():
        guest.fill(label, text)
    guest.press("Create my account")
    guest.sees("Already taken, please try another")
    expect(guest.field("Username")).to_have_attribute("aria-invalid", "true")
    expect(guest.field("First name")).to_have_value("Dev")
    expect(guest.field("Address")).to_have_value("1 MG Road")


def test_news_comes_by_itself(house: House, invite: Invite) -> None:
    booking_id = house.booking("devi", "ac")
    guest = invite()
    guest.sign_in("devi")
    guest.go(f"/bookings/{booking_id}")
    guest.sees("Requested")
    house.move(booking_id, "accept", "pavan")
    expect(guest.page.get_by_text("Pavan Rao").first).to_be_visible(timeout=25_000)
    guest.link("Notices").click()
    guest.sees("Pavan Rao comes for AC check and gas refill")
