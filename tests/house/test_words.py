"""One word for one thing: a task is never called by the other word."""

import re

import pytest

from tests.house.sources import BACKEND, FRONTEND, ROOT, files_under, name

WORD = re.compile("service", re.I)
# What the browser and HTTP call things of theirs.
ALLOWED = re.compile(r"service[ _-]?worker|Service Unavailable", re.I)

# The screens' own test of this rule.
GUARDS = {"locales.spec.ts"}


def test_a_task_is_never_called_by_the_other_word() -> None:
    places = (BACKEND, FRONTEND, ROOT / "frontend" / "index.html", ROOT / "celerybeat_schedule.py")
    files = [path for path in files_under(*places) if path.name not in GUARDS]
    assert [f"{name(path)}:{line}" for path in files for line in _lines_with_the_word(path.read_text())] == []


def _lines_with_the_word(text: str) -> list[int]:
    lines = enumerate(text.splitlines(), 1)
    return [number for number, line in lines if WORD.search(ALLOWED.sub("", line))]


@pytest.mark.parametrize(
    ("text", "found"),
    [("a Service", [1]), ("navigator.serviceWorker", []), ("x\nservices", [2]), ("a service worker", [])],
)
def test_the_rule_itself(text: str, found: list[int]) -> None:
    assert _lines_with_the_word(text) == found
