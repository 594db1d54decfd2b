"""`make bench` in small: every row runs on both engines and stands in the table; no figure is looked at."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.report import HEAD
from bench.rows import ROWS
from tests.house.sources import ROOT


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that PostgreSQL's user can look into too, as it can't into pytest's own."""
    with tempfile.TemporaryDirectory(prefix="dastak-bench-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_every_row_runs_and_is_kept(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "results.md"
    words = ["--scale", "0.0002", "--rounds", "1", "--folder", str(folder), "--keep", str(kept)]
    done = subprocess.run(
        [sys.executable, "-m", "bench", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in kept.read_text().splitlines() if line.startswith("| ")]
    assert [cell.strip() for cell in lines[0].strip("| ").split("|")] == list(HEAD)
    found = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")[:2]) for line in lines[2:]]
    assert found == [(row.title, engine) for row in ROWS for engine in ("sqlite", "postgresql")]
    assert "NOT THE SAME" not in done.stdout


def test_a_row_that_there_is_not_is_refused(tmp_path: Path) -> None:
    words = ["--rows", "nonsense", "--folder", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "bench", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "sending" in done.stderr
