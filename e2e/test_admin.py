"""The admin's path: papers, people, tasks, figures."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import Invite
from e2e.guest import Guest
from e2e.house import ADMIN, House
from tests.cast import PASSWORD

pytestmark = pytest.mark.e2e


@pytest.fixture
def ada(invite: Invite) -> Guest:
    """The admin at a desk, signed in."""
    guest = invite()
    guest.sign_in(ADMIN)
    return guest


def test_papers_are_refused_with_a_reason(house: House, ada: Guest) -> None:
    id_ = house.professional("jaya", approved=False)
    ada.go(f"/admin/users/{id_}")
    expect(ada.page.get_by_role("img", name="Page 1 of 1 of the document of Jaya")).to_be_visible()
    ada.press("Reject")
    ada.page.get_by_role("dialog").get_by_role("textbox").fill("Not readable")
    ada.answer("Reject")
    ada.sees("Jaya Rao is rejected and told why.")
    me = house.call("GET", "/api/me", name="jaya")
    assert (me["status"], me["status_reason"]) == ("rejected", "Not readable")


def test_a_user_is_found_blocked_and_unblocked(house: House, invite: Invite, ada: Guest) -> None:
    house.customer("kiran")
    kiran = invite()
    kiran.sign_in("kiran")
    ada.link("Users").click()
    ada.page.get_by_role("searchbox", name="Search name, mail, phone or pincode").fill("kiran@")
    expect(ada.page.get_by_role("row")).to_have_count(2)
    ada.link("Kiran Rao").click()
    ada.press("Block")
    ada.page.get_by_role("dialog").get_by_role("textbox").fill("Never at home")
    ada.answer("Block")
    ada.sees("Kiran Rao is blocked.")
    kiran.go("/bookings")
    expect(kiran.field("Username or mail")).to_be_visible()
    kiran.fill("Username or mail", "kiran")
    kiran.fill("Password", PASSWORD)
    kiran.press("Log in")
    kiran.sees("This account is blocked.")
    ada.press("Unblock")
    ada.answer("Unblock")
    ada.sees("Kiran Rao can sign in again.")
    kiran.sign_in("kiran")


def test_a_task_is_made_updated_by_its_name_and_retired(house: House, ada: Guest) -> None:
    ada.go("/admin/tasks")
    _enter_task(ada, "Fan repair", "250")
    row = ada.page.get_by_role("row", name="Fan repair")
    expect(row).to_contain_text("₹250")
    _enter_task(ada, "FAN REPAIR", "300")
    expect(ada.page.get_by_role("row", name="Fan repair")).to_have_count(1)
    expect(row).to_contain_text("₹300")
    tasks = house.call("GET", "/api/tasks?q=fan")["items"]
    assert [(task["price"], task["status"]) for task in tasks] == [(300, "active")]
    row.get_by_role("button", name="Retire").click()
    ada.answer("Retire")
    expect(row).to_have_count(0)
    assert house.call("GET", "/api/tasks?q=fan")["items"] == []


def _enter_task(ada: Guest, name: str, price: str) -> None:
    ada.press("New task")
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Price (₹)").fill(price)
    dialog.get_by_label("Time required (minutes)").fill("30")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def test_an_export_can_be_filtered_and_is_told_on_any_page(house: House, ada: Guest) -> None:
    ada.link("Exports").click()
    ada.page.get_by_label("Closed by").select_option("Admin")
    ada.press("Start the export")
    ada.sees("Started. We tell you when it is ready.")
    ada.link("Users").click()
    ada.sees("CSV is ready: 0 rows.")


def test_the_figures_stand_on_the_dashboard(house: House, ada: Guest) -> None:
    house.customer("lata")
    house.booking("lata", "tap")
    ada.go("/admin")
    expect(ada.page.get_by_role("table", name="By status")).to_be_visible()
    ada.sees("Lata")
    ada.go("/admin/bookings")
    ada.page.get_by_role("searchbox", name="Task, person or pincode").fill("lata")
    expect(ada.page.get_by_role("region", name="All bookings")).to_contain_text("Tap repair")


@pytest.mark.parametrize("path", ["/admin", "/admin/users", "/inbox", "/bookings"])
def test_a_visitor_is_sent_to_the_door(invite: Invite, path: str) -> None:
    guest = invite()
    guest.go(path)
    expect(guest.field("Username or mail")).to_be_visible()
    guest.fill("Username or mail", ADMIN)
    guest.fill("Password", PASSWORD)
    guest.press("Log in")
    expect(guest.page.get_by_role("button", name="Account of")).to_be_visible()
