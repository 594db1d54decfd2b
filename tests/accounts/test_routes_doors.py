"""The three doors with fixed names: register as either, sign in."""

import io
from typing import Any

import pytest
from sqlalchemy import update

from backend.accounts.models import AccountStatus, Document, Professional, User
from tests.api import Api
from tests.cast import PASSWORD, customer, professional
from tests.files import pdf, picture
from tests.steps import moment
from tests.worlds import Person, World

PLACES = ["", "/api"]


@pytest.mark.parametrize("place", PLACES)
def test_a_customer_registers_and_is_active_at_once(anyone: Api, place: str) -> None:
    user = anyone.post(f"{place}/add_customer", customer("nina7", phone="98450 12399")).ok(201)
    assert user["id"] > 0
    assert (user["username"], user["email"], user["role"]) == ("nina7", "nina7@example.com", "customer")
    assert (user["status"], user["is_active"]) == ("active", True)
    assert user["phone"] == "+919845012399"
    assert user["pincode"] == "560001"
    assert moment(user["created_at"])
    assert "password" not in str(user)


@pytest.mark.parametrize("place", PLACES)
def test_a_professional_registers_and_waits(world: World, anyone: Api, place: str) -> None:
    tap = world.town.tasks["tap"]
    given = professional("nina", tasks=[tap], pincodes=["560002", "560003"])
    user = anyone.post(f"{place}/add_professional", given).ok(201)
    assert (user["role"], user["status"], user["is_active"]) == ("professional", "pending", False)
    assert (user["exp"], user["compname"]) == (5, "Nina & Sons")
    assert (user["tasks"], user["pincodes"]) == ([tap], ["560002", "560003"])
    assert user["document"] is None


@pytest.mark.parametrize("place", PLACES)
def test_a_professional_registers_with_the_document_in_one_go(world: World, anyone: Api, place: str) -> None:
    fields = {name: str(value) for name, value in professional("nina").items()}
    lists = {"tasks": [str(world.town.tasks["tap"]), str(world.town.tasks["ac"])], "pincodes": ["560002"]}
    file = (io.BytesIO(pdf(2)), "../../aadhaar.exe", "image/gif")
    answer = anyone.post(f"{place}/add_professional", data=fields | lists | {"document": file})
    user = answer.ok(201)
    assert user["tasks"] == [world.town.tasks["tap"], world.town.tasks["ac"]]
    assert user["pincodes"] == ["560002"]
    assert (user["document"]["media_type"], user["document"]["pages"]) == ("application/pdf", 2)
    assert user["is_active"] is False


def test_one_task_and_one_pincode_are_a_list_too(world: World, anyone: Api) -> None:
    given = {name: str(value) for name, value in professional("nina").items()}
    given |= {"tasks": str(world.town.tasks["tap"]), "pincodes": "560002"}
    user = anyone.post("/api/add_professional", data=given, content_type="multipart/form-data").ok(201)
    assert (user["tasks"], user["pincodes"]) == ([world.town.tasks["tap"]], ["560002"])


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<html>", "document_type"), (pdf()[:60], "document_broken"), (picture()[:60], "document_broken")],
    ids=["text", "half a PDF", "half a picture"],
)
def test_a_bad_document_registers_nobody(world: World, anyone: Api, content: bytes, code: str) -> None:
    before = world.dump()
    fields: dict[str, Any] = {name: str(value) for name, value in professional("nina").items()}
    answer = anyone.post("/api/add_professional", data=fields | {"document": (io.BytesIO(content), "a.pdf")})
    assert answer.faults() == {"/document": code}
    assert world.dump() == before


@pytest.mark.parametrize("field", ["exp", "compname", "username", "email", "pincode", "firstname"])
def test_a_form_names_its_bad_field_too(world: World, anyone: Api, field: str) -> None:
    before = world.dump()
    fields = {name: str(value) for name, value in professional("nina").items()} | {field: "\x00"}
    faults = anyone.post("/api/add_professional", data=fields, content_type="multipart/form-data").faults()
    assert faults.keys() == {f"/{field}"}
    assert world.dump() == before


def test_a_form_with_an_unknown_field_is_refused(world: World, anyone: Api) -> None:
    before = world.dump()
    fields = {name: str(value) for name, value in professional("nina").items()} | {"status": "active"}
    answer = anyone.post("/api/add_professional", data=fields, content_type="multipart/form-data")
    assert answer.faults() == {"/status": "unknown_field"}
    assert world.dump() == before


def test_an_unknown_task_registers_nobody(world: World, anyone: Api) -> None:
    before = world.dump()
    given = professional("nina", tasks=[world.town.tasks["tap"], 4711])
    assert anyone.post("/api/add_professional", given).faults() == {"/tasks/1": "unknown_task"}
    assert world.dump() == before


