"""What reminders and reports say: right numbers, right plurals, in the reader's language."""

from typing import Any

import pytest

from backend.accounts.models import User
from backend.notifications.letters import Letter, brief, write
from backend.notifications.models import Delivery
from backend.reports.texts import REMINDER, REPORT
from tests.worlds import World


def _user(locale: str) -> User:
    return User(
        firstname="Carl",
        lastname="Rao",
        email="carl@example.com",
        address="4 Residency Road",
        pincode="560001",
        locale=locale,
    )


def _line(number: int, **more: Any) -> dict[str, Any]:
    at = f"2026-06-{number % 30 + 1:02}T04:30:00+00:00"
    return {"booking_id": number, "task_name": f"Task {number}", "scheduled_for": at} | more


def _reminder(waiting: int, overdue: int, absent_days: int | None = None, locale: str = "en") -> Delivery:
    created = {"created_at": "2026-06-14T20:00:00+00:00"}
    late = [_line(number, overdue=True, **created) for number in range(overdue)]
    lines = [*late, *(_line(20 + number, overdue=False, **created) for number in range(waiting))]
    about = {"date": "2026-06-15", "waiting": waiting, "overdue": overdue, "absent_days": absent_days}
    return Delivery(kind="daily_reminder", user=_user(locale), about={**about, "bookings": lines[:10]})


def _report(prices: list[int], statuses: list[str], locale: str = "en", so_far: bool = False) -> Delivery:
    ends = {"closed": ["closed"], "cancelled": ["cancelled"]}
    lines = [
        _line(number, price=price, status=status, happened=["booked", *ends.get(status, [])])
        for number, (price, status) in enumerate(zip(prices, statuses, strict=True), 1)
    ]
    figures = {
        "booked": len(lines),
        "closed": statuses.count("closed"),
        "cancelled": statuses.count("cancelled"),
        "spent": sum(price for price, status in zip(prices, statuses, strict=True) if status == "closed"),
    }
    about = {"period": "2026-06", "so_far": so_far, **figures, "bookings": lines[::-1]}
    return Delivery(kind="monthly_report", user=_user(locale), about=about)


def _written(world: World, delivery: Delivery) -> Letter:
    with world.app.app_context():
        return write(delivery)


@pytest.mark.parametrize(
    ("waiting", "overdue", "absent_days", "subject"),
    [
        (1, 0, None, "1 booking waits for your answer"),
        (2, 0, 7, "2 bookings wait for your answer"),
        (0, 1, None, "1 booking is overdue"),
        (0, 3, None, "3 bookings are overdue"),
        (12, 1, None, "12 bookings wait for your answer, 1 is overdue"),
        (1, 2, None, "1 booking waits for your answer, 2 are overdue"),
        (0, 0, 14, "We have not seen you for 14 days"),
        (0, 0, 1, "We have not seen you for a day"),
    ],
)
def test_a_reminder_says_what_there_is_to_do(
    world: World, waiting: int, overdue: int, absent_days: int | None, subject: str
) -> None:
    letter = _written(world, _reminder(waiting, overdue, absent_days))
    assert letter.subject == subject
    assert subject in letter.html
    assert subject in letter.text
    assert letter.html.count("/bookings/") == min(waiting + overdue, 10)
    assert f"{world.settings.public_url}/inbox" in letter.text


def test_a_reminder_names_ten_and_counts_the_rest_and_says_how_long_they_wait(world: World) -> None:
    letter = _written(world, _reminder(11, 0))
    assert "and 1 more" in letter.text
    assert "asked today" in letter.text  # 14 June, 20:00 UTC, is 15 June in Kolkata
    assert "and 2 more" in _written(world, _reminder(12, 0)).html


def test_a_reminder_in_a_few_words(world: World) -> None:
    with world.app.app_context():
        said = brief(_reminder(3, 1))
        away = brief(_reminder(0, 0, 7, "hi"))
    assert (said.paragraph, said.path) == ("3 waiting for your answer, 1 overdue", "/inbox")
    assert said.values == {"name": "Carl", "waiting": "3", "overdue": "1"}
    assert away.headline == "आप 7 दिन से नहीं आए"


def test_a_report_groups_amounts_as_in_india_and_lists_in_order_of_time(world: World) -> None:
    letter = _written(world, _report([123456700, 59900, 89900], ["closed", "cancelled", "requested"]))
    assert letter.subject == "Your June 2026 with Dastak"
    assert "₹12,34,567" in letter.html
    assert "3 booked, 1 closed, 1 cancelled" in letter.text
    places = [letter.text.index(f"Task {number}, ") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert f"{world.settings.public_url}/reports/2026-06" in letter.text


def test_a_report_without_spending_has_no_chart(world: World) -> None:
    letter = _written(world, _report([59900], ["cancelled"], so_far=True))
    assert letter.subject == "Your June 2026 with Dastak, so far"
    assert "What it went to" not in letter.html + letter.text
    assert "Your booking<" in letter.html
    assert "₹0" in letter.html


def test_a_long_report_stays_below_what_mail_programs_cut_off(world: World) -> None:
    letter = _written(world, _report([149950] * 70, ["closed"] * 70, "hi"))
    assert len(letter.html.encode()) < 102_000
    assert "और 10 बुकिंग ऐप में" in letter.html
    assert letter.text.count("* Task") == 70 + 6


@pytest.mark.parametrize(
    "delivery", [_reminder(3, 1, 7, "hi"), _report([59900, 100], ["closed", "expired"], "hi")]
)
def test_letters_carry_their_style_in_each_element_and_no_script(world: World, delivery: Delivery) -> None:
    letter = _written(world, delivery)
    assert "<script" not in letter.html
    assert "prefers-color-scheme: dark" in letter.html
    body = letter.html.partition("<body")[2]
    assert 'class="headline" style="' in body
    assert 'class="button"' in body and 'style="display: inline-block' in body
    assert "नमस्ते Carl" in letter.text
    assert not [line for line in letter.text.splitlines() if len(line) > 150]


@pytest.mark.parametrize("words", [REMINDER, REPORT])
def test_both_languages_say_the_same_things(words: Any) -> None:
    assert words["en"].keys() == words["hi"].keys()
