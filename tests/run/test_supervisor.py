"""The whole application under its supervisor, as `make run` starts it."""

import http.client
import os
import re
import signal
import smtplib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backend.config import Settings
from backend.run import leftovers
from tests.servers.processes import LOOPBACK, Child, answers, free_port, start, wait_until

ROOT = Path(__file__).parents[2]
AT_ONCE = 2.0
"""Seconds within which nothing of a killed run may be left."""


@dataclass
class Site:
    """A folder and a port, and whoever runs the application there."""

    home: Path
    port: int = field(default_factory=free_port)

    def begin(self, **variables: str) -> Child:
        """Start a supervisor without waiting for it."""
        env = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
        env |= {
            "DATA_DIR": str(self.home / "var"),
            "PORT": str(self.port),
            "PYTHONDONTWRITEBYTECODE": "",
        } | variables
        log = self.home / f"said-{time.monotonic_ns()}"
        return start(
            [sys.executable, "-m", "backend.run"], log=log, env=env, cwd=ROOT, stop_signal=signal.SIGINT
        )

    def up(self) -> Child:
        """Start one and wait until it says where to open the browser."""
        child = self.begin()
        wait_until(lambda: f"Open http://{LOOPBACK}:{self.port} in" in child.said(), child, within=60)
        return child

    def refused(self, **variables: str) -> str:
        """What it says about not starting: one line, and exit code 2."""
        child = self.begin(**variables)
        assert child.process.wait(20) == 2
        (line,) = child.said().splitlines()
        return line

    def ready(self) -> bool:
        """Whether the application answers, and has its database."""
        talk = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        try:
            talk.request("GET", "/readyz")
            return talk.getresponse().status == 200
        except OSError:
            return False
        finally:
            talk.close()

    def parts(self) -> dict[str, leftovers.Record]:
        """Who works for it now."""
        return leftovers.read(self.home / "var" / "run")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A place of its own; whatever still runs there afterwards is ended."""
    made = Site(tmp_path)
    yield made
    if (tmp_path / "var" / "run").exists():
        leftovers.end_all(tmp_path / "var" / "run")


def left(parts: dict[str, leftovers.Record]) -> dict[str, int]:
    return {name: count for name, record in parts.items() if (count := len(leftovers.alive(record)))}


def test_a_first_run_says_what_one_needs_to_know_and_stops_without_a_trace(site: Site) -> None:
    child = site.up()
    said = child.said()
    assert re.search(r"password.*: \S{12,}", said, re.I)
    assert "make demo" in said
    assert site.ready()
    _a_mail_is_kept_and_shown(site, said)
    _nobody_else_starts_here(site)
    parts = site.parts()
    assert parts.keys() == {"warden", "redis", "mails", "web", "worker", "beat"}
    child.stop(within=30)
    assert child.process.returncode == 0
    assert left(parts) == {}
    assert site.parts() == {}
    assert not answers(site.port)


def _a_mail_is_kept_and_shown(site: Site, said: str) -> None:
    shown = re.search(r"mails +http://127\.0\.0\.1:(\d+)", said)
    assert shown
    os.environ.pop("MAIL_URL", None)
    url = Settings(data_dir=site.home / "var").mail_url  # as `make demo` finds it
    with smtplib.SMTP(LOOPBACK, int(url.rpartition(":")[2])) as talk:
        talk.sendmail("dastak@localhost", ["carl@example.com"], "Subject: Namaste\r\n\r\nHello")
    (kept,) = (site.home / "var" / "mail").glob("*.eml")
    talk_http = http.client.HTTPConnection(LOOPBACK, int(shown[1]), timeout=5)
    talk_http.request("GET", f"/mails/{kept.stem}")
    assert b"Namaste" in talk_http.getresponse().read()
    talk_http.close()


def _nobody_else_starts_here(site: Site) -> None:
    assert "already runs in this folder" in site.refused(PORT=str(free_port()))
    other = str(site.home / "other")
    assert f"Port {site.port} is taken" in site.refused(DATA_DIR=other)
    assert site.refused(DATA_DIR=other, PORT="no").startswith("PORT ")


def test_after_a_hard_kill_nothing_serves_and_the_next_run_has_everything(site: Site) -> None:
    first = site.up()
    parts = site.parts()
    first.kill()
    wait_until(lambda: not answers(site.port) and not left(parts), within=AT_ONCE)
    second = site.up()
    assert site.ready()
    assert "password" not in second.said().lower()  # the admin of the first run is still there
    assert left(parts) == {}
    second.stop(within=30)
    assert second.process.returncode == 0


def test_what_falls_is_started_again(site: Site) -> None:
    child = site.up()
    web, redis = (site.parts()[name].pid for name in ("web", "redis"))
    os.kill(web, signal.SIGKILL)
    os.kill(redis, signal.SIGKILL)
    wait_until(lambda: {"web", "redis"} <= site.parts().keys() and site.parts()["web"].pid != web, child)
    wait_until(site.ready, child)
    assert "web ended with code -9" in child.said()
    parts = site.parts()
    assert parts["redis"].pid != redis
    _even_with_the_warden_killed_no_web_server_is_left(site, child, parts)


def _even_with_the_warden_killed_no_web_server_is_left(
    site: Site, child: Child, parts: dict[str, leftovers.Record]
) -> None:
    os.kill(parts["warden"].pid, signal.SIGKILL)
    child.kill()
    wait_until(lambda: not answers(site.port) and "web" not in left(parts), within=AT_ONCE)
    leftovers.end_all(site.home / "var" / "run")  # what the next start does first
    assert left(parts) == {}
