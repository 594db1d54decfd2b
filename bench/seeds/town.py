"""Building a town in an empty, migrated database: straight through the driver, indexes last."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import raw
from bench.seeds import people
from bench.seeds.bookings import COLUMNS, REJECTIONS, Desk, rejections
from bench.seeds.sizes import NOW, Sizes

ROOT = Path(__file__).parents[2]
HEAVY = ("bookings", "users")


def fingerprint() -> str:
    """Changes whenever the seeds or the tables do, so that an old town is not taken for a new one."""
    files = [*Path(__file__).parent.glob("*.py"), *(ROOT / "backend/migrations/versions").glob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:8]


def build(url: str, sizes: Sizes) -> None:
    """Fill the tables of a migrated database."""
    with raw.connect(url) as connection:
        with _unhindered(connection, raw.is_sqlite(url)):
            _people(connection, sizes)
            raw.fill(connection, "bookings", COLUMNS, Desk(sizes).rows())
            raw.fill(connection, "rejections", REJECTIONS, rejections(sizes))
        _settle(connection, raw.is_sqlite(url))


def _people(connection: Any, sizes: Sizes) -> None:
    pairs = ("professional_id", "task_id"), ("professional_id", "pincode")
    raw.fill(connection, "tasks", people.TASKS, people.tasks())
    raw.fill(connection, "users", people.USERS, people.users(sizes))
    raw.fill(connection, "professionals", people.PROFESSIONALS, people.professionals(sizes))
    raw.fill(connection, "professional_tasks", pairs[0], people.professional_tasks(sizes))
    raw.fill(connection, "professional_pincodes", pairs[1], people.professional_pincodes(sizes))
    raw.fill(connection, "notice_choices", people.CHOICES, people.choices(sizes))
    raw.fill(connection, "installation", ("id", "first_start_at"), [(1, people.text(NOW))])


@contextmanager
def _unhindered(connection: Any, sqlite: bool) -> Iterator[None]:
    """One transaction without foreign keys to look up, and without indexes until its end."""
    slow = ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF") if sqlite else ()
    for statement in slow:
        connection.execute(statement)
    connection.execute("BEGIN")
    if not sqlite:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL timezone = 'UTC'")
    indexes = [index for table in HEAVY for index in _indexes(connection, table, sqlite)]
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        connection.execute(definition)
    connection.execute("COMMIT")


def _indexes(connection: Any, table: str, sqlite: bool) -> list[tuple[str, str]]:
    listed = (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql <> ''"
        if sqlite
        else f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{table}'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    return list(connection.execute(listed).fetchall())


def _settle(connection: Any, sqlite: bool) -> None:
    """What time would do by itself: statistics and a tidy table, and ids that go on from here."""
    if sqlite:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in ("users", "tasks", "bookings"):
        last = f"(SELECT max(id) FROM {table})"
        connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")