@pytest.mark.parametrize("door", ["add_customer", "add_professional"])
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"username": "CARL"}, {"/username"}),
        ({"email": "Cora@Example.com"}, {"/email"}),
        ({"username": "carl", "email": "cora@example.com"}, {"/username", "/email"}),
        ({"email": "ada@example.com"}, {"/email"}),
    ],
)
def test_what_is_taken_is_named(
    world: World, anyone: Api, door: str, changes: dict[str, str], fields: set[str]
) -> None:
    before = world.dump()
    given = (customer if door == "add_customer" else professional)("nina", **changes)
    problem = anyone.post(f"/api/{door}", given).problem(409, "taken")
    assert {fault["pointer"] for fault in problem["errors"]} == fields
    assert {fault["code"] for fault in problem["errors"]} == {"taken"}
    assert world.dump() == before


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "nobody", "invalid_email"),
        ("email", "a@b@c.in", "invalid_email"),
        ("email", "nina@example.com\nBcc: all@example.com", None),
        ("pincode", "012345", None),
        ("pincode", "56001", None),
        ("pincode", "५६०००१", None),
        ("phone", "12", "invalid_phone"),
        ("phone", "call me", "invalid_phone"),
        ("username", "ni", "too_short"),
        ("username", "two words", "invalid"),
        ("username", "<script>", "invalid"),
        ("password", "short", "too_short"),
        ("password", "nina@example.com", "common_password"),
        ("firstname", "   ", "too_short"),
        ("firstname", "x" * 81, "too_long"),
        ("address", "\u202egnol", "invalid"),
    ],
)
def test_a_bad_field_is_named(world: World, anyone: Api, field: str, value: str, code: str | None) -> None:
    before = world.dump()
    faults = anyone.post("/api/add_customer", customer("nina", **{field: value})).faults()
    assert faults.keys() == {f"/{field}"}
    assert code is None or faults == {f"/{field}": code}
    assert world.dump() == before


def test_names_of_the_world_are_welcome(anyone: Api) -> None:
    given = customer("नीना7", firstname="नीना", lastname="O'Brien-D’Souza", address="१२, कस्तूरबा रोड")
    user = anyone.post("/api/add_customer", given | {"email": "nina7@example.com"}).ok(201)
    assert (user["username"], user["firstname"], user["address"]) == ("नीना7", "नीना", "१२, कस्तूरबा रोड")
    assert Api(anyone.client).post("/api/check", {"username": "नीना7", "password": PASSWORD}).ok()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["carl", "CARL", "carl@example.com", "Carl@Example.COM"])
def test_the_right_password_signs_in(anyone: Api, place: str, name: str) -> None:
    answer = anyone.post(f"{place}/check", {"username": name, "password": PASSWORD})
    assert answer.ok()["user"]["username"] == "carl"
    assert Api(anyone.client, answer.body["access_token"]).get("/api/me").ok()["username"] == "carl"


def test_unknown_and_wrong_get_one_answer(anyone: Api) -> None:
    wrong = anyone.post("/api/check", {"username": "carl", "password": "not this one"})
    unknown = anyone.post("/api/check", {"username": "nobody", "password": "not this one"})
    wrong.problem(401, "bad_credentials")
    assert wrong.body == unknown.body
    assert "Set-Cookie" not in wrong.response.headers


def test_a_blocked_account_hears_so_only_with_the_right_password(world: World, anyone: Api) -> None:
    world.change(update(User).where(User.username == "carl").values(status=AccountStatus.BLOCKED))
    anyone.post("/api/check", {"username": "carl", "password": "not this one"}).problem(
        401, "bad_credentials"
    )
    anyone.post("/api/check", {"username": "carl", "password": PASSWORD}).problem(403, "blocked")


def test_who_waits_may_sign_in_and_see_why(anyone: Api, ada: Person, piya: Person) -> None:
    ada.post(f"/api/users/{piya.id}/moves", {"action": "reject", "reason": "No document"}).ok()
    user = anyone.post("/api/check", {"username": "piya", "password": PASSWORD}).ok()["user"]
    assert (user["status"], user["status_reason"], user["is_active"]) == ("rejected", "No document", False)


def test_registering_leaves_just_its_own_rows(world: World, anyone: Api) -> None:
    users, profiles, documents = world.count(User), world.count(Professional), world.count(Document)
    anyone.post("/api/add_customer", customer("nina")).ok(201)
    anyone.post("/api/add_professional", professional("nora")).ok(201)
    assert world.count(User) == users + 2
    assert world.count(Professional) == profiles + 1
    assert world.count(Document) == documents


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("door", ["/add_customer", "/api/add_customer", "/check"])
def test_the_doors_open_to_post_alone(anyone: Api, method: str, door: str) -> None:
    answer = anyone.call(method, door)
    assert answer.status in {404, 405} or (method == "GET" and not door.startswith("/api"))
