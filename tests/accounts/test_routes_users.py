"""The admin's list of users, and everybody's own profile."""

import io
from typing import Any

import pytest

from tests.cast import PNG
from tests.steps import assigned
from tests.worlds import Person, World


def _names(ada: Person, **query: Any) -> set[str]:
    return {user["username"] for user in ada.get("/api/users", **query).ok()["items"]}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"ada", "carl", "cora", "petra", "paul", "piya"}),
        ({"role": "customer"}, {"carl", "cora"}),
        ({"role": "professional", "status": "pending"}, {"piya"}),
        ({"status": "active", "role": "professional"}, {"petra", "paul"}),
        ({"q": "d'sou"}, {"cora"}),
        ({"q": "PETRA@"}, {"petra"}),
        ({"q": "98450"}, {"carl", "petra"}),
        ({"q": "petra & sons"}, {"petra"}),
        ({"q": "98450 12345"}, {"carl"}),
        ({"q": "098450-12345"}, {"carl"}),
        ({"q": "+91 (98450) 12345"}, {"carl"}),
        ({"q": "919845012345"}, {"carl"}),
        ({"q": "12345"}, {"carl"}),
        ({"q": "carl 98450"}, {"carl"}),
        ({"q": "560 001"}, {"carl", "cora", "petra", "paul", "piya"}),
        ({"q": "-"}, set()),
        ({"needs_review": "true"}, set()),
        ({"q": "%"}, set()),
        ({"q": "carl nobody"}, set()),
        ({"pincode": "110001"}, set()),
    ],
)
def test_users_are_found(ada: Person, query: dict[str, str], names: set[str]) -> None:
    assert _names(ada, **query) == names


def test_a_user_as_the_admin_sees_them(ada: Person, petra: Person) -> None:
    user = ada.get(f"/api/users/{petra.id}").ok()
    assert user["actions"] == ["block"]
    assert user["document"]["media_type"] == "image/jpeg"
    assert not [name for name in user if "password" in name or "hash" in name]
    for id_ in (4711, 0, 10**30):
        ada.get(f"/api/users/{id_}").problem(404, "not_found")


@pytest.mark.parametrize("name", ["carl", "petra"])
@pytest.mark.parametrize("path", ["/api/users", "/api/users/1", "/api/audit", "/api/deliveries", "/api/jobs"])
def test_nobody_else_looks(world: World, name: str, path: str) -> None:
    world.person(name).get(path).problem(403, "forbidden")


def test_one_changes_ones_own_profile(world: World, carl: Person) -> None:
    changes = {
        "firstname": "Karl",
        "address": "2 MG Road",
        "pincode": "560002",
        "phone": None,
        "locale": "hi",
    }
    me = carl.patch("/api/me", changes).ok()
    assert {name: me[name] for name in changes} == changes
    assert carl.get("/api/me").ok() == me
    assert (me["username"], me["lastname"]) == ("carl", "Rao")


def test_a_professional_changes_tasks_and_pincodes(world: World, paul: Person) -> None:
    tap = world.town.tasks["tap"]
    me = paul.patch("/api/me", {"tasks": [tap], "pincodes": ["560002", "560003"], "exp": 13}).ok()
    assert (me["tasks"], me["pincodes"], me["exp"]) == ([tap], ["560002", "560003"], 13)
    me = paul.patch("/api/me", {"tasks": [], "pincodes": []}).ok()
    assert (me["tasks"], me["pincodes"]) == ([], [])
    shown = world.anyone().get(f"/api/professionals/{paul.id}").ok()
    assert shown["pincodes"] == ["560001"]


def test_who_serves_their_own_pincode_moves_with_it(world: World, paul: Person) -> None:
    paul.patch("/api/me", {"pincode": "560005"}).ok()
    path = f"/api/tasks/{world.town.tasks['tap']}/professionals"
    assert world.anyone().get(path, pincode="560005").ok()["items"][0]["id"] == paul.id


@pytest.mark.parametrize("field", ["exp", "compname", "tasks", "pincodes"])
def test_a_customer_has_no_trade(world: World, carl: Person, field: str) -> None:
    before = world.dump()
    value = {"exp": 3, "compname": "Carl's", "tasks": [], "pincodes": []}[field]
    assert carl.patch("/api/me", {field: value}).faults() == {f"/{field}": "unknown_field"}
    assert world.dump() == before


@pytest.mark.parametrize("field", ["role", "status", "username", "email", "id", "password", "rating"])
def test_nothing_else_is_ones_own_to_change(world: World, carl: Person, field: str) -> None:
    before = world.dump()
    assert carl.patch("/api/me", {field: "admin"}).faults() == {f"/{field}": "unknown_field"}
    assert world.dump() == before


@pytest.mark.parametrize("tasks", [[4711], "twice", [-1], ["1"]])
def test_an_unknown_task_changes_nothing(world: World, petra: Person, tasks: Any) -> None:
    before = world.dump()
    given = [world.town.tasks["tap"]] * 2 if tasks == "twice" else tasks
    answer = petra.patch("/api/me", {"firstname": "Other", "tasks": given})
    assert answer.status == 200 or [pointer for pointer in answer.faults() if pointer.startswith("/tasks")]
    assert answer.status == 200 or world.dump() == before


def test_ones_own_profile_shows_no_secret(world: World, carl: Person, petra: Person) -> None:
    assigned(world, carl, petra)
    for who in (carl, petra):
        text = who.get("/api/me").text
        assert "argon2" not in text
        assert "storage_key" not in text


def test_documents_to_look_at_are_found(ada: Person, petra: Person, piya: Person) -> None:
    for who in (petra, piya):
        who.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()
    assert _names(ada, needs_review="true") == {"petra", "piya"}
    assert _names(ada, needs_review="true", status="active") == {"petra"}
    ada.post(f"/api/users/{petra.id}/document/review").ok(204)
    assert _names(ada, needs_review="true", status="active") == set()
    assert _names(ada, needs_review="false", role="professional") == {"petra", "paul"}
