"""Exporting closed bookings, beside the engine's own tool running the same SELECT."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from time import perf_counter

from bench import raw
from bench.ground import Ground, Town
from bench.ours.jobs import export, statement
from bench.ours.process import in_a_process
from bench.row import Measured, Row, alternate
from bench.seeds.sizes import ZONE

MOST_MEMORY = 100
"""What the whole process may take, in MB."""


def tool(ground: Ground, town: Town, to: Path) -> Sequence[str | Path] | None:
    """The engine's own tool writing the same rows as CSV; None where there is no sqlite3 shell."""
    query = in_a_process(statement, town.given)
    if ground.engine == "postgresql":
        psql = ground.servers.postgres.programs / "psql"
        copy = f"\\copy ({query}) TO '{to}' WITH (FORMAT csv, HEADER)"
        return [psql, "-X", "-q", "-d", raw.plain(town.url), "-c", copy]
    shell = shutil.which("sqlite3")
    return [shell, "-csv", "-header", raw.plain(town.url), f".once {to}", f"{query};"] if shell else None


def run(command: Sequence[str | Path]) -> float:
    """Run a tool to its end; the seconds it took."""
    began = perf_counter()
    subprocess.run(command, check=True, env=os.environ | {"PGTZ": ZONE})
    return perf_counter() - began


def difference(ours: Path, limit: Path) -> str:
    """How the two files differ as a spreadsheet reads them; empty where they say the same."""
    for number, pair in enumerate(zip_longest(_cells(ours), _cells(limit)), 1):
        if pair[0] != pair[1]:
            return f"NOT THE SAME in line {number}: {' | '.join(_first_difference(*pair))}"
    return ""


def _first_difference(ours: list[str] | None, limit: list[str] | None) -> tuple[str, str]:
    pairs = zip_longest(ours or [], limit or [], fillvalue="")
    return next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))


def _cells(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def measure(ground: Ground) -> Measured:
    """All closed bookings of the whole town."""
    town, costs = ground.town(), []
    files = ground.servers.folder / "ours.csv", ground.servers.folder / "limit.csv"
    command = tool(ground, town, files[1])

    def ours() -> float:
        costs.append(in_a_process(export, town.given, files[0]))
        return costs[-1].seconds

    def limit() -> float:
        return run(command or [])

    ours()
    notes = [f"{int(costs[0].result):,} rows", f"{files[0].stat().st_size / 1e6:.0f} MB"]
    if command:
        limit()
        notes += filter(None, [difference(*files)])
    else:
        notes.append("no sqlite3 shell on PATH to compare with")
    our_seconds, limit_seconds = alternate(ours, limit if command else None, ground.rounds)
    peak = max(cost.peak for cost in costs) / 1e6
    notes.append(f"process of {peak:.0f} MB at its peak (at most {MOST_MEMORY})")
    raw.execute(town.url, "DELETE FROM exports", "DELETE FROM deliveries")
    for file in files:
        file.unlink(missing_ok=True)
    return Measured(our_seconds, limit_seconds, notes=notes)


ROWS = (
    Row(
        "exports",
        "Exporting closed bookings",
        "psql's \\copy and the sqlite3 shell (-csv) running the same SELECT, formula guard included",
        {"sqlite": 0.5, "postgresql": 0.8},
        measure,
    ),
)
