"""A professional's path: wait, send papers again, answer, work through the day."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import PHONE, Invite
from e2e.house import ADMIN, House
from tests.files import pdf, picture

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module", autouse=True)
def people(house: House) -> None:
    """Farah books in a pincode of her own, where Gita works."""
    house.customer("farah")
    house.professional("gita")


def test_who_waits_sees_why_and_sends_another_document(house: House, invite: Invite) -> None:
    id_ = house.professional("hari", approved=False)
    guest = invite(PHONE)
    guest.sign_in("hari")
    guest.sees_heading("We are looking at your document")
    for path in ("/inbox", "/schedule", "/earnings", "/admin"):
        guest.go(path)
        guest.sees_heading("We are looking at your document")
    reject = {"action": "reject", "reason": "The photo is too dark"}
    house.call("POST", f"/api/users/{id_}/moves", reject, name=ADMIN)
    guest.go("/waiting")
    guest.sees_heading("Your document was not accepted")
    guest.sees("The photo is too dark")
    guest.upload(b"no picture at all", "photo.png")
    guest.press("Send the document")
    guest.sees("Please choose a PDF, JPEG or PNG")
    guest.upload(picture(), "photo.png")
    guest.press("Send the document")
    guest.sees_heading("We are looking at your document")
    house.call("POST", f"/api/users/{id_}/moves", {"action": "approve"}, name=ADMIN)
    expect(guest.page).not_to_have_url(f"{house.url}/waiting", timeout=25_000)
    guest.link("Inbox").click()
    expect(guest.page).to_have_url(f"{house.url}/inbox")


def test_the_inbox_is_answered_and_the_day_worked_through(house: House, invite: Invite) -> None:
    first, second = house.booking("farah", "ac"), house.booking("farah", "sofa", remarks="Third floor")
    guest = invite(PHONE)
    guest.sign_in("gita")
    guest.go("/inbox")
    card = guest.page.get_by_role("listitem").filter(has_text="AC check and gas refill").first
    card.get_by_role("button", name="Reject").click()
    guest.answer("Reject")
    guest.sees("Rejected. Others are asked now.")
    card = guest.page.get_by_role("listitem").filter(has_text="Third floor")
    card.get_by_role("button", name="Accept").click()
    guest.sees("Accepted. It is on your day plan.")
    guest.go("/schedule")
    guest.sees("5 Residency Road, Bengaluru")
    house.move(second, "release", "gita")
    third = house.booking("farah", "tap")
    house.move(third, "accept", "gita")
    guest.go(f"/bookings/{third}")
    guest.press("Close task")
    guest.answer("Close task")
    guest.sees("Closed. Thank you!")
    guest.go("/history")
    expect(guest.link("Tap repair")).to_be_visible()
    guest.go("/earnings")
    guest.sees("₹599")
    assert house.call("GET", f"/api/bookings/{first}", name="farah")["status"] == "requested"


def test_giving_back_wants_a_reason(house: House, invite: Invite) -> None:
    booking_id = house.booking("farah", "tap", professional_id=_id(house, "gita"))
    house.move(booking_id, "accept", "gita")
    guest = invite()
    guest.sign_in("gita")
    guest.go(f"/bookings/{booking_id}")
    guest.press("Give back")
    dialog = guest.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Give back").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("textbox").fill("My van broke down")
    dialog.get_by_role("button", name="Give back").click()
    guest.sees("Given back.")
    seen = house.call("GET", f"/api/bookings/{booking_id}", name="farah")
    assert (seen["status"], seen["reason"]) == ("requested", "My van broke down")


def test_who_comes_too_late_hears_it_kindly(house: House, invite: Invite) -> None:
    house.professional("indra")
    booking_id = house.booking("farah", "sofa", remarks="Come quickly")
    guest = invite(PHONE)
    guest.sign_in("gita")
    guest.go("/inbox")
    card = guest.page.get_by_role("listitem").filter(has_text="Come quickly")
    expect(card).to_be_visible()
    house.move(booking_id, "accept", "indra")
    card.get_by_role("button", name="Accept").click()
    guest.sees("Somebody was quicker")
    expect(card).to_have_count(0)


def test_the_profile_and_the_document_can_be_changed(house: House, invite: Invite) -> None:
    guest = invite()
    guest.sign_in("gita")
    guest.go("/profile")
    guest.fill("Company", "Gita Home Care")
    guest.fill("Years of experience", "9")
    guest.press("Save", exact=True)
    guest.sees("Saved.")
    me = house.call("GET", "/api/me", name="gita")
    assert (me["compname"], me["exp"]) == ("Gita Home Care", 9)
    guest.go(f"/professionals/{me['id']}")
    guest.sees("Gita Home Care")
    assert pdf()


def _id(house: House, name: str) -> int:
    return int(house.call("GET", "/api/me", name=name)["id"])
