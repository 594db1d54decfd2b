"""Every notice has words in both languages, and they say the same things."""

import re
import string
from dataclasses import astuple

import pytest
from flask import Flask

from backend.notifications import texts
from backend.notifications.letters import check_kind
from tests.house.sources import BACKEND

KINDS = sorted(texts.NOTICES["en"])
LANGUAGES = sorted(texts.NOTICES)


def _placeholders(*parts: str) -> set[str]:
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


def test_both_languages_know_the_same_kinds() -> None:
    assert texts.NOTICES["en"].keys() == texts.NOTICES["hi"].keys()
    assert texts.LAYOUT["en"].keys() == texts.LAYOUT["hi"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_say_the_same(kind: str) -> None:
    english, hindi = (astuple(texts.NOTICES[language][kind]) for language in ("en", "hi"))
    assert all(english)
    assert all(hindi)
    assert _placeholders(*english) == _placeholders(*hindi)
    assert english[-1] == hindi[-1], "both lead to the same page"


def test_every_notice_of_a_booking_has_words() -> None:
    source = (BACKEND / "bookings" / "notices.py").read_text()
    kinds = set(re.findall(r'"(booking_\w+)"', source)) - {"booking_id"}
    assert kinds
    assert kinds <= set(KINDS)


def test_a_kind_without_words_is_refused_when_it_is_owed() -> None:
    with pytest.raises(ValueError, match="no words"):
        check_kind("nonsense")


@pytest.mark.parametrize(
    ("paise", "said"),
    [
        (0, "₹0"),
        (59900, "₹599"),
        (59950, "₹599.50"),
        (12345600, "₹1,23,456"),
        (1000000005, "₹1,00,00,000.05"),
    ],
)
def test_money_is_grouped_as_in_india(paise: int, said: str) -> None:
    assert texts.money(paise) == said


@pytest.fixture
def app() -> Flask:
    found = Flask(__name__)
    found.extensions["settings"] = type("Given", (), {"business_zone": "Asia/Kolkata"})
    return found


def test_moments_are_said_in_the_zone_and_language(app: Flask) -> None:
    about = {"task_name": "Tap repair", "scheduled_for": "2026-06-15T19:00:00+00:00", "booking_id": 7}
    with app.app_context():
        assert "Tue 16 June, 12:30 am" in texts.notice("booking_booked", about, "en").paragraph
        assert "मंगल 16 जून, 12:30 am" in texts.notice("booking_booked", about, "hi").paragraph


def test_a_subject_is_one_line_whatever_a_name_holds(app: Flask) -> None:
    with app.app_context():
        said = texts.notice("document_replaced", {"name": "Petra\r\nBcc: x@example.com", "user_id": 4}, "en")
    assert said.subject == "New document from Petra Bcc: x@example.com"
    assert said.path == "/admin/users/4"


def test_an_unknown_language_reads_english(app: Flask) -> None:
    with app.app_context():
        assert texts.notice("account_unblocked", {}, "xx").headline == "Welcome back"
