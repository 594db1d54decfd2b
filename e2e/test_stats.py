"""Figures on the screen: their days, their tables, by thumb and by key, for each role."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House

pytestmark = pytest.mark.e2e


@pytest.fixture
def ada(invite: Invite) -> Guest:
    """The admin at a desk, at her figures."""
    guest = invite()
    guest.sign_in(ADMIN)
    guest.go("/admin")
    return guest


def _closed(house: House, customer: str, professional: str, task: str, days_ago: int) -> int:
    """A booking that was closed so many days ago."""
    id_ = house.booking(customer, task)
    house.move(id_, "accept", professional)
    house.move(id_, "close", customer)
    house.date_back(id_, datetime.now(UTC) - timedelta(days=days_ago))
    return id_


def _chip(page: Page, name: str) -> None:
    page.get_by_role("group", name="Which days").get_by_text(name, exact=True).click()


def test_the_days_are_chosen_and_stay_chosen(house: House, ada: Guest) -> None:
    house.customer("urvi")
    house.booking("urvi", "tap")
    page = ada.page
    expect(page.get_by_role("radio", name="30 days")).to_be_checked()
    _chip(page, "12 months")
    expect(page).to_have_url(re.compile(r"/admin\?period=12m$"))
    months = page.get_by_role("table", name="Bookings over time").get_by_role("row")
    expect(months).to_have_count(14)
    ada.link("Users").click()
    # The dashboard has a heading of that name too.
    expect(page).to_have_url(re.compile(r"/admin/users$"))
    ada.sees_heading("Users")
    page.go_back()
    expect(page.get_by_role("radio", name="12 months")).to_be_checked()
    page.reload()
    expect(page.get_by_role("radio", name="12 months")).to_be_checked()
    expect(months).to_have_count(14)


def test_other_days_by_thumb(invite: Invite) -> None:
    guest = invite(PHONE)
    guest.sign_in(ADMIN)
    guest.go("/admin")
    page = guest.page
    page.get_by_role("combobox", name="Which days").select_option("Other days…")
    page.get_by_label("From").fill("2026-01-05")
    page.get_by_label("To", exact=True).fill("2026-01-03")
    guest.sees("The first day comes after the last.")
    page.get_by_label("To", exact=True).fill("2026-01-09")
    expect(page).to_have_url(re.compile(r"from=2026-01-05&to=2026-01-09"))
    guest.sees("Quiet days: nothing was booked or closed.")
    guest.link("Show 12 months").click()
    expect(page.get_by_role("combobox", name="Which days")).to_have_value("12m")


def test_a_chart_is_read_as_a_table_and_by_key(house: House, ada: Guest) -> None:
    house.customer("tara")
    house.booking("tara", "tap")
    page = ada.page
    page.reload()
    chart = page.get_by_role("region", name="Bookings over time").first
    ada.press("Bookings over time: show as a table")
    heads = chart.get_by_role("columnheader")
    expect(heads).to_have_text(["Day", "Closed", "Cancelled", "Expired", "Booked"])
    expect(chart.get_by_role("row")).to_have_count(32)
    ada.press("Bookings over time: show the chart")
    walk = chart.get_by_role("slider")
    walk.focus()
    walk.press("End")
    expect(walk).to_have_attribute("aria-valuetext", re.compile(r"Booked [1-9]"))
    walk.press("Home")
    expect(walk).to_have_attribute("aria-valuenow", "1")
    walk.press("ArrowRight")
    expect(walk).to_have_attribute("aria-valuenow", "2")
    walk.press("Escape")
    expect(walk).to_have_attribute("aria-valuenow", "30")


def test_a_tile_leads_to_where_it_can_be_done(house: House, ada: Guest) -> None:
    house.customer("malati")
    house.booking("malati", "tap")
    ada.page.reload()
    ada.page.get_by_role("term").get_by_role("link", name="Waiting now").click()
    expect(ada.page).to_have_url(re.compile(r"/admin/bookings\?status=requested"))
    ada.sees("Malati")


def test_a_professional_sees_what_they_earned(house: House, invite: Invite) -> None:
    house.customer("uma")
    house.professional("vikram")
    house.professional("wasim")
    _closed(house, "uma", "vikram", "ac", 3)
    _closed(house, "uma", "vikram", "tap", 40)
    _closed(house, "uma", "wasim", "sofa", 3)
    guest = invite()
    guest.sign_in("vikram")
    guest.go("/earnings")
    tiles = guest.page.locator("dl").first
    expect(tiles).to_contain_text("₹1,499.50")
    _chip(guest.page, "12 months")
    expect(tiles).to_contain_text("₹2,098.50")
    best = guest.page.get_by_role("table", name="Your best tasks").get_by_role("rowheader")
    expect(best).to_have_text(["AC check and gas refill", "Tap repair"])


def test_a_customer_finds_their_activity_and_books_again(house: House, invite: Invite) -> None:
    house.customer("xenia")
    house.professional("yash")
    _closed(house, "xenia", "yash", "sofa", 5)
    guest = invite(PHONE)
    guest.sign_in("xenia")
    guest.press("Account of Xenia")
    guest.link("Activity").click()
    guest.sees_heading("Activity")
    expect(guest.page.locator("dl").first).to_contain_text("₹899")
    guest.sees("Yash Rao")
    guest.link("Monthly reports").click()
    guest.link("Activity").click()
    guest.link("Book again").click()
    expect(guest.page.get_by_role("dialog")).to_contain_text("Sofa cleaning")
