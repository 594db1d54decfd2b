"""The moves of an account over HTTP: every row of the table, every refusal, and what follows."""

import io
from itertools import product

import pytest
from sqlalchemy import select, update

from backend.accounts.models import AccountStatus, AuditEntry, User
from tests.accounts.test_lifecycle import OPEN, TARGETS
from tests.files import pdf
from tests.steps import assigned, book
from tests.worlds import Person, World

REASON = "Because of the papers"
ROLES = {"carl": "customer", "petra": "professional"}
CASES = [tuple(case) for case in product(TARGETS, ROLES, AccountStatus)]


@pytest.mark.parametrize(("action", "name", "status"), CASES)
def test_every_cell_of_the_table(
    world: World, ada: Person, action: str, name: str, status: AccountStatus
) -> None:
    # Petra has a document on file; for who has none, approving is refused in a test of its own.
    who = world.person(name)
    world.change(update(User).where(User.id == who.id).values(status=status))
    before = world.dump()
    answer = ada.post(f"/api/users/{who.id}/moves", {"action": action, "reason": REASON})
    if (action, ROLES[name], status.value, True) in OPEN:
        user = answer.ok()
        assert user["status"] == TARGETS[action]
        assert user["status_reason"] == (REASON if action in {"reject", "block"} else None)
        assert action not in user["actions"]
    else:
        problem = answer.problem(409, "wrong_status")
        assert problem["account_status"] == status.value
        assert status.value in problem["detail"]
        assert world.dump() == before


@pytest.mark.parametrize("action", TARGETS)
def test_no_move_is_made_with_an_admin(world: World, ada: Person, action: str) -> None:
    before = world.dump()
    ada.post(f"/api/users/{ada.id}/moves", {"action": action, "reason": REASON}).problem(409, "wrong_status")
    assert world.dump() == before


def test_without_a_document_nobody_is_approved(world: World, ada: Person, piya: Person) -> None:
    before = world.dump()
    ada.post(f"/api/users/{piya.id}/moves", {"action": "approve"}).problem(409, "no_document")
    assert "approve" not in ada.get(f"/api/users/{piya.id}").ok()["actions"]
    assert world.dump() == before
    piya.put("/api/me/document", data={"document": (io.BytesIO(pdf()), "id.pdf")}).ok()
    assert ada.post(f"/api/users/{piya.id}/moves", {"action": "approve"}).ok()["is_active"] is True


@pytest.mark.parametrize("action", ["reject", "block"])
@pytest.mark.parametrize("reason", [None, "", "  ", "no"])
def test_rejecting_and_blocking_owe_a_reason(
    world: World, ada: Person, piya: Person, carl: Person, action: str, reason: str | None
) -> None:
    before = world.dump()
    who = piya if action == "reject" else carl
    given = {"action": action} | ({} if reason is None else {"reason": reason})
    assert ada.post(f"/api/users/{who.id}/moves", given).faults().keys() == {"/reason"}
    assert world.dump() == before


@pytest.mark.parametrize("name", ["carl", "petra", "piya"])
@pytest.mark.parametrize("action", TARGETS)
def test_only_an_admin_moves_accounts(world: World, name: str, action: str) -> None:
    before = world.dump()
    answer = world.person(name).post(
        f"/api/users/{world.town.ids['cora']}/moves", {"action": action, "reason": REASON}
    )
    answer.problem(403, "forbidden")
    assert world.dump() == before


def test_a_visitor_moves_nobody(world: World, carl: Person) -> None:
    answer = world.anyone().post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": REASON})
    answer.problem(401, "unauthenticated")


def test_nobody_is_there(ada: Person) -> None:
    for id_ in (4711, 0, 10**30):
        ada.post(f"/api/users/{id_}/moves", {"action": "unblock"}).problem(404, "not_found")


def test_every_move_is_in_the_audit_log(world: World, ada: Person, carl: Person) -> None:
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": REASON}).ok()
    entry = world.one(select(AuditEntry).where(AuditEntry.action == "block"))
    assert (entry.actor_id, entry.subject_id, entry.details) == (ada.id, carl.id, {"reason": REASON})
    shown = ada.get("/api/audit").ok()["items"][0]
    assert (shown["action"], shown["actor_id"], shown["subject_id"]) == ("block", ada.id, carl.id)


def test_a_blocked_professionals_bookings_go_back_to_everyone(
    world: World, ada: Person, carl: Person, petra: Person, paul: Person
) -> None:
    taken = assigned(world, carl, petra)
    asked = book(world, carl, professional_id=petra.id)
    ada.post(f"/api/users/{petra.id}/moves", {"action": "block", "reason": REASON}).ok()
    for booking in (taken, asked):
        seen = carl.get(f"/api/bookings/{booking['id']}").ok()
        assert (seen["status"], seen["professional"], seen["offered_to"]) == ("requested", None, None)
        assert "accept" in paul.get(f"/api/bookings/{booking['id']}").ok()["actions"]
    steps = carl.get(f"/api/bookings/{taken['id']}/history").ok()["items"]
    assert (steps[-1]["from_status"], steps[-1]["to_status"]) == ("assigned", "requested")
    told = {notice["kind"] for notice in carl.get("/api/notifications").ok()["items"]}
    assert "booking_reopened" in told


def test_a_blocked_customers_bookings_are_cancelled(
    world: World, ada: Person, carl: Person, cora: Person, petra: Person
) -> None:
    taken, waiting = assigned(world, carl, petra), book(world, carl, "ac")
    others = book(world, cora, "sofa")
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": REASON}).ok()
    for booking in (taken, waiting):
        assert ada.get(f"/api/bookings/{booking['id']}").ok()["status"] == "cancelled"
    assert cora.get(f"/api/bookings/{others['id']}").ok()["status"] == "requested"
    told = {notice["kind"] for notice in petra.get("/api/notifications").ok()["items"]}
    assert "booking_cancelled" in told


def test_who_is_approved_is_told(world: World, ada: Person, piya: Person) -> None:
    piya.put("/api/me/document", data={"document": (io.BytesIO(pdf()), "id.pdf")}).ok()
    ada.post(f"/api/users/{piya.id}/moves", {"action": "approve"}).ok()
    assert piya.get("/api/notifications").ok()["items"][0]["kind"] == "account_approved"
    assert piya.get("/api/bookings").status == 200
