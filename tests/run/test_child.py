"""One child: it starts, it is ready, it falls and comes back, it stops with all it started."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backend.run import child as children
from backend.run import leftovers, preflight
from backend.run.child import Child, Part, StartError
from tests.servers.processes import wait_until

STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(300)"
Make = Callable[[str], Child]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Start a child that runs some Python."""
    preflight.make_folders(tmp_path)
    with ExitStack() as end:

        def start(code: str) -> Child:
            log = tmp_path / "log" / "part.log"
            ready = lambda: log.exists() and b"up" in log.read_bytes()  # noqa: E731
            part = Part("part", [sys.executable, "-S", "-c", code], ready, patience=5, grace=0.2)
            made = Child(part, tmp_path, "this run", dict(os.environ))
            made.start()
            end.callback(made.stop, lambda: True)
            return made

        yield start


def test_it_is_ready_and_then_stops_with_its_records(make: Make, tmp_path: Path) -> None:
    child = make("import time; print('up', flush=True); time.sleep(300)")
    child.wait_ready(lambda: False)
    assert leftovers.read(tmp_path / "run").keys() == {"part"}
    child.ask_to_stop()
    child.stop(lambda: False)
    assert leftovers.read(tmp_path / "run") == {}


def test_one_that_does_not_listen_is_ended_when_its_grace_is_over(make: Make) -> None:
    child = make(STUBBORN)
    child.wait_ready(lambda: False)
    child.ask_to_stop()
    child.stop(lambda: False)
    assert child.process is None


def test_one_that_ends_while_starting_is_quoted(make: Make) -> None:
    child = make("raise SystemExit('no such table')")
    with pytest.raises(StartError, match=r"^part stopped while starting: no such table \(see .*part.log\)$"):
        child.wait_ready(lambda: False)


def test_one_that_never_gets_ready_is_not_waited_for_for_ever(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = make("import time; time.sleep(300)")
    monkeypatch.setattr(child, "since", child.since - 5)
    with pytest.raises(StartError, match="part is not ready after 5 s"):
        child.wait_ready(lambda: False)


def test_it_comes_back_after_pauses_that_double(make: Make) -> None:
    child = make("")
    pauses = []
    for _ in range(9):
        wait_until(lambda: child.exited() is not None)
        pauses.append(child.fell())
        assert child.again_at
        child.start()
    assert pauses[:4] == [0.5, 1, 2, 4]
    assert pauses[-1] == children.LONGEST_PAUSE


def test_a_log_that_has_grown_large_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "LOG_LIMIT", 10)
    log = tmp_path / "web.log"
    with log.open("a") as writer:
        writer.write("eleven bytes")
        writer.flush()
        children.rotate(log)
        writer.write("more")
    assert (tmp_path / "web.log.1").read_text() == "eleven bytes"
    assert log.read_text() == "more"
