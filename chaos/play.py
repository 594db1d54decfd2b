"""One run: the town is settled, the evening comes, and blow after blow falls while mails go out."""

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from flask import Flask

from backend.config import Settings
from backend.core import clock
from backend.core.extensions import db
from backend.ground import new_app
from chaos import stage as stages
from chaos import town
from chaos.evidence import Evidence, read_answers
from chaos.size import Blow, Size, Step, steps
from chaos.stage import BEATS, WORKERS, Process, Stage

TICK = 0.01
"""Seconds between two looks at how far it has come."""

LOOK_AT_ROWS = 1.0
"""Seconds between two looks at the rows."""

WARM_UP = timedelta(seconds=25)
"""What planners and workers need at most until they run."""

Say = Callable[[str], None]


def play(size: Size, folder: Path, database_url: str, say: Say = print) -> Evidence:
    """Run it on a new, migrated database under `folder`, which keeps the logs; what it left behind."""
    app = new_app(_settings(folder, database_url))
    try:
        with app.app_context():
            evening = _evening(size)
        say(f"settle {size.reminders} professionals")
        owed = town.settle(app, size.reminders, evening - timedelta(minutes=10))
        stage = stages.build(size, folder, database_url, f"{evening:%H:%M}")
        try:
            stage.start_all()
            say(f"{BEATS} planners and {WORKERS} workers run; reminders are due at {evening:%H:%M}")
            return _Play(stage, app, Evidence(owed), say).run()
        finally:
            stage.stop()
    finally:
        with app.app_context():
            db.engine.dispose()


def _settings(folder: Path, database_url: str) -> Settings:
    key = secrets.token_urlsafe(48)
    return Settings(data_dir=folder / "var", secret_key=key, database_url=database_url)


def _evening(size: Size) -> datetime:
    """When the reminders are due: the minute that began, or the next that leaves time to warm up."""
    moment = clock.now() if size.at_once else clock.now() + WARM_UP + timedelta(minutes=1)
    return moment.replace(second=0, microsecond=0).astimezone(clock.zone())


@dataclass
class _Play:
    stage: Stage
    app: Flask
    evidence: Evidence
    say: Say
    accepted: set[str] = field(default_factory=set)
    begun: float = field(default_factory=time.monotonic)
    away_since: float | None = None
    waiting_since: float | None = None
    looked_at_rows: float = 0.0
    settled_at: float | None = None

    def __post_init__(self) -> None:
        self.dice = random.Random(self.stage.size.seed)
        self.left = steps(self.stage.size)

    def run(self) -> Evidence:
        """Let every blow fall, then wait until nothing is left to send, or for as long as a run may take."""
        end = self.begun + self.stage.size.longest
        with self.stage.answers.open() as file:
            while not self._over() and time.monotonic() < end:
                time.sleep(TICK)
                self._read(file)
                self.stage.mend()
                self._come_back()
                if self.left and self._is_due(self.left[0]) and self._strike(self.left[0].blow):
                    self.left.pop(0)
                    self._tell_the_end()
            self._read(file)
        return self._finish()

    def _tell_the_end(self) -> None:
        if not self.left:
            self._tell("the last blow fell; leases run out, and what was refused is tried again")

    def _finish(self) -> Evidence:
        found = self.evidence
        found.rows = town.deliveries(self.app)
        found.runs = town.reminder_runs(self.app)
        found.fell_over = [*self.stage.fell_over]
        found.not_done = [step.blow.value for step in self.left]
        found.seconds = time.monotonic() - self.begun
        return found

    def _over(self) -> bool:
        """Whether all blows fell, no row waits any more and every worker was heard of; asked now and then.

        Where nothing waits and the rest still doesn't come, it is over after a while as well.
        """
        if self.away_since is not None or time.monotonic() < self.looked_at_rows + LOOK_AT_ROWS:
            return False
        self.looked_at_rows = time.monotonic()
        if not town.is_settled(self.app):
            self.settled_at = None
            return False
        self.settled_at = self.settled_at or time.monotonic()
        self.evidence.deaf = self.stage.deaf()
        waited = time.monotonic() - self.settled_at > self.stage.size.hearing
        return waited or not (self.left or self.evidence.deaf)

    def _read(self, file: IO[str]) -> None:
        new, before = list(read_answers(file)), len(self.accepted)
        self.evidence.answers += new
        self.accepted.update(answer.message_id for answer in new if answer.accepted)
        tenth = self.stage.size.reminders // 10 or 1
        if len(self.accepted) // tenth > before // tenth:
            self._tell("accepted")

    def _tell(self, what: str) -> None:
        self.say(f"{time.monotonic() - self.begun:7.1f} s {len(self.accepted):6}  {what}")

    def _is_due(self, step: Step) -> bool:
        if step.away_for and self.away_since is not None:
            return time.monotonic() >= self.away_since + step.away_for
        return len(self.accepted) >= step.accepted

    def _strike(self, blow: Blow) -> bool:
        """Let it fall; False where it has to wait for somebody to fall on."""
        if blow is Blow.KILL:
            return self._kill()
        if blow is Blow.EMPTY:
            self.stage.empty_redis()
            self.evidence.redis_restarts.append(time.monotonic())
        else:
            self.stage.close_sink()
            self.away_since = time.monotonic()
        self._tell(f"{blow.value}")
        return True

    def _come_back(self) -> None:
        if self.away_since is not None and time.monotonic() > self.away_since + self.stage.size.away_seconds:
            self.evidence.away.append((self.away_since, time.monotonic()))
            self.away_since = None
            self.stage.open_sink()
            self._tell("back")

    def _kill(self) -> bool:
        victim = self._victim()
        if victim is None:
            return False
        self.waiting_since = None
        whole = self.dice.random() < 0.75
        kill = self.stage.kill(victim, whole=whole, dice=self.dice)
        self.evidence.kills.append(kill)
        sending = "sending" if kill.ports else "idle"
        self._tell(f"kill {victim.name}{'' if kill.whole else ', one child'}, {sending}")
        return True

    def _victim(self) -> Process | None:
        """A worker that is sending; after a while, or where nobody can be, any that is ready."""
        self.waiting_since = self.waiting_since or time.monotonic()
        patience = 0.0 if self.away_since else self.stage.size.patience
        found = self.stage.busy()
        if not found and time.monotonic() > self.waiting_since + patience:
            found = self.stage.ready()
        return self.dice.choice(found) if found else None
