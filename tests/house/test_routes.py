"""Every route says who may call it, and the description tells the same story."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from backend.accounts.models import Role
from backend.accounts.permissions import GRANTS, WAITING, Permission
from backend.core.http import PUBLIC
from tests.worlds import World

# Outside /api: the process's own answers and the screens, which hold nothing of anybody's.
OPEN_TO_ALL = {"/healthz", "/readyz", "/metrics"}
VARIABLE = re.compile(r"<[^<>]*?(?:length=(\d+)[^<>]*)?>")
DOORS = {"/add_customer", "/add_professional", "/check"}


def _api_rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/") or rule.rule in DOORS)


def _access(app: Flask, rule: Rule) -> str | None:
    view = app.view_functions[rule.endpoint]
    return getattr(view, "access", None)


def test_every_route_names_a_permission_or_says_public(world: World) -> None:
    known = {permission.value for permission in Permission} | {PUBLIC}
    assert {
        rule.rule: _access(world.app, rule)
        for rule in _api_rules(world.app)
        if _access(world.app, rule) not in known
    } == {}


def test_every_permission_is_used_and_granted(world: World) -> None:
    used = {_access(world.app, rule) for rule in _api_rules(world.app)}
    granted = {permission for grants in GRANTS.values() for permission in grants}
    assert {permission for permission in Permission if permission.value not in used} == set()
    assert {permission for permission in Permission if permission not in granted} == set()


def test_every_role_has_its_grants() -> None:
    assert GRANTS.keys() == set(Role)
    assert GRANTS[Role.PROFESSIONAL] > WAITING


def test_public_is_only_what_is_meant_for_everybody(world: World) -> None:
    public = {
        f"{method} {rule.rule.removeprefix('/api')}"
        for rule in _api_rules(world.app)
        if _access(world.app, rule) == PUBLIC
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert public == {
        "POST /add_customer",
        "POST /add_professional",
        "POST /check",
        "POST /password-resets",
        "POST /password-resets/use",
        "POST /refresh",
        "GET /tasks",
        "GET /tasks/<int:task_id>",
        "GET /tasks/<int:task_id>/professionals",
        "GET /tasks/<int:task_id>/reviews",
        "GET /professionals/<int:professional_id>",
        "GET /professionals/<int:professional_id>/reviews",
        "GET /pincodes/<string(length=6):pincode>",
        "GET /openapi.json",
        "GET /docs",
        "GET /docs.css",
    }


def test_nothing_else_stands_outside_the_api(world: World) -> None:
    outside = {rule.rule for rule in world.app.url_map.iter_rules() if not rule.rule.startswith("/api/")}
    assert {rule for rule in outside - DOORS - OPEN_TO_ALL if "<path:" not in rule and rule != "/"} == set()


def _paths(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method, path) for path, methods in document["paths"].items() for method in methods}


def test_every_route_is_described(world: World) -> None:
    document = world.anyone().get("/api/openapi.json").ok()
    described = {(method, _plain(path)) for method, path in _paths(document)}
    routes = {
        (method.lower(), _plain(rule.rule))
        for rule in _api_rules(world.app)
        if rule.rule not in {"/api/openapi.json", "/api/docs"} and "docs" not in rule.rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes - described == set()


def _plain(path: str) -> str:
    return "/".join("*" if each[:1] in "<{" and each else each for each in path.split("/"))


@pytest.mark.parametrize("role", Role)
def test_a_permission_withheld_is_a_403(world: World, role: Role) -> None:
    name = {Role.ADMIN: "ada", Role.CUSTOMER: "carl", Role.PROFESSIONAL: "petra"}[role]
    before = world.dump()
    for rule in _api_rules(world.app):
        access = _access(world.app, rule)
        if access in {None, PUBLIC} or Permission(access) in GRANTS[role]:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = world.person(name).call(method, _filled(rule))
            assert answer.problem(403, "forbidden"), (method, rule.rule)
    assert world.dump() == before


def test_nobody_gets_behind_a_permission(world: World) -> None:
    before = world.dump()
    for rule in _api_rules(world.app):
        if _access(world.app, rule) == PUBLIC:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert world.anyone().call(method, _filled(rule)).problem(401, "unauthenticated"), rule.rule
    assert world.dump() == before


def test_who_waits_gets_no_further_than_their_own(world: World) -> None:
    before = world.dump()
    for rule in _api_rules(world.app):
        access = _access(world.app, rule)
        if access in {None, PUBLIC} or Permission(access) in WAITING:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert world.person("piya").call(method, _filled(rule)).status == 403, (method, rule.rule)
    assert world.dump() == before


def _filled(rule: Rule) -> str:
    """The rule's path with ones at every variable, as many as it wants."""
    return VARIABLE.sub(lambda found: "1" * int(found[1] or 1), rule.rule)
