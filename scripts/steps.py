"""What every set-up step shares: progress lines, errors in one line, and knowing what has not changed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
LOG = VENV / "setup.log"
STAMPS = VENV / "setup.json"
NO_ANSWER = ("network", "timed out", "timeout", "name resolution", "connection", "enotfound", "eai_again")


class SetupError(Exception):
    """A step failed; the text is one line that says what to do."""


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say what is going on while it goes on, and how many seconds it took."""
    show = sys.stdout.isatty()
    print(f"  {what} …", end="" if show else "\n", flush=True)
    started = time.monotonic()
    yield
    if show:
        print(f"\r  {what}, {time.monotonic() - started:.1f} s ", flush=True)


def run(command: Sequence[str | Path], why: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run `command`, keeping what it says in the set-up log; raises SetupError naming `why` if it fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        begin = log.tell()
        done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    if done.returncode:
        raise SetupError(_explain(why, LOG.read_bytes()[begin:].decode(errors="replace")))


def _explain(why: str, output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
    offline = any(sign in output.lower() for sign in NO_ANSWER)
    hint = "is this machine online? " if offline else ""
    # npm's last word is always where its own log lies, and never why.
    telling = [x for x in lines if "error" in x.lower() and "complete log of this run" not in x] or lines
    return f"{why}: {telling[-1][:200]} ({hint}all of it: {LOG.relative_to(ROOT)})"


def digest(paths: Sequence[Path], *more: str) -> str:
    """One hash over the names and contents of `paths` and over `more`."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def unchanged(name: str, value: str) -> bool:
    """Whether the step `name` was last done with exactly this input."""
    return _stamps().get(name) == value


def remember(name: str, value: str) -> None:
    """Note that the step `name` is done with this input."""
    aside = STAMPS.with_suffix(".new")
    aside.write_text(json.dumps({**_stamps(), name: value}, indent=2))
    aside.replace(STAMPS)


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text())
    except (OSError, ValueError):
        return {}
    return stamps
