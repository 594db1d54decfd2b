"""What a run came to, as a table."""

from collections import Counter
from collections.abc import Iterator

from chaos.evidence import Evidence
from chaos.verdict import Verdict

SHOWN = 20
"""Faults that are named one by one."""


def lines(engine: str, evidence: Evidence, verdict: Verdict) -> Iterator[str]:
    """The table, line by line."""
    yield f"── {engine} " + "─" * 50
    for name, value in _figures(evidence, verdict):
        yield f"  {name:<38}{value:>10}"
    for fault in verdict.faults[:SHOWN]:
        yield f"  ✗ {fault}"
    if len(verdict.faults) > SHOWN:
        yield f"  ✗ … and {len(verdict.faults) - SHOWN} more"
    yield "  everything is explained" if not verdict.faults else f"  {len(verdict.faults)} not explained"


def _figures(evidence: Evidence, verdict: Verdict) -> Iterator[tuple[str, object]]:
    whole = sum(kill.whole for kill in evidence.kills)
    sending = sum(bool(kill.ports) for kill in evidence.kills)
    yield "reminders owed", len(evidence.owed)
    yield "rows planned", len(evidence.rows)
    yield "mails accepted", sum(answer.accepted for answer in evidence.answers)
    yield "lost", verdict.lost
    yield "doubled", verdict.doubled
    yield "  by a kill, with the same Message-ID", verdict.explained
    yield "workers killed -9", whole
    yield "single children killed -9", len(evidence.kills) - whole
    yield "  of all of these while sending", sending
    yield "Redis killed and started empty", len(evidence.redis_restarts)
    yield "mails refused with 451", verdict.refused
    yield "sink away, seconds", f"{sum(end - begin for begin, end in evidence.away):.1f}"
    for status, count in sorted(Counter(row.status for row in evidence.rows).items()):
        yield f"rows {status}", count
    for attempts, count in sorted(Counter(row.attempts for row in evidence.rows).items()):
        yield f"rows with {attempts} attempt{'s'[: attempts > 1]}", count
    yield "time, seconds", f"{evidence.seconds:.1f}"
