"""The stack that is hit: Redis, the sink, three planners and two workers, each a process with a log."""

import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chaos import processes
from chaos.evidence import Kill
from chaos.size import Size
from tests.servers.processes import Child, answers, start, wait_until
from tests.servers.redis_server import RedisServer, start_redis
from tests.servers.stack import ROOT, new_stack

BEATS, WORKERS = 3, 2
CHILDREN = "2"


@dataclass
class Process:
    """A part of the stack that is always started again; `child` is the one that runs now."""

    name: str
    start: Callable[[str], Child]
    child: Child
    starts: int = 1
    read: int = 0

    def again(self) -> None:
        """Start it anew, with a log of its own."""
        self.starts, self.read = self.starts + 1, 0
        self.child = self.start(f"{self.name}-{self.starts}")

    def pass_over(self) -> None:
        """Count for nothing what it printed until now."""
        self.read = len(self.child.said())

    def has_said(self, what: str) -> bool:
        """Whether it printed that since."""
        return what in self.child.said()[self.read :]


@dataclass
class Stage:
    """Everything that runs, and what was done to it."""

    size: Size
    folder: Path
    env: dict[str, str]
    redis: RedisServer
    sink_port: int
    sink: Child | None = None
    sinks: int = 0
    beats: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)
    fell_over: list[str] = field(default_factory=list)

    @property
    def answers(self) -> Path:
        """The file in which the sink writes what it says."""
        return self.folder / "answers.jsonl"

    def open_sink(self) -> None:
        """Let the sink answer, at its port as before."""
        size, self.sinks = self.size, self.sinks + 1
        seed = size.seed + self.sinks
        manner = [f"--refuse={size.refuse}", f"--pace={size.pace}", f"--seed={seed}"]
        words = ["-m", "chaos.sink", str(self.sink_port), str(self.answers), *manner]
        self.sink = self._python(f"sink-{self.sinks}", *words)
        wait_until(lambda: answers(self.sink_port), self.sink)

    def close_sink(self) -> None:
        """Send the sink away: nobody listens at its port any more."""
        if self.sink is not None:
            self.sink.stop()

    def empty_redis(self) -> None:
        """Kill it, and start another at its place that knows nothing."""
        self.redis.child.kill()
        self.redis.stop()
        self.redis = start_redis(self.redis.port)
        for worker in self.workers:
            worker.pass_over()

    def deaf(self) -> list[str]:
        """The workers that took no job since the queue was emptied last."""
        return [each.name for each in self.workers if not each.has_said(" received")]

    def start_all(self) -> None:
        """Start planners and workers, and wait until they work."""
        for number in range(1, BEATS + 1):
            own = ["--pidfile=", "--schedule", str(self.folder / f"schedule-{number}")]
            self.beats.append(self._celery(f"beat-{number}", "beat", *own))
        for number in range(1, WORKERS + 1):
            own = ["--hostname", f"worker{number}@chaos", "--concurrency", CHILDREN]
            self.workers.append(self._celery(f"worker-{number}", "worker", *own))
        for beat in self.beats:
            wait_until(partial(beat.has_said, "beat: Starting"), beat.child)
        for worker in self.workers:
            wait_until(partial(worker.has_said, " ready."), worker.child)

    def _celery(self, name: str, *words: str) -> Process:
        def begin(log: str) -> Child:
            queue = ["-A", f"{self.size.entry}:celery_app"]
            form = ["-m", "celery", *queue, *words, "--loglevel", "INFO"]
            return self._python(log, *form, stop_signal=signal.SIGKILL)

        return Process(name, begin, begin(name))

    def _python(self, log: str, *words: str, stop_signal: int = signal.SIGTERM) -> Child:
        file = self.folder / f"{log}.log"
        return start([sys.executable, *words], log=file, env=self.env, cwd=ROOT, stop_signal=stop_signal)

    def mend(self) -> None:
        """Start again who ended by itself, as `make run` would, and remember that it did."""
        for process in [*self.beats, *self.workers]:
            if not process.child.alive():
                self.fell_over.append(f"{process.name}, start {process.starts}")
                process.again()

    def busy(self) -> list[Process]:
        """The workers that are talking to the sink now."""
        return [each for each in self.workers if processes.ports_to(self.sink_port, _people(each))]

    def ready(self) -> list[Process]:
        """The workers that take jobs."""
        return [each for each in self.workers if _ready(each)]

    def kill(self, victim: Process, *, whole: bool, dice: random.Random) -> Kill:
        """Kill a worker with its children, or one of its children alone, a sending one if there is one."""
        people = _people(victim)
        whole = whole or not people[1:]
        if not whole:
            sending = [pid for pid in people[1:] if processes.ports_to(self.sink_port, [pid])]
            people = [dice.choice(sending or people[1:])]
        processes.freeze(people)
        kill = Kill(time.monotonic(), whole, processes.ports_to(self.sink_port, people))
        processes.kill(people)
        if whole:
            victim.child.kill()
            victim.again()
        return kill

    def stop(self) -> None:
        """End everything."""
        for process in [*self.beats, *self.workers]:
            processes.kill(_people(process))
            process.child.kill()
        self.close_sink()
        self.redis.stop()


def _people(worker: Process) -> list[int]:
    """The ids of a worker and of its children."""
    pid = worker.child.process.pid
    return [pid, *processes.children(pid)]


def _ready(worker: Process) -> bool:
    return worker.child.alive() and " ready." in worker.child.said()


def build(size: Size, folder: Path, database_url: str, reminder_at: str) -> Stage:
    """A stage with Redis and the sink on it; reminders are due at `reminder_at` of the business's day."""
    redis, sink_port = start_redis(processes.quiet_port()), processes.quiet_port()
    stack = new_stack(
        folder,
        database_url=database_url,
        redis_url=redis.url(),
        mail_url=f"smtp://127.0.0.1:{sink_port}",
        REMINDER_AT=reminder_at,
    )
    stage = Stage(size, folder, stack.env, redis, sink_port)
    stage.open_sink()
    return stage
