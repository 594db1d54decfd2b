"""Where a row is measured: an engine, its servers, and towns that are built once and kept."""

import os
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg import sql

from bench import machine, raw
from bench.ours.application import Given
from bench.ours.process import in_a_process
from bench.ours.tables import migrate
from bench.seeds.sizes import Sizes, sizes
from bench.seeds.town import ROOT, build, fingerprint
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.redis_server import RedisServer, start_redis

ENGINES = ("sqlite", "postgresql")
SMALL = 0.01
"""The share of a whole town that the small one is."""


def default_folder() -> Path:
    """Where towns are kept. PostgreSQL doesn't run as root, and nobody else may look into var."""
    as_root = os.geteuid() == 0
    return Path(tempfile.gettempdir()) / "dastak-bench" if as_root else ROOT / "var" / "bench"


class Servers:
    """Redis and PostgreSQL, each started when it is first asked for and gone at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        self._running: list[Postgres | RedisServer] = []

    @cached_property
    def postgres(self) -> Postgres:
        """On disk and safe from power cuts, as it ships."""
        root = self.folder / "postgres"
        root.mkdir(exist_ok=True)
        self._running.append(server := start_postgres(root, settings=()))
        return server

    @cached_property
    def redis(self) -> RedisServer:
        """All in memory."""
        self._running.append(server := start_redis())
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in reversed(self._running):
            server.stop()


@dataclass(frozen=True)
class Town:
    """A database full of people and bookings, and settings for an application on it."""

    url: str
    given: Given
    sizes: Sizes


@dataclass(frozen=True)
class Ground:
    """One engine at one scale; `rounds` is how often ours and the limit take turns."""

    servers: Servers
    engine: str
    scale: float
    rounds: int

    def town(self, share: float = 1.0) -> Town:
        """The town of that share of the scale, built where there is none yet."""
        size = sizes(self.scale * share)
        name = f"town_{size.customers}_{fingerprint()}"
        url = self._url(name)
        if not self._exists(name):
            self._forget(f"town_{size.customers}_")
            self._build(name, size)
        return Town(url, self._given(url), size)

    def version(self) -> str:
        """The engine's name and version."""
        if self.engine == "sqlite":
            return machine.sqlite_version()
        (found,) = raw.rows(self.servers.postgres.url("postgres"), "SHOW server_version")
        return f"PostgreSQL {found[0]} (fsync=on, synchronous_commit=on)"

    def _given(self, url: str) -> Given:
        return {
            "data_dir": self.servers.folder / "data",
            "secret_key": "an arbitrary key for measuring, 32 bytes at least",
            "database_url": url,
            "redis_url": self.servers.redis.url(),
            "ratelimit_enabled": False,
        }

    def _url(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}" if self.engine == "sqlite" else self.servers.postgres.url(name)

    def _file(self, name: str) -> Path:
        return self.servers.folder / f"{name}.sqlite3"

    def _exists(self, name: str) -> bool:
        return self._file(name).exists() if self.engine == "sqlite" else name in self._databases()

    def _databases(self) -> list[str]:
        listed = raw.rows(self.servers.postgres.url("postgres"), "SELECT datname FROM pg_database")
        return [name for (name,) in listed]

    def _build(self, name: str, size: Sizes) -> None:
        """Build it under another name first, so that half a town is never taken for a whole one."""
        aside = f"unfinished_{name}"
        self._forget(aside)
        if self.engine == "postgresql":
            self.servers.postgres.create(aside)
        in_a_process(migrate, self._given(self._url(aside)))
        build(self._url(aside), size)
        if self.engine == "sqlite":
            self._file(aside).rename(self._file(name))
            return
        names = (sql.Identifier(aside), sql.Identifier(name))
        self.servers.postgres.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))

    def _forget(self, beginning: str) -> None:
        if self.engine == "sqlite":
            for left in self.servers.folder.glob(f"{beginning}*.sqlite3*"):
                left.unlink()
            return
        for name in self._databases():
            if name.startswith(beginning):
                self.servers.postgres.drop(name)
