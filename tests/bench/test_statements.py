"""What planning and sending ask of the database does not grow with the number of people."""

from collections.abc import Callable

import pytest

from bench import raw
from bench.ours.application import Given
from bench.ours.jobs import plan, send
from bench.rows.planning import REMINDERS, REPORTS, Plan
from bench.rows.sending import AGAIN
from bench.seeds.sizes import sizes
from bench.seeds.town import build
from tests.worlds import Worlds

People = Callable[[int], Given]


@pytest.fixture
def town(worlds: Worlds, engine: str) -> People:
    """Makes a town with so many customers and as many professionals; settings for an application on it."""

    def make(people: int) -> Given:
        settings = worlds.settings(engine, f"town_of_{people}")
        build(settings.database_url, sizes(people / 100_000))
        names = ("data_dir", "secret_key", "database_url", "redis_url", "mail_url", "ratelimit_enabled")
        return {name: getattr(settings, name) for name in names}

    return make


@pytest.mark.parametrize("what", [REMINDERS, REPORTS], ids=lambda what: what.job)
def test_planning_costs_the_same_for_ten_times_the_people(town: People, what: Plan) -> None:
    few, many = (plan(town(people), what.job, what.period) for people in (20, 200))
    assert few.statements == many.statements
    assert _planned(few.result) * 5 < _planned(many.result)


def _planned(result: str) -> int:
    return int(result.rpartition(" ")[2])


def test_a_chunk_of_mails_costs_the_same_besides_a_mark_each(town: People) -> None:
    given = town(200)
    plan(given, REMINDERS.job, REMINDERS.period)
    # Just under a handful: a full one calls for a second hand, which looks for more.
    chunk, fewer = (send(_left_with(given, mails)) for mails in (49, 20))
    assert chunk.statements - fewer.statements <= 49 - 20


def _left_with(given: Given, mails: int) -> Given:
    url = str(given["database_url"])
    unskipped = "channel = 'mail' AND status <> 'skipped'"
    some = f"SELECT id FROM deliveries WHERE {unskipped} ORDER BY id LIMIT {mails}"
    raw.execute(url, f"DELETE FROM deliveries WHERE id NOT IN ({some})", AGAIN)
    assert raw.rows(url, "SELECT count(*) FROM deliveries") == [(mails,)]
    return given
