"""Bad input at every field of every operation: a problem that names the field, and nothing is written."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import insert

from backend.accounts.models import PasswordReset
from backend.accounts.reset_links import token_for
from tests.api import Answer
from tests.cast import NOW, PASSWORD, customer, professional
from tests.core.bad_values import Bad, Description
from tests.notifications.ways import WEBHOOK
from tests.steps import assigned, at, book, closed
from tests.worlds import World

# A password may hold anything that can be typed; it is never shown. A token is not read, only compared.
SECRET = {"password", "new_password", "current_password", "token"}

Case = tuple[str, str, str, dict[str, Any]]
"""Who, method, path, a body that is accepted."""


def _booking(world: World) -> int:
    return int(book(world, world.person("carl"))["id"])


def _assigned(world: World) -> int:
    return int(assigned(world, world.person("carl"), world.person("petra"))["id"])


def _closed(world: World) -> int:
    return int(closed(world, world.person("carl"), world.person("petra"))["id"])


def _export(world: World) -> int:
    return int(world.person("ada").post("/api/exports", {"kind": "closed_bookings"}).ok(202)["id"])


def _reset(world: World) -> str:
    row = {"id": "0" * 32, "user_id": world.town.ids["carl"], "created_at": NOW}
    world.change(insert(PasswordReset).values(**row))
    with world.app.app_context():
        return token_for(str(row["id"]))


BODIES: dict[str, Callable[[World], Case]] = {
    "add_customer": lambda _: ("", "POST", "/api/add_customer", customer("nina", phone="+919845012399")),
    "add_professional": lambda world: (
        "",
        "POST",
        "/api/add_professional",
        professional("nina", phone="+919845012399", tasks=[world.town.tasks["tap"]], pincodes=["560001"]),
    ),
    "check": lambda _: ("", "POST", "/api/check", {"username": "carl", "password": PASSWORD}),
    "edit_me": lambda world: (
        "petra",
        "PATCH",
        "/api/me",
        {
            "firstname": "Petra",
            "lastname": "Sen",
            "address": "1 MG Road",
            "pincode": "560001",
            "phone": "9845012399",
        }
        | {
            "locale": "hi",
            "exp": 6,
            "compname": "Sen",
            "tasks": [world.town.tasks["tap"]],
            "pincodes": ["560001"],
        },
    ),
    "change_password": lambda _: (
        "carl",
        "POST",
        "/api/me/password",
        {"current_password": PASSWORD, "new_password": "another long evening"},
    ),
    "ask_password_reset": lambda _: ("", "POST", "/api/password-resets", {"email": "carl@example.com"}),
    "use_password_reset": lambda world: (
        "",
        "POST",
        "/api/password-resets/use",
        {"token": _reset(world), "new_password": "another long evening"},
    ),
    "erase_me": lambda _: ("carl", "DELETE", "/api/me", {"password": PASSWORD}),
    "choose_channels": lambda _: (
        "carl",
        "PUT",
        "/api/me/channels",
        {"mail": False, "chat": True, "sms": False, "chat_url": WEBHOOK},
    ),
    "put_task": lambda _: (
        "ada",
        "POST",
        "/api/tasks",
        {
            "name": "Fan repair",
            "price": 250,
            "time_required": 30,
            "description": "Any fan",
            "category": "electrical",
        },
    ),
    "edit_task": lambda world: (
        "ada",
        "PATCH",
        f"/api/tasks/{world.town.tasks['tap']}",
        {"name": "Taps", "price": 250, "time_required": 30, "description": "Any tap", "category": "plumbing"},
    ),
    "create_booking": lambda world: (
        "carl",
        "POST",
        "/api/bookings",
        {
            "task_id": world.town.tasks["tap"],
            "scheduled_for": at(days=1),
            "address": "2 MG Road",
            "pincode": "560001",
        }
        | {"remarks": "Ring twice", "professional_id": world.town.ids["petra"], "expected_price": 599},
    ),
    "edit_booking": lambda world: (
        "carl",
        "PATCH",
        f"/api/bookings/{_booking(world)}",
        {
            "version": 1,
            "scheduled_for": at(days=2),
            "address": "2 MG Road",
            "pincode": "560001",
            "remarks": "Twice",
        },
    ),
    "move_booking": lambda world: (
        "petra",
        "POST",
        f"/api/bookings/{_assigned(world)}/moves",
        {"action": "release", "reason": "Fell ill"},
    ),
    "review_booking": lambda world: (
        "carl",
        "POST",
        f"/api/bookings/{_closed(world)}/review",
        {"rating": 4, "remarks": "Good"},
    ),
    "move_user": lambda world: (
        "ada",
        "POST",
        f"/api/users/{world.town.ids['carl']}/moves",
        {"action": "block", "reason": "Never there"},
    ),
    "ask_export": lambda _: (
        "ada",
        "POST",
        "/api/exports",
        {"kind": "closed_bookings", "filters": {"from": "2026-06-01"}},
    ),
    "move_export": lambda world: (
        "ada",
        "POST",
        f"/api/exports/{_export(world)}/moves",
        {"action": "cancel"},
    ),
    "read_notices": lambda _: ("carl", "POST", "/api/notifications/read", {"ids": [1], "about": "booking:1"}),
    "retry_deliveries": lambda _: (
        "ada",
        "POST",
        "/api/deliveries/retry",
        {"status": "failed", "kind": "booking_booked", "channel": "mail"},
    ),
    "run_job": lambda _: ("ada", "POST", "/api/jobs/monthly_reports", {"period": "2026-05"}),
}


@pytest.fixture
def description(world: World) -> Description:
    return Description(world.anyone().get("/api/openapi.json").ok())


def _operations(description: Description) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description.document["paths"].items():
        for operation in methods.values():
            if path.startswith("/api/") and "application/json" in operation.get("requestBody", {}).get(
                "content", {}
            ):
                yield operation["operationId"], operation


def _call(world: World, case: Case, body: Any = None, **more: Any) -> Answer:
    who, method, path, _ = case
    caller = world.person(who) if who else world.anyone()
    return caller.call(method, path, body, **more)


def _fields(description: Description, name: str) -> tuple[dict[str, Any], set[str]]:
    body = dict(_operations(description))[name]["requestBody"]["content"]["application/json"]["schema"]
    schema = description.follow(body)
    return schema["properties"], set(schema.get("required", []))


def _bad(
    description: Description, name: str, body: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Why, the whole body, the pointer that must be named: one fault at a time."""
    fields, required = _fields(description, name)
    for field, schema in fields.items():
        for bad in description.bad(field, schema):
            if not _harmless(field, bad):
                yield f"{field}: {bad.why}", body | {field: bad.value}, bad.pointer
    for field in required:
        yield f"{field}: missing", {key: value for key, value in body.items() if key != field}, f"/{field}"
    yield "unknown field", body | {"nobody_knows": 1}, "/nobody_knows"
    for field in ("role", "status", "id", "is_active"):
        yield f"forged {field}", body | {field: "admin"}, f"/{field}"


