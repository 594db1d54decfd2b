"""Both languages say the same things: the same keys, none empty, the same placeholders."""

import json
import re
from typing import Any

import pytest

from tests.house.sources import FRONTEND

LOCALES = FRONTEND / "locales"
PLACEHOLDER = re.compile(r"\{\s*(\w+)")


def _flat(value: Any, prefix: str = "") -> dict[str, str]:
    if not isinstance(value, dict):
        return {prefix: value}
    below = (_flat(each, f"{prefix}.{key}" if prefix else key) for key, each in value.items())
    return {path: text for texts in below for path, text in texts.items()}


def _texts(language: str) -> dict[str, str]:
    return _flat(json.loads((LOCALES / f"{language}.json").read_text()))


def test_both_languages_have_the_same_keys() -> None:
    assert _texts("en").keys() ^ _texts("hi").keys() == set()


@pytest.mark.parametrize("language", ["en", "hi"])
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in _texts(language).items() if not text.strip()] == []


def test_both_languages_fill_in_the_same_things() -> None:
    hindi = _texts("hi")
    unlike = {key for key, text in _texts("en").items() if _placeholders(text) != _placeholders(hindi[key])}
    assert unlike == set()


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
