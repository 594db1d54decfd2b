"""What the screens weigh, and what a phone waits for: neither may grow without anybody noticing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from e2e.house import ROOT, House
from e2e.lighthouse import Figures, Stop, prepare, visit
from tests.servers.browser import program

DIST = ROOT / "frontend" / "dist"
TRIES = 5
"""Other work on the machine only ever makes a visit slower: one in time shows that it can be."""


def weigh(dist: Path) -> subprocess.CompletedProcess[str]:
    """Ask the scales."""
    scales = ROOT / "frontend" / "scripts" / "budget.mjs"
    return subprocess.run(["node", scales, dist], capture_output=True, text=True, check=False)


def test_nothing_weighs_more_than_its_budget() -> None:
    weighed = weigh(DIST)
    assert weighed.returncode == 0, weighed.stdout + weighed.stderr


def test_the_scales_notice(tmp_path: Path) -> None:
    heavy = tmp_path / "dist"
    shutil.copytree(DIST, heavy)
    start = next(heavy.glob("assets/start-*.js"))
    start.write_bytes(start.read_bytes() + os.urandom(20_000))
    weighed = weigh(heavy)
    assert weighed.returncode == 1
    assert "✗" in weighed.stdout
    assert "first page, JavaScript" in weighed.stdout.split("✗")[1]


@pytest.fixture(scope="module")
def stops(house: House) -> dict[str, Stop]:
    """The pages that have budgets, by name."""
    return {stop.name: stop for stop in prepare(house)}


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> str:
    """The browser that Lighthouse is to use."""
    return program(driver)


@pytest.mark.parametrize("name", ["catalogue", "book a task", "booking", "dashboard"])
def test_a_phone_does_not_wait(house: House, stops: dict[str, Stop], chromium: str, name: str) -> None:
    seen = [visit(house, stops[name], chromium)]
    while seen[-1].late() and len(seen) < TRIES:
        seen.append(visit(house, stops[name], chromium, seen[-1].slowdown(os.getloadavg()[0])))
    assert seen[-1].late() == [], [(one.paint, one.machine) for one in seen]
    assert seen[-1].faults(stops[name]) == []


def test_a_late_or_jumping_page_is_noticed() -> None:
    good = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 66}
    fine = Figures(good, 1700, 150, 0.01, 2500, "/admin", [])
    assert (fine.faults(Stop("", "/admin", "ada")), fine.late(), fine.deaf(), fine.slowdown(0.5)) == (
        [],
        [],
        [],
        4,
    )
    assert fine.slowdown(90) == 1
    assert fine.faults(Stop("", "/admin"))[0].startswith("seo 66")
    bad = Figures(good | {"accessibility": 96}, 1900, 250, 0.1, 500, "/login", ["color-contrast"])
    assert len(bad.faults(Stop("", "/admin", "ada"))) == 3
    assert (len(bad.late()), len(bad.deaf())) == (1, 1)
    assert bad.slowdown(0.5) == 1
