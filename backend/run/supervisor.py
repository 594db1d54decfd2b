"""Starts everything in order, watches it, and stops it in reverse."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from backend.config import Settings
from backend.run import leftovers, linux, parts, preflight, redis_server, screen, warden
from backend.run.child import ROOT, Child, Part, StartError, last_line, rotate

TICK = 0.2
"""Seconds between two looks at the children."""


class Supervisor:
    """One run of the whole application."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.data_dir
        self.run = leftovers.run_id()
        self.floors: list[list[Child]] = []
        self.lent: dict[str, str] = {}
        self.signals = 0
        self.warden: subprocess.Popen[bytes] | None = None
        self.mails = ""

    def stopping(self) -> bool:
        """Whether somebody asked us to stop."""
        return self.signals > 0

    def hurry(self) -> bool:
        """Whether they asked twice."""
        return self.signals > 1

    def on_signal(self, number: int, _frame: object) -> None:
        """Note that we are to stop; a second time, that it is urgent."""
        self.signals += 1

    def listen(self) -> None:
        """Stop on Ctrl-C, on a polite kill, and when the terminal closes unless nohup forbade that."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.on_signal)

    def start(self) -> str:
        """Bring everything up; returns what is to be said about the admin. Raises StartError."""
        self._watch_over()
        below = self._launch(*self._own_redis(), *self._catch_mails())
        self._lend()
        admin = self._prepare()
        screen.row("database", f"{urlsplit(self.settings.database_url).scheme.partition('+')[0]}, up to date")
        self._await(below)
        above = self._launch(parts.web(self.settings), parts.worker(self.home), parts.beat(self.home))
        self._await(above)
        return admin

    def _watch_over(self) -> None:
        command = [sys.executable, "-m", "backend.run.warden", str(self.home / "run"), self.run]
        self.warden = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
        leftovers.write(self.home / "run", warden.NAME, self.warden.pid, self.run)

    def _own_redis(self) -> list[Part]:
        if "redis_url" in self.settings.model_fields_set:
            screen.row("redis", "as given in REDIS_URL")
            return []
        part, self.lent["REDIS_URL"] = redis_server.prepare(self.home)
        screen.row("redis", f"embedded, {Path(part.command[0]).name}")
        return [part]

    def _catch_mails(self) -> list[Part]:
        if "mail_url" in self.settings.model_fields_set:
            return []
        part, self.lent["MAIL_URL"], self.mails = parts.mail_catcher(self.home)
        screen.row("mails", f"kept in {self.home / 'mail'}, not sent")
        return [part]

    def _lend(self) -> None:
        """Let other commands on this machine, like `make demo`, find what runs here."""
        path = self.home / "run" / "addresses.json"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(self.lent))

    def _env(self) -> Mapping[str, str]:
        return parts.environment(self.settings, self.lent)

    def _launch(self, *wanted: Part) -> list[Child]:
        """Start these side by side, unless we are to stop."""
        launched = [Child(part, self.home, self.run, self._env()) for part in wanted if not self.stopping()]
        self.floors.append(launched)
        for child in launched:
            child.start()
        return launched

    def _await(self, launched: list[Child]) -> None:
        """Wait until each is ready; raises StartError."""
        for child in launched:
            child.wait_ready(self.stopping)

    def _prepare(self) -> str:
        """Bring the database up to date and see that there is an admin; returns what was printed."""
        log = self.home / "log" / "prepare.log"
        rotate(log)
        with log.open("ab") as errors:
            done = subprocess.run(
                [sys.executable, "-m", "backend.run.prepare"],
                cwd=ROOT,
                env=self._env(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
                preexec_fn=partial(linux.die_with_parent, os.getpid()),
            )
        if done.returncode:
            raise StartError(f"The database can't be prepared: {last_line(log)} (see {log})")
        return done.stdout.strip()

    def watch(self) -> None:
        """Start again what ends by itself, until we are to stop."""
        while not self.stopping():
            for child in chain.from_iterable(self.floors):
                self._look_after(child)
            if self.warden and self.warden.poll() is not None:
                self._watch_over()
            time.sleep(TICK)

    def _look_after(self, child: Child) -> None:
        if (code := child.exited()) is not None:
            words = child.last_words()
            pause = child.fell()
            screen.trouble(
                f"{child.part.name} ended with code {code}: {words}; starting it again in {pause:.1f} s"
            )
        elif child.again_at is not None and time.monotonic() >= child.again_at:
            child.start()
        elif child.again_at is None:
            rotate(child.log)

    def stop(self) -> None:
        """End everything, the upper floor before what it stands on."""
        for floor in reversed(self.floors):
            for child in reversed(floor):
                child.ask_to_stop()
            for child in reversed(floor):
                child.stop(self.hurry)
        (self.home / "run" / "addresses.json").unlink(missing_ok=True)
        if self.warden and self.warden.stdin:
            self.warden.stdin.close()
            self.warden.wait()
        leftovers.forget(self.home / "run", warden.NAME)


def check(settings: Settings) -> preflight.Lock:
    """Make sure that we may start; returns the lock, which is to be held. Raises PreflightError."""
    preflight.make_folders(settings.data_dir)
    lock = preflight.Lock(settings.data_dir / "run", settings.public_url)
    lock.take()
    ended = leftovers.end_all(settings.data_dir / "run")
    if ended:
        screen.row("cleared", f"{ended} processes that an earlier run left behind")
    preflight.check_port(settings.host, settings.port, patience=5.0 if ended else 0.0)
    preflight.check_reachable(settings)
    return lock
