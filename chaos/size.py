"""How much is done to a run, and when: kills and emptied queues at random points of the way."""

import random
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat


@dataclass(frozen=True)
class Size:
    """How large a run is; times in seconds.

    `entry` is the worker's entry module. With `at_once` the reminders are due when it starts, else at the
    next full minute. A kill waits up to `patience` for a worker that is sending, and
    at the end each worker has `hearing` to be heard of. `shortest_pause` lies between two attempts of a row.
    """

    reminders: int = 10_000
    kills: int = 20
    empties: int = 5
    away_seconds: float = 60.0
    refuse: float = 0.1
    pace: float = 0.0
    seed: int = 1
    entry: str = "backend.worker"
    at_once: bool = False
    patience: float = 45.0
    shortest_pause: float = 10.0
    hearing: float = 100.0
    longest: float = 2700.0


FULL = Size()
QUICK = Size(
    reminders=300,
    kills=4,
    empties=1,
    away_seconds=2.0,
    pace=0.03,
    entry="chaos.quick_worker",
    at_once=True,
    patience=3.0,
    shortest_pause=0.2,
    hearing=10.0,
    longest=100.0,
)
"""For every day: workers that lose patience sooner, so that it is over in seconds."""


class Blow(StrEnum):
    """What is done to the stack."""

    KILL = "kill"
    EMPTY = "empty"
    AWAY = "away"


@dataclass(frozen=True)
class Step:
    """A blow, due once so many mails were accepted, and `away_for` seconds after the sink went away."""

    blow: Blow
    accepted: int
    away_for: float = 0.0


def steps(size: Size) -> list[Step]:
    """The blows of a run in their order; the same for the same seed.

    The last one falls while there is still a tenth to send. One kill in ten and one emptied queue in five
    come while the sink is away.
    """
    dice = random.Random(size.seed)
    end = size.reminders * 9 // 10
    hidden = [Blow.KILL] * (size.kills // 10) + [Blow.EMPTY] * (size.empties // 5)
    seen = [Blow.KILL] * (size.kills - size.kills // 10) + [Blow.EMPTY] * (size.empties - size.empties // 5)
    dice.shuffle(hidden)
    dice.shuffle(seen)
    away_at = dice.randrange(end // 3, 2 * end // 3)
    moments = sorted(dice.uniform(0.1, 0.9) * size.away_seconds for _ in hidden)
    away = [Step(Blow.AWAY, away_at), *(Step(*each) for each in zip(hidden, repeat(away_at), moments))]
    due = sorted(dice.sample(range(1, end), len(seen)))
    return sorted([*away, *map(Step, seen, due)], key=lambda step: step.accepted)
