"""Bad questions to every list: a problem that names the field."""

from typing import Any

import pytest

from tests.worlds import World

LISTS = {
    "/api/tasks": "ada",
    "/api/bookings": "ada",
    "/api/users": "ada",
    "/api/exports": "ada",
    "/api/notifications": "carl",
    "/api/deliveries": "ada",
    "/api/audit": "ada",
}
BAD: list[Any] = [
    "x" * 5000,
    "a\x00b",
    "\u202e",
    "-1",
    "1e9",
    "10000000000000000000000",
    "[]",
    "{}",
    "true",
    "NaN",
]


def _parameters(world: World, path: str) -> dict[str, dict[str, Any]]:
    document = world.anyone().get("/api/openapi.json").ok()
    given = document["paths"][path]["get"].get("parameters", [])
    return {each["name"]: each["schema"] for each in given if each["in"] == "query"}


@pytest.mark.parametrize("path", LISTS)
def test_every_list_takes_pages(world: World, path: str) -> None:
    assert {"page", "per_page", "cursor"} <= _parameters(world, path).keys()
    page = world.person(LISTS[path]).get(path, page=1, per_page=1).ok()
    assert {"items", "total", "page", "per_page", "next"} <= page.keys()
    assert len(page["items"]) <= 1


@pytest.mark.parametrize("path", LISTS)
def test_a_bad_question_is_answered_or_refused_at_its_field(world: World, path: str) -> None:
    asker, wrong = world.person(LISTS[path]), []
    for name in _parameters(world, path):
        for value in BAD:
            answer = asker.get(path, **{name: value})
            if answer.status == 200 and value != "x" * 5000:
                continue
            named = {fault["pointer"] for fault in answer.body.get("errors", [])}
            if answer.status != 422 or not any(each.split("/")[1] == name for each in named):
                wrong.append((name, value[:20], answer.status, answer.text[:200]))
    assert wrong == []


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"page": "0"}, "/page"),
        ({"page": "one"}, "/page"),
        ({"per_page": "0"}, "/per_page"),
        ({"per_page": "101"}, "/per_page"),
        ({"cursor": "nonsense"}, "/cursor"),
        ({"nobody_knows": "1"}, "/nobody_knows"),
    ],
)
def test_pages_have_their_limits(world: World, path: str, query: dict[str, str], pointer: str) -> None:
    assert world.person(LISTS[path]).get(path, **query).faults().keys() == {pointer}


@pytest.mark.parametrize("path", LISTS)
def test_a_page_behind_the_last_is_empty(world: World, path: str) -> None:
    assert world.person(LISTS[path]).get(path, page=1000).ok()["items"] == []
