"""Notices that can be trusted: a month's report, a channel of one's own, a failure that is put right."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from e2e.conftest import PHONE, Invite
from e2e.house import ADMIN, House
from tests.servers.processes import wait_until

pytestmark = pytest.mark.e2e

ZONE = ZoneInfo("Asia/Kolkata")
WRONG = "https://example.com/hooks/1"
RIGHT = (
    "https://chat.googleapis.com/v1/spaces/AAAAfarhan/messages"
    "?key=AIzaSyDdI0hCZtE6vySjMm-WEfRq3CPzqKqqsHI&token=kNock_on-the_door-2026%3D"
)


@pytest.fixture(autouse=True)
def willing(house: House) -> Iterator[None]:
    """Mail server and Google Chat take everything again afterwards."""
    yield
    house.mail_sink.reset()
    house.chat_sink.reset()


def test_a_customer_reads_the_report_of_last_month(house: House, invite: Invite) -> None:
    house.customer("leela")
    house.professional("lalit")
    now = datetime.now(ZONE)
    before = now.replace(day=1, hour=12) - timedelta(days=9)
    closed = house.booking("leela", "tap")
    house.move(closed, "accept", "lalit")
    house.move(closed, "close", "lalit")
    house.date_back(closed, before)
    house.booking("leela", "sofa")
    guest = invite(PHONE)
    guest.sign_in("leela")
    guest.link("Reports").click()
    guest.sees("So far")
    guest.link(f"{before:%B %Y}").click()
    guest.sees_heading(f"{before:%B %Y}")
    guest.sees("leela@example.com")
    expect(guest.page.get_by_role("table", name="What the money went to")).to_contain_text("₹599")
    expect(guest.page.get_by_role("main")).not_to_contain_text("Sofa cleaning")
    guest.link(f"Later: {now:%B %Y}").click()
    guest.sees_heading(f"{now:%B %Y}")
    guest.sees("Nothing was closed in this month")
    guest.link("Sofa cleaning").click()
    guest.sees_heading("Sofa cleaning")


def test_a_month_that_is_none_says_so(house: House, invite: Invite) -> None:
    house.customer("lila")
    guest = invite()
    guest.sign_in("lila")
    guest.go("/reports")
    guest.sees("No reports yet")
    guest.go("/reports/2999-01")
    guest.sees_heading("Not found")


def test_a_professional_chooses_google_chat(house: House, invite: Invite) -> None:
    house.professional("faiz")
    guest = invite(PHONE)
    guest.sign_in("faiz")
    guest.go("/profile")
    card = guest.page.get_by_role("region", name="How notices reach you")
    card.get_by_role("checkbox", name="Google Chat").check()
    address = card.get_by_role("textbox", name="Webhook address")
    address.fill(WRONG)
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("This is not the address of a Google Chat webhook")
    expect(address).to_have_value(WRONG)
    address.fill(RIGHT)
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("spaces/AAAAfarhan")
    expect(address).to_have_count(0)
    assert "kNock" not in guest.page.content()
    card.get_by_role("button", name="Send me a test: Google Chat").click()
    expect(card).to_contain_text("Has it arrived?")
    (said,) = house.chat_sink.received
    assert said.path == "/v1/spaces/AAAAfarhan/messages"
    house.chat_sink.answer(404, {"error": {"message": "Space not found"}})
    card.get_by_role("button", name="Send me a test: Google Chat").click()
    expect(card).to_contain_text("Google Chat no longer knows this address.")
    chosen = house.call("GET", "/api/me/channels", name="faiz")["items"]
    assert {each["channel"]: each["chosen"] for each in chosen} == {"mail": True, "chat": True, "sms": False}


def test_the_admin_sends_again_what_failed(house: House, invite: Invite) -> None:
    house.customer("firoz")
    before = _failed(house)
    house.silence_scheduler()
    house.mail_sink.refuse("550 5.1.1 no such user")
    house.booking("firoz", "tap")
    wait_until(lambda: _failed(house) == before + 1)
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin")
    warning = ada.page.get_by_role("complementary", name="What does not work by itself")
    expect(warning).to_contain_text("The scheduler has been silent since")
    warning.get_by_role("link", name="Look and send again").click()
    row = ada.page.get_by_role("row").filter(has_text="firoz@example.com")
    expect(row).to_contain_text("The mail server does not know this address.")
    house.mail_sink.reset()
    row.get_by_role("button", name="Send again").click()
    ada.sees("On its way again.")
    expect(row).to_have_count(0)
    house.mail_sink.wait_for(1)
    assert house.mail_sink.to("firoz@example.com")
    expect(warning).not_to_contain_text(re.compile(rf"{before + 1} deliver(y|ies) failed"))
    assert _failed(house) == before


def _failed(house: House) -> int:
    return int(house.call("GET", "/api/jobs", name=ADMIN)["failed_deliveries"])


def test_an_export_is_told_after_a_reload_too(invite: Invite) -> None:
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin/exports")
    asked = re.compile(r"/api/exports/\d+$")
    # So that it can't be told before the reload.
    ada.page.route(asked, lambda route: route.abort())
    ada.press("Start the export")
    ada.sees("Started. We tell you when it is ready.")
    ada.page.unroute(asked)
    ada.go("/admin/users")
    ada.sees(re.compile(r"CSV is ready: \d+ rows?\."))
