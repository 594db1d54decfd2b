"""The table: as it is printed, and as it is kept in bench/results.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.row import Measured, Row

RESULTS = Path(__file__).with_name("results.md")
HEAD = ("work", "engine", "ours", "limit", "ratio", "side by side", "wanted", "besides", "measured")


@dataclass(frozen=True)
class Line:
    """What one row came to on one engine."""

    row: Row
    engine: str
    measured: Measured
    when: str

    def cells(self) -> tuple[str, ...]:
        """The cells of the table's line, as HEAD names them."""
        found, wanted = self.measured, self.row.wanted.get(self.engine)
        ratio, spread = found.ratio, found.spread
        return (
            self.row.title,
            self.engine,
            found.figure(found.ours),
            found.figure(found.limit),
            f"{ratio:.2f}" if ratio is not None else "–",
            f"{spread[0]:.2f}–{spread[1]:.2f}" if spread else "–",
            f"≥ {wanted}" if wanted else "–",
            "; ".join(found.notes),
            self.when,
        )


def table(lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns stand under one another."""
    whole = [HEAD, *lines]
    widths = [max(len(line[at]) for line in whole) for at in range(len(HEAD))]
    ruled = [HEAD, ["-" * width for width in widths], *lines]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in ruled
    )


def keep(lines: Sequence[Line], rows: Sequence[Row], about: Mapping[str, str], path: Path = RESULTS) -> None:
    """Write the table to `path`; lines that this run did not measure stay as they are there."""
    kept = {(cells[0], cells[1]): cells for cells in _written(path)}
    kept |= {(line.row.title, line.engine): line.cells() for line in lines}
    order = [row.title for row in rows]
    found = sorted(
        (cells for cells in kept.values() if cells[0] in order), key=lambda cells: order.index(cells[0])
    )
    facts = "\n".join(f"- {name}: {value}" for name, value in about.items())
    limits = "\n".join(f"- {row.title}: {row.limit}" for row in rows)
    path.write_text(TEXT.format(facts=facts, table=table(found), limits=limits))


def _written(path: Path) -> list[tuple[str, ...]]:
    if not path.exists():
        return []
    lines = [line for line in path.read_text().splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines[2:]]
    return [each for each in cells if len(each) == len(HEAD)]


TEXT = """# What we reach, and what the machine can do

Written by `make bench`. Ours and the limit ran by turns in one run; figures are medians. The ratio is the
share of the limit's speed that we reach (1 is as fast), side by side the lowest and highest ratio of two
neighbouring runs. No test looks at any of this: another machine has other figures and much the same ratios.

The last run:

{facts}

{table}

The limits:

{limits}
"""
