"""What `python -m bench` does: measure what is asked for, print the table, keep it at the whole scale."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import machine, report
from bench.ground import ENGINES, Ground, Servers, default_folder
from bench.report import Line
from bench.row import Row
from bench.rows import ROWS


def main(words: Sequence[str]) -> int:
    """Measure; returns 2 where no row has such a name."""
    asked = _asked(words)
    rows = [row for row in ROWS if _wanted(row, asked.rows)]
    if not rows:
        print(f"no such row; there are: {' '.join(row.name for row in ROWS)}", file=sys.stderr)
        return 2
    load = machine.load()
    print(f"{machine.describe()}\nload average at the beginning: {load}", flush=True)
    with ExitStack() as stack:
        servers = stack.enter_context(Servers(asked.folder))
        grounds = [Ground(servers, engine, asked.scale, asked.rounds) for engine in asked.engines]
        lines = list(_lines(rows, grounds))
        engines = "; ".join(ground.version() for ground in grounds)
    print(report.table([line.cells() for line in lines]), flush=True)
    if asked.scale == 1 or asked.keep is not None:
        about = {"date": machine.today(), "machine": machine.describe(), "engines": engines}
        about |= {"load average at the beginning": load, "scale": f"{asked.scale:g}"}
        report.keep(lines, ROWS, about, asked.keep or report.RESULTS)
    return 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", default="", help="names or their beginnings, by comma")
    parser.add_argument("--engines", default=",".join(ENGINES), type=_engines)
    parser.add_argument("--scale", default=1.0, type=float, help="1 is 100,000 people and 1,000,000 bookings")
    parser.add_argument("--rounds", default=3, type=int, help="how often ours and the limit run by turns")
    parser.add_argument("--folder", default=default_folder(), type=Path, help="where the seeds are kept")
    parser.add_argument("--keep", type=Path, help="write the results there, whatever the scale")
    return parser.parse_args(words)


def _engines(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := set(names) - set(ENGINES):
        raise argparse.ArgumentTypeError(f"no such engine: {', '.join(unknown)}")
    return names or list(ENGINES)


def _wanted(row: Row, asked: str) -> bool:
    names = [name for name in asked.split(",") if name]
    return not names or any(row.name.startswith(name) for name in names)


def _lines(rows: Sequence[Row], grounds: Sequence[Ground]) -> Iterator[Line]:
    for row in rows:
        for ground in grounds:
            print(f"  {row.title}, {ground.engine} …", file=sys.stderr, flush=True)
            yield Line(row, ground.engine, row.measure(ground), machine.today())
