"""Prove the deliveries: python -m chaos, or make chaos; ends with 1 when anything is not explained."""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chaos import table
from chaos.play import play
from chaos.size import FULL, QUICK, Size
from chaos.verdict import judge
from tests.servers.postgres import start_postgres
from tests.servers.stack import ROOT, new_stack

ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """Play on each engine, print what it came to, and keep the logs of what failed."""
    signal.signal(signal.SIGTERM, _leave)
    wanted = _options()
    size = _size(wanted)
    passed = [_prove(engine, size) for engine in wanted.engine or ENGINES]
    return 0 if all(passed) else 1


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)  # by way of every finally, so that nothing we started outlives us


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos", description="Proves that no reminder is lost or doubled.")
    parser.add_argument("--quick", action="store_true", help="the small form that the tests run")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only on this one")
    parser.add_argument("--reminders", type=int, help="professionals to remind")
    parser.add_argument("--kills", type=int, help="workers, or children of theirs, killed -9")
    parser.add_argument("--empties", type=int, help="how often Redis is killed and started empty")
    parser.add_argument("--away-seconds", type=float, help="how long nobody listens at the sink's port")
    parser.add_argument("--refuse", type=float, help="share of mails that get a 451")
    parser.add_argument("--pace", type=float, help="seconds that the sink takes for each mail")
    parser.add_argument("--seed", type=int, help="what decides every random choice")
    return parser.parse_args()


def _size(wanted: argparse.Namespace) -> Size:
    given = {name: value for name, value in vars(wanted).items() if name in vars(FULL) and value is not None}
    return replace(QUICK if wanted.quick else FULL, **given)


def _prove(engine: str, size: Size) -> bool:
    folder = Path(tempfile.mkdtemp(prefix="dastak-chaos-"))
    print(f"{engine}: {size.reminders} reminders, seed {size.seed}, logs in {folder}", flush=True)
    with _database(engine, folder) as url:
        evidence = play(size, folder, url, _say)
    verdict = judge(evidence, size.shortest_pause)
    print("\n".join(table.lines(engine, evidence, verdict)), flush=True)
    if verdict.faults:
        print(f"  the logs stay in {folder}")
        return False
    shutil.rmtree(folder)
    return True


def _say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    """A new database with every table; it goes when the run is over, unless it is a file in `folder`."""
    if engine == "sqlite":
        url = f"sqlite:///{folder / 'chaos.sqlite3'}"
        _migrate(folder, url)
        yield url
        return
    server = start_postgres()
    try:
        url = server.create("chaos")
        _migrate(folder, url)
        yield url
    finally:
        server.stop()


def _migrate(folder: Path, url: str) -> None:
    # As `make run` does it; neither a queue nor mails are needed for that.
    nowhere = {"redis_url": "redis://127.0.0.1:1/0", "mail_url": "smtp://127.0.0.1:1"}
    env = new_stack(folder, database_url=url, **nowhere).env
    with (folder / "migrate.log").open("wb") as log:
        command = [sys.executable, "-m", "backend.cli", "migrate"]
        subprocess.run(command, cwd=ROOT, env=env, stdout=log, stderr=log, check=True)


if __name__ == "__main__":
    sys.exit(main())
