"""Run the tests, every suite to its end, and close with one line that counts them all."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scripts.python_env import environment
from scripts.steps import FRONTEND, PYTHON, ROOT, VENV

RESULTS = ROOT / "test-results"
PYTEST = (PYTHON, "-m", "pytest")


@dataclass(frozen=True)
class Suite:
    """A test runner that leaves a JUnit file behind."""

    name: str
    command: Sequence[str | Path]
    folder: Path = ROOT

    @property
    def report(self) -> Path:
        """Where it leaves its counts."""
        return RESULTS / f"{self.name}.xml"


@dataclass(frozen=True)
class Count:
    """How many tests there were of each kind."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def suites() -> list[Suite]:
    """Python's tests on all cores, the screens' own, the browser's, and what pages cost."""
    parallel = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
    vitest: list[str | Path] = [
        FRONTEND / "node_modules" / ".bin" / "vitest",
        "run",
        "--reporter=default",
        "--reporter=junit",
    ]
    # A page is weighed and timed when nothing else runs.
    budgets = "e2e/test_budgets.py"
    two_houses = ["-n", "2", "--dist", "loadfile", f"--ignore={budgets}"]
    wanted = [
        Suite("python", [*PYTEST, "tests", "-q", *parallel, f"--junit-xml={RESULTS / 'python.xml'}"]),
        Suite("screens", [*vitest, f"--outputFile.junit={RESULTS / 'screens.xml'}"], FRONTEND),
        Suite("browser", [*PYTEST, "e2e", "-q", *two_houses, f"--junit-xml={RESULTS / 'browser.xml'}"]),
        Suite("budgets", [*PYTEST, budgets, "-q", f"--junit-xml={RESULTS / 'budgets.xml'}"]),
    ]
    asked = set(sys.argv[1:]) or {suite.name for suite in wanted}
    return [suite for suite in wanted if suite.name in asked]


def run(suite: Suite) -> Count:
    """Run one suite and count; one that breaks off, or runs nothing, counts as a failure."""
    print(f"\n── {suite.name} ──", flush=True)
    began = time.monotonic()
    code = subprocess.run(
        suite.command, cwd=suite.folder, env=environment(VENV / "node", VENV / "bin")
    ).returncode
    count = read(suite.report)
    if (code and not count.failed) or not count.passed:
        count += Count(failed=1)
    print(f"{suite.name}: {count}, {time.monotonic() - began:.0f} s", flush=True)
    return count


def read(report: Path) -> Count:
    """The counts in a JUnit file, whichever tool wrote it; nothing where there is none."""
    if not report.exists():
        return Count()
    count = Count()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  our own runners wrote it
        ends = {each.tag for each in case}
        failed, skipped = bool(ends & {"failure", "error"}), "skipped" in ends
        count += Count(int(not failed and not skipped), int(failed), int(skipped and not failed))
    return count


def main() -> int:
    """Run what is asked for, or everything; returns 1 unless all passed."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir()
    total = sum((run(suite) for suite in suites()), Count())
    print(f"\n{total}", flush=True)
    return int(total.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
