"""The catalogue: found by anybody, kept by the admin."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.accounts.models import AuditEntry, ProfessionalTask
from backend.catalogue.models import Task
from tests.api import Api
from tests.steps import book
from tests.worlds import Person, World

FAN = {"name": "Fan repair", "price": 249.5, "time_required": 30, "category": "electrical"}


def _names(who: Api, **query: Any) -> list[str]:
    return [task["name"] for task in who.get("/api/tasks", **query).ok()["items"]]


AC, SOFA, TAP = "AC check and gas refill", "Sofa cleaning", "Tap repair"


def test_anybody_sees_the_catalogue(world: World, anyone: Api) -> None:
    page = anyone.get("/api/tasks").ok()
    assert (page["total"], page["page"], page["per_page"], page["next"]) == (3, 1, 20, None)
    tap = next(task for task in page["items"] if task["name"] == TAP)
    assert (tap["price"], tap["time_required"], tap["category"]) == (599, 60, "plumbing")
    assert (tap["status"], tap["rating"], tap["rating_count"]) == ("active", None, 0)
    assert anyone.get(f"/api/tasks/{tap['id']}").ok()["name"] == TAP


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "gas"}, [AC]),
        ({"q": "SOFA clean"}, [SOFA]),
        ({"q": "re"}, [AC, TAP]),
        ({"q": "nothing like it"}, []),
        ({"q": "%"}, []),
        ({"q": "' OR 1=1 --"}, []),
        ({"category": "plumbing"}, [TAP]),
        ({"min_price": "899"}, [AC, SOFA]),
        ({"max_price": "899"}, [SOFA, TAP]),
        ({"min_price": "600", "max_price": "900"}, [SOFA]),
        ({"pincode": "560002"}, [AC, SOFA, TAP]),
        ({"pincode": "110001"}, []),
        ({"sort": "price"}, [TAP, SOFA, AC]),
        ({"sort": "-price"}, [AC, SOFA, TAP]),
        ({"sort": "name", "per_page": "2", "page": "2"}, [TAP]),
    ],
)
def test_searching(anyone: Api, query: dict[str, str], names: list[str]) -> None:
    assert _names(anyone, **({"sort": "name"} | query)) == names


def test_hindi_is_found_by_its_letters(ada: Person, anyone: Api) -> None:
    ada.post("/api/tasks", FAN | {"name": "नल की मरम्मत"}).ok(201)
    assert _names(anyone, q="मरम्म") == ["नल की मरम्मत"]


def test_only_tasks_that_an_active_professional_does_there(
    world: World, ada: Person, anyone: Api, petra: Person, paul: Person
) -> None:
    petra.patch("/api/me", {"tasks": [world.town.tasks["tap"]]}).ok()
    assert _names(anyone, pincode="560002") == [TAP]
    ada.post(f"/api/users/{petra.id}/moves", {"action": "block", "reason": "Never there"}).ok()
    assert _names(anyone, pincode="560002") == []
    assert len(_names(anyone, pincode="560001")) == 3


@pytest.mark.parametrize("price", ["-1", "x", "1.234", "NaN", "Infinity", "1e400", "99999999999"])
def test_a_price_that_is_none_is_refused(anyone: Api, price: str) -> None:
    for field in ("min_price", "max_price"):
        assert anyone.get("/api/tasks", **{field: price}).faults().keys() == {f"/{field}"}


def test_the_admin_creates_a_task(world: World, ada: Person, anyone: Api) -> None:
    task = ada.post("/api/tasks", FAN).ok(201)
    assert (task["name"], task["price"], task["description"]) == ("Fan repair", 249.5, "")
    assert anyone.get(f"/api/tasks/{task['id']}").ok() == task
    assert world.one(select(Task.price).where(Task.id == task["id"])) == 24950
    assert world.one(
        select(AuditEntry.subject_id).where(
            AuditEntry.action == "create_task", AuditEntry.subject_id == task["id"]
        )
    )


@pytest.mark.parametrize("name", ["Tap repair", "TAP REPAIR", "  tap   repair "])
def test_an_existing_name_updates_that_task(world: World, ada: Person, name: str) -> None:
    before = ada.get(f"/api/tasks/{world.town.tasks['tap']}").ok()
    task = ada.post("/api/tasks", {"name": name, "price": 650}).ok(200)
    assert task["id"] == before["id"]
    assert task["price"] == 650
    assert (task["time_required"], task["category"]) == (60, "plumbing")
    assert world.count(Task) == 3


@pytest.mark.parametrize("field", ["price", "time_required"])
def test_a_new_task_needs_price_and_time(world: World, ada: Person, field: str) -> None:
    before = world.dump()
    given = {name: value for name, value in FAN.items() if name != field}
    assert ada.post("/api/tasks", given).faults() == {f"/{field}": "required"}
    assert world.dump() == before


@pytest.mark.parametrize("price", [-1, 1.234, 10_000_000.01, "12", None, True, [1], 1e400])
def test_a_price_has_two_decimals_at_most(world: World, ada: Person, price: Any) -> None:
    before = world.dump()
    answer = ada.post("/api/tasks", FAN | {"price": price})
    assert answer.status in {400, 422}
    assert answer.status == 400 or answer.faults().keys() == {"/price"}
    assert world.dump() == before


@pytest.mark.parametrize("price", [0, 0.01, 0.1, 599, 599.99, 1e3, 10_000_000])
def test_every_amount_of_rupees_and_paise_is_kept_exactly(ada: Person, price: float) -> None:
    assert ada.post("/api/tasks", FAN | {"price": price}).ok(201)["price"] == price


def test_a_task_is_changed(ada: Person, world: World) -> None:
    path = f"/api/tasks/{world.town.tasks['tap']}"
    task = ada.patch(path, {"price": 1, "description": "Any tap"}).ok()
    assert (task["price"], task["description"], task["name"]) == (1, "Any tap", TAP)
    assert ada.patch(path, {}).ok() == task


def test_two_tasks_never_have_one_name(world: World, ada: Person) -> None:
    before = world.dump()
    answer = ada.patch(f"/api/tasks/{world.town.tasks['tap']}", {"name": "SOFA cleaning"})
    assert answer.problem(409, "taken")["errors"][0]["pointer"] == "/name"
    assert world.dump() == before


def test_a_task_that_was_booked_is_retired_and_the_booking_stays(
    world: World, ada: Person, carl: Person, anyone: Api
) -> None:
    booking, tap = book(world, carl), world.town.tasks["tap"]
    assert ada.delete(f"/api/tasks/{tap}").ok(200)["status"] == "retired"
    assert TAP not in _names(anyone)
    assert carl.get(f"/api/bookings/{booking['id']}").ok()["task"]["name"] == TAP
    assert _names(ada, status="retired") == [TAP]
    assert _names(ada, status="all", sort="name") == [AC, SOFA, TAP]
    assert ada.post("/api/tasks", {"name": TAP}).ok(200)["status"] == "active"


def test_a_retired_task_is_as_good_as_absent_for_everybody_else(
    world: World, ada: Person, carl: Person, anyone: Api
) -> None:
    book(world, carl)
    tap = world.town.tasks["tap"]
    ada.delete(f"/api/tasks/{tap}").ok(200)
    for who in (anyone, carl):
        assert who.get(f"/api/tasks/{tap}").problem(404, "not_found") == who.get("/api/tasks/4711").body
    assert ada.get(f"/api/tasks/{tap}").ok()["status"] == "retired"


def test_a_task_nobody_booked_is_gone(world: World, ada: Person, anyone: Api, petra: Person) -> None:
    tap = world.town.tasks["tap"]
    petra.patch("/api/me", {"tasks": [tap, world.town.tasks["ac"]]}).ok()
    ada.delete(f"/api/tasks/{tap}").ok(204)
    anyone.get(f"/api/tasks/{tap}").problem(404, "not_found")
    ada.delete(f"/api/tasks/{tap}").problem(404, "not_found")
    assert world.count(ProfessionalTask, ProfessionalTask.task_id == tap) == 0
    assert petra.get("/api/me").ok()["tasks"] == [world.town.tasks["ac"]]


@pytest.mark.parametrize("name", ["carl", "petra"])
@pytest.mark.parametrize("status", ["retired", "all"])
def test_only_the_admin_sees_retired_tasks(world: World, name: str, status: str) -> None:
    world.person(name).get("/api/tasks", status=status).problem(403, "forbidden")
    world.anyone().get("/api/tasks", status=status).problem(401, "unauthenticated")


def test_who_does_a_task_where(world: World, anyone: Api, petra: Person, paul: Person, piya: Person) -> None:
    path = f"/api/tasks/{world.town.tasks['tap']}/professionals"
    both = anyone.get(path, pincode="560001").ok()["items"]
    assert {each["id"] for each in both} == {petra.id, paul.id}
    assert [each["id"] for each in anyone.get(path, pincode="560002").ok()["items"]] == [petra.id]
    assert anyone.get(path, pincode="110001").ok()["items"] == []
    paul.patch("/api/me", {"tasks": [world.town.tasks["ac"]]}).ok()
    assert [each["id"] for each in anyone.get(path, pincode="560001").ok()["items"]] == [petra.id]
    anyone.get("/api/tasks/4711/professionals").problem(404, "not_found")


def test_a_professional_as_everybody_sees_them(anyone: Api, petra: Person) -> None:
    shown = anyone.get(f"/api/professionals/{petra.id}").ok()
    assert shown.keys() == {
        "id",
        "firstname",
        "lastname",
        "compname",
        "exp",
        "rating",
        "rating_count",
        "tasks",
        "pincodes",
        "member_since",
    }
    assert (shown["compname"], shown["exp"], shown["pincodes"]) == ("Petra & Sons", 5, ["560001", "560002"])


@pytest.mark.parametrize("rest", ["", "/reviews"])
def test_only_active_professionals_are_shown(world: World, ada: Person, anyone: Api, rest: str) -> None:
    petra = world.town.ids["petra"]
    ada.post(f"/api/users/{petra}/moves", {"action": "block", "reason": "Never there"}).ok()
    for name in ("petra", "piya", "carl", "ada"):
        answer = anyone.get(f"/api/professionals/{world.town.ids[name]}{rest}")
        assert answer.status == 404 or (rest and answer.ok()["items"] == [])


def test_a_pincode_tells_its_places(anyone: Api) -> None:
    place = anyone.get("/api/pincodes/560001").ok()
    assert (place["pincode"], place["state"]) == ("560001", "Karnataka")
    assert place["places"]
    for pincode in ("999999", "000000", "12345", "5600011", "abcdef", "५६०००१"):
        anyone.get(f"/api/pincodes/{pincode}").problem(404, "not_found")
