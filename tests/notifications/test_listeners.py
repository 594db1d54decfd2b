"""Who hears what about accounts and documents."""

import io
from typing import Any

from tests.cast import PNG
from tests.worlds import Person, World


def _newest(person: Person) -> Any:
    return person.get("/api/notifications").ok()["items"][0]


def _send_document(person: Person) -> None:
    person.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()


def test_the_admin_hears_who_waits(ada: Person, piya: Person) -> None:
    _send_document(piya)
    newest = _newest(ada)
    assert newest["kind"] == "professional_waiting"
    assert newest["about"] == {"user_id": piya.id, "name": "Piya Rao"}


def test_the_admin_hears_of_a_new_document(ada: Person, petra: Person) -> None:
    _send_document(petra)
    assert _newest(ada)["kind"] == "document_replaced"


def test_who_is_rejected_reads_why(ada: Person, piya: Person) -> None:
    _send_document(piya)
    ada.post(f"/api/users/{piya.id}/moves", {"action": "reject", "reason": "It can't be read."}).ok()
    newest = _newest(piya)
    assert (newest["kind"], newest["about"]) == ("account_rejected", {"reason": "It can't be read."})
    _send_document(piya)
    assert _newest(ada)["kind"] == "professional_waiting"
    ada.post(f"/api/users/{piya.id}/moves", {"action": "approve"}).ok()
    assert _newest(piya)["kind"] == "account_approved"


def test_the_same_move_is_told_each_time(world: World, ada: Person, carl: Person) -> None:
    for action, reason in (("block", "Unpaid bill."), ("unblock", None)) * 2:
        given = {"action": action} | ({"reason": reason} if reason else {})
        ada.post(f"/api/users/{carl.id}/moves", given).ok()
    again = world.anyone().signed_in("carl")
    kinds = [item["kind"] for item in again.get("/api/notifications").ok()["items"]]
    assert kinds == ["account_unblocked", "account_blocked"] * 2
