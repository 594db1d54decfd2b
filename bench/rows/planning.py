"""Planning the evening's reminders and the month's reports, beside the same INSERT written by hand."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import raw
from bench.ground import SMALL, Ground, Town
from bench.ours.application import Cost
from bench.ours.jobs import plan
from bench.ours.process import in_a_process
from bench.raw import Row as Planned
from bench.row import Measured, Row, alternate
from bench.seeds.people import text
from bench.seeds.sizes import MONTH, MONTH_BEGIN, MONTH_END, NOW, TODAY, ZONE

LIMITS = Path(__file__).parents[1] / "limits"
VALUES = {
    "day": TODAY,
    "zone": ZONE,
    "month": MONTH,
    "begin": text(MONTH_BEGIN),
    "end": text(MONTH_END),
    "now": text(NOW),
    "good_until": text(NOW + timedelta(hours=3)),
}
MOMENTS = {"scheduled_for", "created_at"}


@dataclass(frozen=True)
class Plan:
    """A job that plans, the period of its run, and the file with the limit's statement."""

    job: str
    period: str
    limit: str


REMINDERS = Plan("daily_reminders", TODAY, "reminders")
REPORTS = Plan("monthly_reports", MONTH, "reports")


def by_hand(town: Town, plan: Plan) -> float:
    """Run the limit's statement through the bare driver; the seconds until it is committed."""
    engine = "sqlite" if raw.is_sqlite(town.url) else "postgresql"
    statement = (LIMITS / f"{plan.limit}.{engine}.sql").read_text()
    with raw.connect(town.url) as connection:
        connection.execute("BEGIN" if engine == "sqlite" else "SET timezone = 'UTC'")
        began = perf_counter()
        connection.execute(statement, {name: VALUES[name] for name in VALUES if name in statement})
        if engine == "sqlite":
            connection.execute("COMMIT")
        return perf_counter() - began


def clear(town: Town) -> None:
    """Nothing is planned any more."""
    raw.execute(town.url, "DELETE FROM deliveries" if raw.is_sqlite(town.url) else "TRUNCATE deliveries")


def planned(url: str) -> dict[Planned, Planned]:
    """What is planned, by user and channel: status, error, and a hash of what it is about."""
    read: Callable[[Any], Any] = json.loads if raw.is_sqlite(url) else lambda about: about
    listed = "SELECT user_id, channel, status, last_error, about FROM deliveries"
    with raw.connect(url) as connection:
        return {each[:2]: (*each[2:4], _hash(read(each[4]))) for each in connection.execute(listed)}


def _hash(about: dict[str, Any]) -> int:
    """Alike for what says the same, whatever the order of lines and the spelling of moments."""
    lines = [
        {name: datetime.fromisoformat(value) if name in MOMENTS else value for name, value in line.items()}
        for line in about["bookings"]
    ]
    alike = about | {"bookings": sorted(lines, key=itemgetter("booking_id"))}
    return hash(json.dumps(alike, sort_keys=True, default=str))


def difference(ours: dict[Planned, Planned], limit: dict[Planned, Planned]) -> str:
    """How the limit's work differs from ours; empty where it does the same."""
    if ours.keys() != limit.keys():
        return f"NOT THE SAME: {len(ours)} rows of ours, {len(limit)} of the limit's"
    other = [key for key in ours if ours[key] != limit[key]]
    return f"NOT THE SAME in {len(other)} rows, like that of {other[0]}" if other else ""


def measure(what: Plan, ground: Ground) -> Measured:
    """Both ways on the whole town by turns; before that ours on the small one, for its statements."""
    small, town = ground.town(SMALL), ground.town()
    costs: list[Cost] = []

    def ours(where: Town = town) -> float:
        clear(where)
        costs.append(in_a_process(plan, where.given, what.job, what.period))
        return costs[-1].seconds

    def limit() -> float:
        clear(town)
        return by_hand(town, what)

    ours(small)
    ours()
    found = planned(town.url)
    limit()
    differs = difference(found, planned(town.url))
    our_seconds, limit_seconds = alternate(ours, limit, ground.rounds)
    clear(town)
    people = f"{small.sizes.customers:,}", f"{town.sizes.customers:,}"
    notes = [
        f"statements: {costs[0].statements} for {people[0]} people, {costs[-1].statements} for {people[1]}",
        f"{len(found):,} rows",
        f"memory grows by {max(cost.growth for cost in costs) / 1e6:.0f} MB at most",
        *([differs] if differs else []),
    ]
    return Measured(our_seconds, limit_seconds, notes=notes)


LIMIT = (
    "one hand-written INSERT … SELECT of the same rows through the bare driver, in one transaction; on SQLite"
    " nobody else can write meanwhile, whereas ours lets them in between"
)
WANTED = {"sqlite": 0.83, "postgresql": 0.83}
"""At most 1.2 of the limit's time."""

ROWS = (
    Row(
        "planning-reminders",
        "Planning an evening's reminders",
        LIMIT,
        WANTED,
        partial(measure, REMINDERS),
    ),
    Row(
        "planning-reports",
        "Planning a month's reports",
        LIMIT,
        WANTED,
        partial(measure, REPORTS),
    ),
)
