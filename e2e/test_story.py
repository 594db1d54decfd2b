"""The whole story: register both, approve, book, accept, close, review, change the price, export."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.conftest import PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House
from tests.cast import PASSWORD, customer, professional
from tests.files import pdf

pytestmark = pytest.mark.e2e

PERSON = {
    "firstname": "First name",
    "lastname": "Last name",
    "email": "Mail address",
    "phone": "Phone",
    "address": "Address",
    "pincode": "Pincode",
    "username": "Username",
    "password": "Password",
}


def _register(guest: Guest, given: dict[str, str]) -> None:
    for name, label in PERSON.items():
        if name in given:
            guest.fill(label, given[name])


def _customer_registers(guest: Guest) -> None:
    guest.go("/")
    guest.link("Join").click()
    guest.link("Join as a customer").click()
    _register(guest, customer("meera", phone="98450 12345"))
    guest.press("Create my account")
    guest.sees("Welcome, Meera!")


def _professional_registers(guest: Guest) -> None:
    guest.go("/join")
    guest.link("Join as a professional").click()
    _register(guest, professional("prakash", phone="98450 54321"))
    guest.fill("Company", "Prakash & Sons")
    guest.fill("Years of experience", "7")
    guest.choose("Tasks you do", "Tap repair")
    guest.upload(pdf())
    guest.press("Send for approval")
    guest.sees_heading("We are looking at your document")


def _admin_approves(guest: Guest) -> None:
    guest.sign_in(ADMIN)
    guest.link("Approvals").click()
    person = guest.page.get_by_role("region", name="Prakash Rao")
    expect(person).to_be_visible()
    document = guest.page.get_by_role("img", name="Page 1 of 1 of the document of Prakash")
    expect(document).to_be_visible()
    assert document.evaluate("picture => picture.decode().then(() => picture.naturalWidth > 0)")
    person.get_by_role("button", name="Approve").click()
    guest.sees("Prakash Rao is approved.")


def _customer_books(guest: Guest) -> None:
    guest.go("/")
    guest.link("Book Tap repair").click()
    guest.choose("Day", 1)
    guest.choose("Hour", "10 am")
    guest.fill("Remarks", "Ring twice")
    guest.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    guest.sees("Booked. We will tell you when someone accepts.")


def _professional_accepts(guest: Guest) -> None:
    guest.go("/")
    guest.link("Inbox").click()
    guest.sees("Tap repair")
    expect(guest.page.get_by_text("Residency Road")).to_have_count(0)
    guest.press("Accept")
    guest.sees("Accepted. It is on your day plan.")
    guest.link("Day plan").click()
    guest.sees("5 Residency Road")
    guest.sees("Ring twice")


def _customer_closes_and_reviews(guest: Guest) -> None:
    guest.link("My bookings").click()
    guest.page.get_by_role("link", name="Tap repair").first.click()
    guest.sees("Prakash Rao")
    guest.press("Close task")
    guest.answer("Close task")
    guest.sees("Closed. Thank you!")
    guest.press("Review")
    sheet = guest.page.get_by_role("dialog")
    sheet.locator("label").filter(has_text="4 stars").click()
    sheet.get_by_role("textbox").fill("Quick & clean")
    guest.answer("Send review")
    guest.sees("Thank you for the review.")


def _admin_changes_the_price(guest: Guest) -> None:
    guest.link("Task list").click()
    guest.press("₹599: change the price of Tap repair")
    guest.page.get_by_label("Price of Tap repair in rupees").fill("650")
    guest.page.keyboard.press("Enter")
    guest.sees("Tap repair now costs ₹650.")


def _admin_exports(guest: Guest, folder: Path) -> list[dict[str, str]]:
    guest.link("Dashboard").click()
    guest.press("Export CSV")
    guest.sees(re.compile(r"CSV is ready: \d+ rows?\."))
    with guest.page.expect_download() as caught:
        guest.page.get_by_role("link", name="Download").or_(
            guest.page.get_by_role("button", name="Download")
        ).first.click()
    path = folder / "export.csv"
    caught.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_whole_story(house: House, invite: Invite, tmp_path: Path) -> None:
    meera, prakash, ada, visitor = invite(PHONE), invite(PHONE), invite(), invite()
    _customer_registers(meera)
    _professional_registers(prakash)
    _admin_approves(ada)
    _customer_books(meera)
    _professional_accepts(prakash)
    _customer_closes_and_reviews(meera)
    _admin_changes_the_price(ada)
    visitor.go("/")
    visitor.sees("₹650")
    meera.page.reload()
    meera.sees("₹599")
    rows = _admin_exports(ada, tmp_path)
    (row,) = [row for row in rows if row["remarks"] == "Ring twice"]
    assert row["task_name"] == "Tap repair"
    assert (row["closed_by"], row["price"], row["rating"]) == ("customer", "599.00", "4")
    assert row["review_remarks"] == "Quick & clean"
    house.call("PATCH", f"/api/tasks/{house.tasks['tap']}", {"price": 599}, name=ADMIN)
    house.mail_sink.wait_for(3)
    assert house.mail_sink.to("meera@example.com")
    assert PASSWORD not in "".join(str(mail.message) for mail in house.mail_sink.received)
