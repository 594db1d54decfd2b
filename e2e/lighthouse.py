"""What a phone waits for, by Lighthouse.

`python -m e2e.lighthouse 5` measures every page five times and prints a table.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from e2e.house import ADMIN, House, open_house
from tests.servers.browser import flags, program

FOLDER = Path(__file__).parents[1] / "scripts" / "lighthouse"
CUSTOMER = "lumen"
PAINT, BLOCKING, SHIFT, SPEED = 1800, 200, 0.02, 95
"""Ms until the largest thing is painted, and spent deaf to fingers; how far things jump; the least score."""
SLOWDOWN = 4
"""How many times slower than this machine Lighthouse's phone is …"""
STRONG = 2000
"""… where its benchmark index says so; one that is busy or weak, and says less, is closer to it by itself."""


@dataclass(frozen=True)
class Stop:
    """A page to measure, and who opens it; search engines see it only where it is public."""

    name: str
    path: str
    who: str | None = None


@dataclass(frozen=True)
class Figures:
    """What Lighthouse said of one visit."""

    scores: dict[str, int]
    paint: float
    blocking: float
    shift: float
    machine: float
    address: str
    wrong: list[str]

    def faults(self, stop: Stop) -> list[str]:
        """What does not depend on how busy the machine is."""
        wanted = {"accessibility", "best-practices"} | ({"seo"} if stop.who is None else set())
        low = [
            f"{name} {self.scores[name]} {self.wrong}" for name in sorted(wanted) if self.scores[name] < 100
        ]
        moved = [f"shift {self.shift:.3f}"] if self.shift > SHIFT else []
        lost = [] if self.address == stop.path else [f"led to {self.address}"]
        return low + moved + lost

    def late(self) -> list[str]:
        """Whether the largest thing was painted too late, on a machine as busy as this one was."""
        return [f"paint {self.paint:.0f} of {PAINT} ms"] if self.paint > PAINT else []

    def deaf(self) -> list[str]:
        """Whether fingers had to wait: work alone, so it counts only on a machine that does nothing else."""
        return [f"blocking {self.blocking:.0f} of {BLOCKING} ms"] if self.blocking > BLOCKING else []

    def slowdown(self, load: float) -> float:
        """By how much to slow the next visit, now that it is known how busy the machine is.

        With more to do than it has processors it says nothing about work, and only the slow line is judged.
        """
        if load > (os.cpu_count() or 1):
            return 1.0
        return max(1.0, min(SLOWDOWN, SLOWDOWN * self.machine / STRONG))


def prepare(house: House) -> list[Stop]:
    """The pages that have budgets, in a house with something to show."""
    house.customer(CUSTOMER)
    booking = house.booking(CUSTOMER)
    return [
        Stop("catalogue", "/"),
        Stop("book a task", f"/?book={house.tasks['tap']}", CUSTOMER),
        Stop("booking", f"/bookings/{booking}", CUSTOMER),
        Stop("dashboard", "/admin", ADMIN),
    ]


def visit(house: House, stop: Stop, browser: str, slowdown: float = SLOWDOWN) -> Figures:
    """Open a page once in a fresh browser and let Lighthouse say what it saw."""
    cookies = house.cookies(stop.who) if stop.who else []
    order: dict[str, Any] = {"chromium": browser, "flags": flags(), "url": house.url + stop.path}
    done = subprocess.run(
        ["node", "measure.mjs"],
        input=json.dumps(order | {"cookies": cookies, "slowdown": slowdown}),
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Lighthouse broke off: {done.stderr[-2000:]}"
    said = json.loads(done.stdout)
    # A browser that got no turn on a busy machine painted nothing in time.
    return Figures(**{name: inf if value is None else value for name, value in said.items()})


def row(stop: Stop, seen: list[Figures]) -> str:
    """The medians of one page's visits."""
    scores = [median(one.scores[name] for one in seen) for name in seen[0].scores]
    paint, blocking, shift, machine = (
        median(getattr(one, name) for one in seen) for name in ("paint", "blocking", "shift", "machine")
    )
    load = os.getloadavg()[0]
    return (
        f"{stop.name:12}"
        + "".join(f"{score:6.0f}" for score in scores)
        + f"{paint:9.0f}{blocking:10.0f}{shift:8.3f}{machine:9.0f}{load:7.1f}"
    )


def main() -> int:
    """Measure every page, print the table; 1 where a median passes its budget."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with sync_playwright() as playwright:
        browser = program(playwright)
    print("page         speed  a11y  best   seo  paint ms  blocked   shift  machine   load")
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Path(folder))
        for stop in prepare(house):
            seen = [visit(house, stop, browser) for _ in range(runs)]
            print(row(stop, seen), flush=True)
            typical = sorted(seen, key=lambda one: one.scores["performance"])[len(seen) // 2]
            faults = [*typical.faults(stop), *typical.late(), *typical.deaf()]
            kept = kept and typical.scores["performance"] >= SPEED and not faults
        house.close()
    if not kept:
        print(f"Budgets: speed {SPEED}, others 100, paint {PAINT}, blocked {BLOCKING}, shift {SHIFT}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
