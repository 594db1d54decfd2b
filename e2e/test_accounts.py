"""Getting in, staying in and leaving; and ten approvals without a mouse."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.conftest import DESK, PHONE, Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House
from tests.cast import PASSWORD
from tests.files import pdf
from tests.servers.processes import wait_until

pytestmark = pytest.mark.e2e
NEW = "another long evening"
LINK = re.compile(r"https?://\S+?(/reset#\S+)")


def _link(house: House, email: str) -> str:
    """Where the newest link that was sent to `email` leads."""

    def links() -> list[str]:
        return [found[1] for mail in house.mail_sink.to(email) if (found := LINK.search(mail.text()))]

    wait_until(lambda: bool(links()), within=20)
    return links()[-1]


def test_a_forgotten_password_is_chosen_anew_by_mail(house: House, invite: Invite) -> None:
    house.customer("nandini")
    guest = invite(PHONE)
    requests: list[str] = []
    guest.page.on("request", lambda request: requests.append(request.url + str(request.headers)))
    guest.go("/login")
    guest.link("Forgot your password?").click()
    guest.fill("Mail address", "nandini@example.com")
    guest.press("Send me a link")
    guest.sees("If nandini@example.com has an account with us")
    path = _link(house, "nandini@example.com")
    guest.go(path)
    guest.sees_heading("Choose a new password")
    guest.fill("New password", "short")
    guest.press("Save the new password")
    guest.sees("Too short: at least 8 characters")
    guest.fill("New password", NEW)
    guest.press("Save the new password")
    guest.sees("Your new password is set.")
    guest.fill("Username or mail", "nandini")
    guest.fill("Password", NEW)
    guest.press("Log in")
    expect(guest.page.get_by_role("button", name="Account of")).to_be_visible()
    token = path.partition("#")[2]
    assert [request for request in requests if token in request] == [], "it is in no address and no referrer"


def test_a_link_that_was_used_says_so_and_offers_another(house: House, invite: Invite) -> None:
    guest = invite()
    guest.go("/reset#nonsense")
    guest.fill("New password", NEW)
    guest.press("Save the new password")
    guest.sees_heading("This link no longer works")
    guest.press("Ask for another link")
    guest.sees_heading("Forgot your password?")


def test_who_has_no_account_reads_the_same(invite: Invite) -> None:
    guest = invite()
    guest.go("/reset")
    guest.fill("Mail address", "stranger@example.com")
    guest.press("Send me a link")
    guest.sees("If stranger@example.com has an account with us")


def test_signing_in_leads_back_to_the_open_booking_sheet(house: House, invite: Invite) -> None:
    house.customer("omar")
    guest = invite(PHONE)
    guest.go(f"/login?next=/%3Fbook%3D{house.tasks['tap']}")
    guest.fill("Username or mail", "omar")
    guest.fill("Password", PASSWORD)
    guest.press("Log in")
    expect(guest.page.get_by_role("dialog")).to_contain_text("Tap repair")


def test_nothing_typed_is_lost_between_the_ways_to_join(invite: Invite) -> None:
    guest = invite(PHONE)
    guest.go("/join")
    guest.link("Join as a customer").click()
    guest.fill("First name", "Pooja")
    guest.fill("Address", "4 Residency Road")
    guest.page.go_back()
    guest.link("Join as a professional").click()
    expect(guest.field("First name")).to_have_value("Pooja")
    guest.page.go_back()
    guest.link("Join as a customer").click()
    expect(guest.field("Address")).to_have_value("4 Residency Road")


def test_another_device_is_logged_out_from_here(house: House, invite: Invite) -> None:
    house.customer("quentin")
    here, there = invite(), invite(PHONE)
    there.sign_in("quentin")
    here.sign_in("quentin")
    here.go("/profile#sign-ins")
    card = here.page.get_by_role("region", name="Where you are logged in")
    expect(card.get_by_role("listitem")).to_have_count(2)
    expect(card.get_by_role("listitem").first).to_contain_text("This device")
    card.get_by_role("button", name="Log out Chrome").click()
    expect(card.get_by_role("listitem")).to_have_count(1)
    there.go("/bookings")
    expect(there.field("Username or mail")).to_be_visible()


def test_ones_own_data_is_a_file(house: House, invite: Invite, tmp_path: Path) -> None:
    house.customer("ruth")
    house.booking("ruth")
    guest = invite()
    guest.sign_in("ruth")
    guest.go("/profile")
    with guest.page.expect_download() as download:
        guest.link("Download my data").click()
    kept = tmp_path / "data.json"
    download.value.save_as(kept)
    found = json.loads(kept.read_text())
    assert (found["account"]["username"], len(found["bookings"])) == ("ruth", 1)
    assert re.fullmatch(r"dastak-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)


def test_leaving_waits_for_bookings_under_way(house: House, invite: Invite) -> None:
    house.customer("sunil")
    booking = house.booking("sunil")
    guest = invite(PHONE)
    guest.sign_in("sunil")
    guest.go("/profile")
    guest.press("Erase my account")
    dialog = guest.page.get_by_role("dialog")
    expect(dialog).to_contain_text("This cannot be taken back.")
    dialog.locator("[name=password]").fill("not this one")
    guest.answer("Erase my account")
    guest.sees("That is not your password")
    dialog.locator("[name=password]").fill(PASSWORD)
    guest.answer("Erase my account")
    guest.sees("You have bookings under way.")
    house.move(booking, "cancel", "sunil")
    guest.answer("Erase my account")
    guest.sees("Your account is erased.")
    expect(guest.link("Log in")).to_be_visible()
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin/users?status=erased")
    expect(ada.page.get_by_role("row", name="Erased")).to_be_visible()
    ada.go("/admin/audit?action=erase")
    expect(ada.page.get_by_role("row", name="Erased the account").first).to_be_visible()


def _focused(guest: Guest) -> str:
    return str(guest.page.evaluate("document.activeElement.tagName"))


@pytest.mark.parametrize("size", [DESK, (360, 740)], ids=["desk", "narrow"])
def test_ten_professionals_are_approved_with_keys_alone(
    house: House, invite: Invite, size: tuple[int, int]
) -> None:
    people = [f"key{size[0]}-{number}" for number in range(10)]
    ids = [house.professional(name, approved=False) for name in people]
    ada = invite(size)
    ada.sign_in(ADMIN)
    before = house.call("GET", "/api/users?role=professional&status=pending", name=ADMIN)["total"]
    ada.go("/admin/approvals")
    ada.sees(f"1 of {before}")
    heard = ada.page.locator("main p[role=status]")
    ada.page.keyboard.press("j")
    ada.sees(f"2 of {before}")
    ada.page.keyboard.press("k")
    ada.sees(f"1 of {before}")
    for left in range(before - 1, -1, -1):
        name = ada.page.locator("main section h2").inner_text()
        ada.page.keyboard.press("a")
        expect(heard).to_contain_text(f"{name} is approved.")
        expect(ada.page.locator("main section h2").filter(has_text=name)).to_have_count(0)
        if left:
            ada.sees(f"1 of {left}")
        assert _focused(ada) != "", "something holds the focus"
    ada.sees_heading("Everybody is looked after")
    for id_ in ids:
        assert house.call("GET", f"/api/users/{id_}", name=ADMIN)["status"] == "active"


def test_a_rejection_by_key_asks_why_and_gives_the_focus_back(house: House, invite: Invite) -> None:
    house.professional("tarun", approved=False)
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin/approvals")
    ada.sees_heading("Tarun Rao")
    ada.page.keyboard.press("r")
    ada.page.keyboard.press("a")  # too early: the question is on its way
    expect(ada.page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    ada.page.keyboard.type("Not readable")
    ada.page.keyboard.press("Tab")
    ada.page.keyboard.press("Tab")
    ada.page.keyboard.press("Enter")
    expect(ada.page.locator("main p[role=status]")).to_contain_text("Tarun Rao is rejected and told why.")
    assert _focused(ada) != "BODY"


def test_a_document_is_replaced_from_the_profile(house: House, invite: Invite) -> None:
    house.professional("usha")
    guest = invite(PHONE)
    guest.sign_in("usha")
    guest.go("/profile#document")
    card = guest.page.get_by_role("region", name="Your document")
    expect(card).to_contain_text("On file and approved.")
    card.get_by_role("button", name="Send another document").click()
    guest.upload(pdf())
    guest.press("Send the document")
    expect(card).to_contain_text("The new one is being looked at.")
    ada = invite()
    ada.sign_in(ADMIN)
    ada.go("/admin/approvals")
    ada.sees_heading("Usha Rao")
    ada.page.keyboard.press("a")
    expect(ada.page.locator("main p[role=status]")).to_contain_text("is noted as seen.")


def test_the_log_is_narrowed_by_person_action_and_day(house: House, invite: Invite) -> None:
    id_ = house.customer("vera")
    ada = invite()
    ada.sign_in(ADMIN)
    house.call("POST", f"/api/users/{id_}/moves", {"action": "block", "reason": "Never there"}, name=ADMIN)
    ada.go("/admin/audit")
    ada.page.get_by_label("What").select_option("Blocked")
    expect(ada.page.get_by_role("row", name="Vera Rao")).to_contain_text("Reason: Never there")
    ada.page.get_by_role("link", name="Vera Rao").click()
    ada.link("Audit log").click()
    ada.sees("About Vera Rao only")


@pytest.mark.parametrize("size", [DESK, PHONE, (360, 640)], ids=["desk", "phone", "small phone"])
@pytest.mark.parametrize("path", ["/reset", "/reset#x", "/profile", "/profile#leave"])
def test_no_page_of_an_account_is_wider_than_its_screen(
    house: House, invite: Invite, path: str, size: tuple[int, int]
) -> None:
    guest = invite(size)
    if path.startswith("/profile"):
        guest.sign_in(ADMIN)
    guest.go(path)
    expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= size[0]
