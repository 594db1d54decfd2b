"""One row of the table: what is measured, against which limit, and what came out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from bench.ground import Ground


@dataclass(frozen=True)
class Measured:
    """Seconds of each round, ours and the limit's; `work` so many `unit`s were done in each.

    Without a unit the time itself is shown. A limit that can't be run here has no rounds.
    """

    ours: list[float]
    limit: list[float]
    work: float = 1
    unit: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        """The share of the limit's speed that we reach: 1 is as fast, 2 twice as fast."""
        return median(self.limit) / median(self.ours) if self.limit else None

    @property
    def spread(self) -> tuple[float, float] | None:
        """The lowest and the highest ratio of two runs that stood side by side."""
        pairs = [limit / ours for ours, limit in zip(self.ours, self.limit, strict=False)]
        return (min(pairs), max(pairs)) if pairs else None

    def figure(self, rounds: list[float]) -> str:
        """The median as it stands in the table."""
        if not rounds:
            return "–"
        middle = median(rounds)
        if self.unit:
            return f"{self.work / middle:,.0f} {self.unit}/s"
        return f"{middle:.2f} s" if middle >= 1 else f"{1000 * middle:.0f} ms"


@dataclass(frozen=True)
class Row:
    """A piece of work: `measure` does it and its limit in alternation.

    `wanted` says by engine which ratio it ought to reach at least.
    """

    name: str
    title: str
    limit: str
    wanted: Mapping[str, float]
    measure: Callable[[Ground], Measured]


def alternate(
    ours: Callable[[], float], limit: Callable[[], float] | None, rounds: int
) -> tuple[list[float], list[float]]:
    """Run both by turns, so that a busy neighbour slows both; the seconds of each round."""
    our_seconds: list[float] = []
    limit_seconds: list[float] = []
    for _ in range(rounds):
        our_seconds.append(ours())
        if limit is not None:
            limit_seconds.append(limit())
    return our_seconds, limit_seconds
