"""What a run leaves behind, to be judged: the rows, the sink's answers, and what was done to whom."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any


@dataclass(frozen=True)
class Answer:
    """What the sink said to one message; `at` is the machine's monotonic time in seconds."""

    at: float
    accepted: bool
    message_id: str
    recipient: str
    connection: str
    port: int


@dataclass(frozen=True)
class Kill:
    """A whole worker (or one child of it) ended by SIGKILL, and its ends of connections to the sink."""

    at: float
    whole: bool
    ports: frozenset[int]


@dataclass(frozen=True)
class Row:
    """One delivery as it ended."""

    user_id: int
    channel: str
    address: str
    message_id: str
    status: str
    attempts: int


@dataclass
class Evidence:
    """Everything the verdict stands on. `owed` are those who must be reminded, on which channel.

    `runs` are the statuses of the planned reminder runs; `away` are the sink's absences as (from, to);
    `fell_over` are processes that ended though nobody killed them, `not_done` blows that never fell,
    `deaf` workers that took no job since the queue was emptied last.
    """

    owed: set[tuple[int, str]]
    rows: list[Row] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    redis_restarts: list[float] = field(default_factory=list)
    away: list[tuple[float, float]] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    fell_over: list[str] = field(default_factory=list)
    not_done: list[str] = field(default_factory=list)
    deaf: list[str] = field(default_factory=list)
    seconds: float = 0.0


def read_answers(file: IO[str]) -> Iterator[Answer]:
    """The answers that came to `file` since it was last read; half a line is left for the next time."""
    while True:
        begin = file.tell()
        line = file.readline()
        if not line.endswith("\n"):
            file.seek(begin)
            return
        known: dict[str, Any] = json.loads(line)
        known.pop("wall")
        yield Answer(**known)
