"""The whole application as real processes: web server, worker, and what they stand on."""

import http.client
import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.processes import LOOPBACK, Child, free_port, start, wait_until

ROOT = Path(__file__).parents[2]
QUEUE = ("-A", "backend.worker:celery_app")


@dataclass
class Stack:
    """What was started and under which settings; `stop` ends it in reverse order."""

    root: Path
    port: int
    env: dict[str, str]
    children: list[Child] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return f"http://{LOOPBACK}:{self.port}"

    def run_web(self) -> Child:
        """Serve the application as `make run` does, and wait until it is ready."""
        child = self._start("web", "backend.run.web_server")
        wait_until(lambda: _ready(self.port), child)
        return child

    def run_worker(self) -> Child:
        """Start a worker on the queue and wait until it takes jobs."""
        child = self._start("worker", "backend.worker", "--concurrency", "1")
        wait_until(lambda: " ready." in child.said(), child)
        return child

    def run_beat(self) -> Child:
        """Start the queue's clock."""
        schedule = ["--pidfile=", "--schedule", str(self.root / "schedule")]
        child = self._start("beat", "celery", *QUEUE, "beat", "--loglevel", "INFO", *schedule)
        wait_until(lambda: "beat: Starting" in child.said(), child)
        return child

    def run_cli(self, *words: str) -> Child:
        """Run one command of the application to its end; it must succeed."""
        child = self._start(f"cli-{words[0]}", "backend.cli", *words)
        child.process.wait(120)
        assert child.process.returncode == 0, child.said()
        return child

    def stop(self) -> None:
        """End everything, the last started first."""
        for child in reversed(self.children):
            child.stop()
        self.children.clear()

    def _start(self, name: str, module: str, *words: str) -> Child:
        command: list[str | Path] = [sys.executable, "-m", module, *words]
        child = start(command, log=self.root / f"{name}.log", env=self.env, cwd=ROOT)
        self.children.append(child)
        return child


def new_stack(root: Path, *, database_url: str, redis_url: str, mail_url: str, **more: str) -> Stack:
    """A stack under the folder `root`, nothing started yet; `more` are further settings by name."""
    port = free_port()
    settings = {
        "DATA_DIR": str(root / "var"),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "MAIL_URL": mail_url,
        "HOST": LOOPBACK,
        "PORT": str(port),
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "RATELIMIT_ENABLED": "false",
    }
    return Stack(root, port, _environment() | settings | more)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def _ready(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
