"""The audit log names who and what, and is narrowed by both."""

import ast
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from backend.accounts.lifecycle import MOVES
from tests.house.sources import BACKEND, FRONTEND
from tests.statements import statements
from tests.worlds import Person, World


def entries(ada: Person, **query: Any) -> list[dict[str, Any]]:
    """What the log shows."""
    found: list[dict[str, Any]] = ada.get("/api/audit", **query).ok()["items"]
    return found


def test_names_stand_beside_numbers(world: World, ada: Person, petra: Person) -> None:
    petra.post("/api/me/password", {"current_password": "x", "new_password": "y" * 9})
    newest = entries(ada, action="approve")[0]
    assert (newest["actor_name"], newest["subject_name"]) == ("Admin", "Paul Rao")
    task = entries(ada, subject_kind="task")[0]
    assert (task["action"], task["subject_name"]) == ("create_task", "Sofa cleaning")


def test_what_has_no_name_any_more_has_none(world: World, ada: Person) -> None:
    ada.delete(f"/api/tasks/{world.town.tasks['sofa']}").ok(204)
    newest = entries(ada)[0]
    assert (newest["action"], newest["subject_name"]) == ("remove_task", None)


def test_filters_narrow_it(world: World, ada: Person, petra: Person, clock: time_machine.Traveller) -> None:
    everything = ada.get("/api/audit").ok()["total"]
    clock.shift(timedelta(days=2))
    ada = Person(world.app, "ada", ada.id, ada.signed_in("ada").token or "")
    ada.post(f"/api/users/{petra.id}/moves", {"action": "block", "reason": "Never there"}).ok()
    assert [entry["action"] for entry in entries(ada, from_="2026-06-17")] == ["block"]
    assert ada.get("/api/audit", to="2026-06-16").ok()["total"] == everything
    assert {entry["actor_id"] for entry in entries(ada, actor_id=petra.id)} == {petra.id}
    assert {entry["action"] for entry in entries(ada, action="document")} == {"document"}
    assert entries(ada, subject_kind="user", subject_id=petra.id, action="block", actor_id=ada.id)
    assert entries(ada, action="block", actor_id=petra.id) == []
    assert ada.get("/api/audit", from_="yesterday").faults() == {"/from": "invalid"}


def test_a_whole_page_costs_what_one_line_costs(world: World, ada: Person) -> None:
    def count(per_page: int) -> int:
        with statements(world) as seen:
            entries(ada, subject_kind="user", per_page=per_page)
        return len(seen)

    assert count(1) == count(100)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_action_of_the_code_has_a_word(language: str) -> None:
    texts = json.loads((FRONTEND / "locales" / f"{language}.json").read_text())
    found = {*_recorded(), *MOVES}
    assert len(found) > 12
    assert {action for action in found if not texts.get(f"audit.{action}")} == set()
    assert {kind for kind in _kinds() if not texts.get(f"audit.kind.{kind}")} == set()


def _calls(name: str) -> Iterator[ast.Call]:
    for path in BACKEND.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
            ):
                yield node


def _texts(calls: Iterator[ast.Call], place: int) -> Iterator[str]:
    for call in calls:
        if len(call.args) > place and isinstance(call.args[place], ast.Constant):
            yield call.args[place].value  # type: ignore[attr-defined]


def _recorded() -> set[str]:
    return {*_texts(_calls("record"), 0), *_texts(_calls("set_password"), 2)}


def _kinds() -> set[str]:
    return set(_texts(_calls("record"), 1))
