"""What a killed run leaves behind is found by id and start time, and only that is ended."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from backend.run import leftovers, linux

# A leader with a child of its own, which outlives it unless somebody sees to it.
FAMILY = "import subprocess, sys; subprocess.Popen(['sleep', '300']); print(flush=True); sys.stdin.read()"


@pytest.fixture
def family() -> Iterator[subprocess.Popen[bytes]]:
    """A process that leads a session, and one that it started."""
    with subprocess.Popen(
        [sys.executable, "-S", "-c", FAMILY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as leader:
        assert leader.stdout
        leader.stdout.readline()
        yield leader
        with suppress(ProcessLookupError):
            os.killpg(leader.pid, 9)


def record_of(process: subprocess.Popen[bytes], folder: Path) -> leftovers.Record:
    record = leftovers.write(folder, "family", process.pid, "this run")
    assert record
    return record


def test_children_of_children_are_ended_too(family: subprocess.Popen[bytes], tmp_path: Path) -> None:
    record = record_of(family, tmp_path)
    assert len(leftovers.alive(record)) == 2
    assert leftovers.end_all(tmp_path) == 2
    assert leftovers.alive(record) == []
    assert leftovers.read(tmp_path) == {}


def test_they_are_found_when_their_leader_is_gone(family: subprocess.Popen[bytes], tmp_path: Path) -> None:
    record = record_of(family, tmp_path)
    family.kill()
    family.wait()
    assert len(leftovers.alive(record)) == 1
    assert leftovers.end(record) == 1


def test_another_process_that_got_the_same_number_is_left_alone(
    family: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    record = record_of(family, tmp_path)
    assert leftovers.alive(replace(record, started=record.started - 1)) == []
    assert leftovers.alive(replace(record, boot="before the machine was started anew")) == []
    assert family.poll() is None


def test_files_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "web.child").write_text("{")
    (tmp_path / "beat.child").write_text(json.dumps({"pid": 1}))
    assert leftovers.end_all(tmp_path) == 0


def test_a_dead_process_is_not_remembered(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        process.wait()
    assert leftovers.write(tmp_path, "gone", process.pid, "this run") is None


def test_we_see_ourselves() -> None:
    me = linux.process(os.getpid())
    assert me in linux.processes()
    assert str(os.getpid()) in leftovers.run_id()
