"""Leaving for good: what was done stays in the books, who did it does not."""

import io
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.accounts.models import Document, Session, User
from backend.bookings.models import Booking
from backend.core.storage import Storage
from backend.notifications.models import Delivery, NoticeChoice
from tests.cast import CUSTOMERS, PASSWORD, PNG, PROFESSIONALS
from tests.notifications.ways import WEBHOOK
from tests.steps import assigned, book, closed, move
from tests.worlds import Person, World

SECRETS = ("carl", "rao", "residency", "+919845012345", "in the yard", "spotless")


def erase(who: Person, password: str = PASSWORD) -> Any:
    """Ask for one's account to be erased."""
    return who.delete("/api/me", json={"password": password})


def send_document(who: Person) -> None:
    """Put a document on file."""
    who.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()


def reviewed(world: World, carl: Person, petra: Person) -> dict[str, Any]:
    """A closed booking with something private in every corner."""
    booking = closed(world, carl, petra, remarks="The key is in the yard")
    given = {"rating": 4, "remarks": "Spotless"}
    found: dict[str, Any] = carl.post(f"/api/bookings/{booking['id']}/review", given).ok(201)
    return found


def test_nothing_personal_is_left(world: World, ada: Person, carl: Person, petra: Person) -> None:
    reviewed(world, carl, petra)
    cancelled = book(world, carl, address="4 Residency Road, second gate")
    move(carl, cancelled, "cancel", "The dog of Carl Rao is ill")
    carl.put("/api/me/channels", {"mail": True, "chat": True, "sms": False, "chat_url": WEBHOOK}).ok()
    petra.patch("/api/me", {"lastname": "Nair", "address": "1 Some Street"}).ok()
    key = {"Idempotency-Key": "leaving"}
    given = {"task_id": world.town.tasks["tap"], "scheduled_for": "2026-06-20T06:30:00Z"}
    last = carl.post("/api/bookings", given, headers=key).ok(201)
    move(carl, last, "cancel", "No more need")
    world.change(update(User).where(User.id.in_([ada.id])).values(lastname="Admin"))
    erase(carl).ok(204)
    rows = world.dump()
    theirs = [
        *(row for row in rows["users"] if row[0] == carl.id),
        *rows["bookings"], *rows["booking_moves"], *rows["idempotency_keys"], *rows["notice_choices"],
    ]  # fmt: skip
    assert [secret for secret in SECRETS if secret in repr(theirs).casefold()] == []


def test_the_books_are_kept(world: World, ada: Person, carl: Person, petra: Person) -> None:
    booking = reviewed(world, carl, petra)
    erase(carl).ok(204)
    seen = ada.get(f"/api/bookings/{booking['id']}").ok()
    assert (seen["status"], seen["price"], seen["address"], seen["remarks"]) == ("closed", 599, "", "")
    assert (seen["review"]["rating"], seen["review"]["remarks"]) == (4, "")
    assert (seen["customer"]["firstname"], seen["customer"]["phone"]) == ("Erased", None)
    assert ada.get("/api/bookings", q="tap erased").ok()["total"] == 0
    assert ada.get("/api/bookings", q="tap").ok()["total"] == 1
    assert ada.get(f"/api/bookings/{booking['id']}/history").ok()
    assert world.anyone().get(f"/api/professionals/{petra.id}").ok()["rating"] == 4.0
    (review,) = world.anyone().get(f"/api/professionals/{petra.id}/reviews").ok()["items"]
    assert (review["customer_firstname"], review["remarks"]) == ("Erased", "")
    assert petra.get("/api/bookings").ok()["items"][0]["customer"]["firstname"] == "Erased"
    assert ada.get("/api/stats").ok()
    user = ada.get(f"/api/users/{carl.id}").ok()
    assert (user["status"], user["actions"], user["firstname"]) == ("erased", [], "Erased")
    assert ada.get("/api/users", status="erased").ok()["total"] == 1
    assert ada.get("/api/users", q="carl").ok()["total"] == 0


def test_the_name_is_free_again_and_the_old_one_opens_nothing(world: World, carl: Person) -> None:
    erase(carl).ok(204)
    carl.get("/api/me").problem(401, "token_revoked")
    for name in ("carl", "carl@example.com", f"erased#{carl.id}"):
        for password in (PASSWORD, "none", ""):
            assert world.anyone().post("/api/check", {"username": name, "password": password}).status in {
                401,
                422,
            }
    again = world.anyone().post("/api/add_customer", CUSTOMERS["carl"]).ok(201)
    assert again["id"] != carl.id
    assert world.anyone().signed_in("carl").get("/api/bookings").ok()["total"] == 0
    assert world.anyone().post("/api/password-resets", {"email": f"erased#{carl.id}"}).status == 422


