"""The schedule is pure data, and every entry is a job that the queue knows."""

import ast
from typing import Any

from backend.core.planner import NAMED
from celerybeat_schedule import SCHEDULE
from tests.house.sources import ROOT, tree
from tests.worlds import World


def test_every_entry_is_a_registered_job(world: World) -> None:
    known = world.app.extensions["celery"].tasks.keys()
    assert {entry["task"] for entry in SCHEDULE.values()} - set(known) == set()


def test_a_tick_expires_before_the_next_of_its_kind() -> None:
    expiries: dict[str, Any] = {name: entry["options"] for name, entry in SCHEDULE.items()}
    assert {name for name, options in expiries.items() if not 0 < options["expires"] <= 60} == set()


def test_the_schedule_imports_crontab_alone() -> None:
    imports = [
        node
        for node in ast.walk(tree(ROOT / "celerybeat_schedule.py"))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [ast.unparse(node) for node in imports] == ["from celery.schedules import crontab"]


def test_the_named_jobs_are_those_of_the_api(world: World) -> None:
    assert NAMED.keys() == {"daily_reminders", "monthly_reports", "expire_bookings"}