def _not_named(call: Callable[[], Answer], pointer: str) -> str | None:
    """What came instead of a 422 that names `pointer`; None where it did."""
    try:
        answer = call()
    except AssertionError as error:
        return str(error)[:300]
    named = {fault["pointer"] for fault in answer.body.get("errors", [])} if answer.status == 422 else set()
    if any(each == pointer or each.startswith(f"{pointer}/") for each in named):
        return None
    return f"{answer.status} {answer.text[:300]}"


def _harmless(field: str, bad: Bad) -> bool:
    return field in SECRET and bad.why in {"NUL", "escape", "turned"}


def test_every_operation_with_a_body_stands_in_the_table(description: Description) -> None:
    assert {name for name, _ in _operations(description)} == BODIES.keys()


@pytest.mark.parametrize("name", BODIES)
def test_every_field_of_every_body_stands_in_the_table(
    world: World, description: Description, name: str
) -> None:
    left_out = {"otp"} if name == "check" else set()
    assert _fields(description, name)[0].keys() - BODIES[name](world)[3].keys() == left_out


@pytest.mark.parametrize("name", BODIES)
def test_the_body_in_the_table_is_accepted(world: World, name: str) -> None:
    case = BODIES[name](world)
    assert _call(world, case, case[3]).status in {200, 201, 202, 204}


@pytest.mark.parametrize("name", BODIES)
def test_bad_input_is_refused_at_its_field(world: World, description: Description, name: str) -> None:
    case = BODIES[name](world)
    before, wrong = world.dump(), []
    for why, body, pointer in _bad(description, name, case[3]):
        answer = _call(world, case, body)
        named = (
            {fault["pointer"] for fault in answer.body.get("errors", [])} if answer.status == 422 else set()
        )
        if not any(each == pointer or each.startswith(f"{pointer}/") for each in named):
            wrong.append((why, answer.status, answer.text[:200]))
    assert wrong == []
    assert world.dump() == before


@pytest.mark.parametrize("name", BODIES)
def test_what_is_no_json_object_is_refused(world: World, name: str) -> None:
    case = BODIES[name](world)
    before = world.dump()
    for text in ("", "{", "{'a': 1}", '{"a": NaN}', "\xff", "[" * 100_000, '{"a":1}{'):
        answer = _call(world, case, data=text.encode("latin-1"), content_type="application/json")
        answer.problem(400, "malformed_json")
    for text in ("[]", '"text"', "7", "null", "true"):
        answer = _call(world, case, data=text, content_type="application/json")
        assert answer.status in {400, 422}, text
    assert world.dump() == before


@pytest.mark.parametrize("name", BODIES)
def test_another_content_type_is_refused(world: World, name: str) -> None:
    case = BODIES[name](world)
    before = world.dump()
    for media_type in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
        _call(world, case, data="a=1", content_type=media_type).problem(415, "unsupported_media_type")
    assert world.dump() == before


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_too_large_is_refused(world: World, name: str) -> None:
    case = BODIES[name](world)
    before = world.dump()
    text = '{"a": "' + "x" * 7_000_000 + '"}'
    _call(world, case, data=text, content_type="application/json").problem(413, "too_large")
    assert world.dump() == before
