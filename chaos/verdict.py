"""The judge: what was lost, what came twice and why, which rows can't be explained."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaos.evidence import Answer, Evidence, Kill

IN_FLIGHT = 3
"""Mails that a sender may have handed over without having marked them."""

MOMENT = 5.0
"""Seconds between a mail's acceptance and the kill that kept it from being marked: SQLite makes a write
wait that long at most."""

SHORTEST_PAUSE = 10.0
"""Seconds between two attempts of one row while the sink is away: the first pause, scattered downwards."""


@dataclass(frozen=True)
class Verdict:
    """What was found; without faults everything is explained. Of the `doubled` mails some are `explained`."""

    lost: int
    doubled: int
    explained: int
    refused: int
    faults: list[str]


def judge(evidence: Evidence, shortest_pause: float = SHORTEST_PAUSE) -> Verdict:
    """Hold the rows against what the sink saw, and each of both against what was done."""
    taken = _by(lambda answer: answer.recipient, (each for each in evidence.answers if each.accepted))
    lost = list(_lost(evidence, {answer.message_id for answer in evidence.answers if answer.accepted}))
    doubled = sum(len(each) - 1 for each in taken.values())
    unexplained = list(_unexplained(taken, evidence))
    faults = [
        *lost,
        *_rows(evidence),
        *_strangers(evidence),
        *unexplained,
        *_attempts(evidence, shortest_pause),
        *_runs(evidence),
        *(f"ended by itself: {name}" for name in evidence.fell_over),
        *(f"never came to pass: {blow}" for blow in evidence.not_done),
        *(f"took no job since the queue was emptied: {name}" for name in evidence.deaf),
    ]
    refused = sum(not answer.accepted for answer in evidence.answers)
    return Verdict(len(lost), doubled, doubled - len(unexplained), refused, faults)


def _by(what: Callable[[Answer], str], answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers by `what` they share, in order of time."""
    grouped: dict[str, list[Answer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda each: each.at):
        grouped[what(answer)].append(answer)
    return grouped


def _lost(evidence: Evidence, accepted: set[str]) -> Iterator[str]:
    there = {(row.user_id, row.channel): row for row in evidence.rows}
    for user_id, channel in sorted(evidence.owed):
        row = there.get((user_id, channel))
        if row is None:
            yield f"lost: user {user_id} has no row on {channel}"
        elif row.message_id not in accepted:
            yield f"lost: {row.message_id} of user {user_id} was never accepted, its row is {row.status}"


def _rows(evidence: Evidence) -> Iterator[str]:
    counts = Counter((row.user_id, row.channel) for row in evidence.rows)
    for (user_id, channel), count in counts.items():
        if count > 1:
            yield f"user {user_id} has {count} rows on {channel}"
        if (user_id, channel) not in evidence.owed:
            yield f"user {user_id} is owed nothing on {channel} and has a row"
    for row in evidence.rows:
        if row.status != "sent":
            yield f"{row.message_id} is left {row.status} after {row.attempts} attempts"


def _strangers(evidence: Evidence) -> Iterator[str]:
    known = {(row.message_id, row.address) for row in evidence.rows}
    for found in sorted({(answer.message_id, answer.recipient) for answer in evidence.answers} - known):
        yield f"{found[0] or 'a mail without Message-ID'} to {found[1]} belongs to no row of theirs"


def _unexplained(taken: dict[str, list[Answer]], evidence: Evidence) -> Iterator[str]:
    last = {name: answers[-IN_FLIGHT:] for name, answers in _by(_connection, evidence.answers).items()}
    for recipient, answers in taken.items():
        for first, again in pairwise(answers):
            what = f"doubled: {first.message_id} to {recipient} came again after {again.at - first.at:.1f} s"
            if again.message_id != first.message_id:
                yield f"{what} as {again.message_id}"
            elif first not in last[first.connection]:
                yield f"{what}, though its sender had gone on to others"
            elif not any(_cut(kill, first) for kill in evidence.kills):
                yield f"{what}, and no kill is why"


def _connection(answer: Answer) -> str:
    return answer.connection


def _cut(kill: Kill, answer: Answer) -> bool:
    return answer.port in kill.ports and abs(kill.at - answer.at) <= MOMENT


def _attempts(evidence: Evidence, shortest_pause: float) -> Iterator[str]:
    """Each attempt met the sink, or was cut off by a kill, or found the door closed."""
    knocks = sum(1 + int((end - begin) / shortest_pause) for begin, end in evidence.away)
    at_the_sink = Counter(answer.message_id for answer in evidence.answers)
    for row in evidence.rows:
        seen = at_the_sink[row.message_id]
        if seen > row.attempts:
            yield f"{row.message_id} reached the sink {seen} times in {row.attempts} attempts"
        elif row.attempts - seen > knocks + len(evidence.kills):
            yield f"{row.message_id} has {row.attempts} attempts, and the sink saw {seen}"


def _runs(evidence: Evidence) -> Iterator[str]:
    if evidence.runs != ["done"]:
        yield f"the evening's reminders must be planned by one run that is done, not {evidence.runs}"
