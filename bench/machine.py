"""What the figures were measured on."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path


def today() -> str:
    """The date of this run, UTC."""
    return f"{datetime.now(UTC):%Y-%m-%d}"


def load() -> str:
    """How busy the machine is by now: the load averages of 1, 5 and 15 minutes."""
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def describe() -> str:
    """Cores, processor, memory, system and Python in one line."""
    parts = (
        f"{len(os.sched_getaffinity(0))} cores",
        _first("/proc/cpuinfo", "model name") or platform.machine(),
        f"{_memory():.0f} GiB memory",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
    )
    return ", ".join(parts)


def sqlite_version() -> str:
    """The SQLite that Python speaks to."""
    return f"SQLite {sqlite3.sqlite_version} (WAL, synchronous=FULL)"


def _memory() -> float:
    kibibytes = (_first("/proc/meminfo", "MemTotal") or "0").split()[0]
    return int(kibibytes) / 1024**2


def _first(path: str, name: str) -> str | None:
    lines = Path(path).read_text().splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, None)
