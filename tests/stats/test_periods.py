"""Periods: days, weeks from Monday and months, over new year and over a change of the clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from flask import Flask

from backend.stats.periods import Period, month_of


@pytest.fixture(params=["Asia/Kolkata"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """An application whose business lives in that zone."""
    app = Flask("zone")
    app.extensions["settings"] = SimpleNamespace(business_zone=request.param)
    with app.app_context():
        yield request.param


def test_a_short_period_goes_day_by_day() -> None:
    period = Period(date(2026, 12, 20), date(2027, 1, 3))
    steps = list(period.steps())
    assert (period.step, period.days, len(steps)) == ("day", 15, 15)
    assert steps[0] == Period(date(2026, 12, 20), date(2026, 12, 20))
    assert period.before == Period(date(2026, 12, 5), date(2026, 12, 19))


def test_a_longer_one_goes_by_weeks_from_monday_cut_at_its_ends() -> None:
    period = Period(date(2026, 12, 3), date(2027, 1, 20))
    steps = list(period.steps())
    assert (period.step, period.days) == ("week", 49)
    assert steps[0] == Period(date(2026, 12, 3), date(2026, 12, 6))
    assert steps[4] == Period(date(2026, 12, 28), date(2027, 1, 3)), "the week over new year stays whole"
    assert steps[-1] == Period(date(2027, 1, 18), date(2027, 1, 20))


def test_a_long_one_goes_by_months() -> None:
    period = Period(date(2026, 2, 15), date(2027, 2, 14))
    steps = list(period.steps())
    assert (period.step, len(steps)) == ("month", 13)
    assert steps[0] == Period(date(2026, 2, 15), date(2026, 2, 28))
    assert steps[10] == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert steps[-1] == Period(date(2027, 2, 1), date(2027, 2, 14))


@pytest.mark.parametrize("length", [1, 44, 45, 46, 179, 180, 181, 366, 1830])
def test_the_steps_follow_each_other_and_cover_the_period(length: int) -> None:
    period = Period(date(2024, 1, 31), date.fromordinal(date(2024, 1, 31).toordinal() + length - 1))
    steps = list(period.steps())
    assert sum(step.days for step in steps) == period.days == length
    assert (steps[0].first, steps[-1].last) == (period.first, period.last)
    assert all(one.last.toordinal() + 1 == two.first.toordinal() for one, two in pairwise(steps))


def test_a_month_is_named() -> None:
    assert month_of("2024-02") == Period(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.usefixtures("zone")
def test_days_begin_at_midnight_of_the_business() -> None:
    new_year = Period(date(2026, 12, 31), date(2026, 12, 31))
    assert new_year.start == datetime(2026, 12, 30, 18, 30, tzinfo=UTC)
    assert new_year.until == datetime(2026, 12, 31, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_a_day_may_be_longer_than_another() -> None:
    autumn = Period(date(2026, 10, 25), date(2026, 10, 25))
    assert (autumn.until - autumn.start).total_seconds() == 25 * 3600