def test_a_professional_leaves_the_public_pages(
    world: World, ada: Person, carl: Person, petra: Person
) -> None:
    booking = closed(world, carl, petra)
    send_document(petra)
    key = world.one(select(Document.storage_key).where(Document.user_id == petra.id))
    files: Storage = world.app.extensions["storage"]
    assert files.read(key)
    erase(petra).ok(204)
    assert not files.files.exists(files.path(key))
    world.anyone().get(f"/api/professionals/{petra.id}").problem(404, "not_found")
    path = f"/api/tasks/{world.town.tasks['tap']}/professionals"
    assert petra.id not in [each["id"] for each in world.anyone().get(path).ok()["items"]]
    ada.get(f"/api/users/{petra.id}/document").problem(404, "not_found")
    told = ada.get("/api/notifications", per_page=100).ok()["items"]
    assert petra.id not in [notice["about"].get("user_id") for notice in told]
    seen = carl.get(f"/api/bookings/{booking['id']}").ok()
    assert (seen["professional"]["firstname"], seen["professional"]["compname"]) == ("Erased", "")
    before = world.count(Delivery)
    carl.post(f"/api/bookings/{booking['id']}/review", {"rating": 5, "remarks": ""}).ok(201)
    assert world.count(Delivery) == before, "nobody is left to be told"
    assert world.anyone().post("/api/add_professional", PROFESSIONALS["petra"]).ok(201)


def test_who_waits_may_leave(world: World, piya: Person) -> None:
    send_document(piya)
    erase(piya).ok(204)
    assert world.count(Document, Document.user_id == piya.id) == 0


@pytest.mark.parametrize("who", ["carl", "petra"])
@pytest.mark.parametrize("status", ["requested", "assigned"])
def test_nobody_leaves_with_bookings_under_way(
    world: World, carl: Person, petra: Person, who: str, status: str
) -> None:
    booking = book(world, carl, professional_id=petra.id)
    if status == "assigned":
        move(petra, booking, "accept")
    before = world.dump()
    refused = erase(world.person(who)).problem(409, "live_bookings")
    assert refused["bookings"] == 1
    assert world.dump() == before


def test_an_offer_to_all_holds_no_professional_back(world: World, carl: Person, petra: Person) -> None:
    book(world, carl)
    erase(petra).ok(204)
    assert world.count(Booking) == 1


def test_the_password_is_asked_for(world: World, carl: Person) -> None:
    before = world.dump()
    assert erase(carl, "not this one").faults() == {"/password": "wrong_password"}
    assert carl.delete("/api/me", json={}).faults() == {"/password": "required"}
    assert carl.delete("/api/me").status in {400, 415}
    assert world.dump() == before


def test_an_admin_stays(world: World, ada: Person) -> None:
    before = world.dump()
    erase(ada).problem(409, "admin_stays")
    assert world.dump() == before


def test_every_sign_in_and_choice_goes(world: World, carl: Person) -> None:
    world.anyone().signed_in("carl")
    carl.put("/api/me/channels", {"mail": False, "chat": False, "sms": False}).ok()
    erase(carl).ok(204)
    assert world.count(Session, Session.user_id == carl.id) == 0
    assert world.count(NoticeChoice, NoticeChoice.user_id == carl.id) == 0
    assert world.count(Delivery, Delivery.user_id == carl.id) == 0


def test_what_an_erased_account_did_stays_in_the_log(world: World, ada: Person, petra: Person) -> None:
    erase(petra).ok(204)
    entry = ada.get("/api/audit", action="erase").ok()["items"][0]
    assert (entry["actor_name"], entry["subject_name"]) == ("Erased", "Erased")


def test_a_new_move_finds_nobody(world: World, ada: Person, carl: Person) -> None:
    erase(carl).ok(204)
    for action, reason in (("block", "Too late"), ("unblock", None)):
        given = {"action": action} | ({"reason": reason} if reason else {})
        refused = ada.post(f"/api/users/{carl.id}/moves", given).problem(409, "wrong_status")
        assert refused["account_status"] == "erased"


def test_half_way_it_is_called_off(world: World, carl: Person, petra: Person) -> None:
    closed(world, carl, petra)
    assigned(world, carl, petra)
    send_document(petra)
    key = world.one(select(Document.storage_key).where(Document.user_id == petra.id))
    erase(petra).problem(409, "live_bookings")
    files: Storage = world.app.extensions["storage"]
    assert files.read(key)
    assert petra.get("/api/me").ok()["firstname"] == "Petra"
