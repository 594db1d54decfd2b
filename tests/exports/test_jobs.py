"""Making exports: killed workers, lost leases, failing disks."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backend.core.storage import storage
from backend.exports import files, runs
from backend.exports.models import Export
from tests.jobs import run
from tests.worlds import Person, World


def _export(world: World, id_: int) -> Any:
    return world.one(select(Export).where(Export.id == id_))


def _unfinished(world: World) -> list[Path]:
    return list((world.settings.data_dir / "unfinished").glob("*"))


def test_two_workers_never_make_one_export(world: World, asked: int) -> None:
    with world.app.app_context():
        assert runs.claim(asked) is not None
        assert runs.claim(asked) is None
    run(world, "run_export", asked)
    assert _export(world, asked).status == "running"


def test_a_killed_workers_export_is_taken_up_and_ends_whole(
    world: World, ada: Person, asked: int, clock: time_machine.Traveller
) -> None:
    with world.app.app_context():
        dead = runs.claim(asked)
    assert dead is not None
    left = world.settings.data_dir / "unfinished" / f"export-{asked}-{dead.claimed_by}"
    left.parent.mkdir(exist_ok=True)
    left.write_text("half a file")
    clock.shift(runs.LEASE + timedelta(seconds=1))
    run(world, "sweep_exports")
    run(world, "run_export", asked)
    done = _export(world, asked)
    assert (done.status, done.rows, done.attempts) == ("done", 1, 2)
    assert _unfinished(world) == []
    with world.app.app_context(), pytest.raises(runs.Stopped):
        runs.announce(dead, 1, "exports/of-the-dead")
    with world.app.app_context(), pytest.raises(runs.Stopped):
        runs.finish(dead, 1)
    assert _export(world, asked).storage_key == done.storage_key


def test_an_export_that_kills_its_workers_is_given_up(
    world: World, ada: Person, asked: int, clock: time_machine.Traveller
) -> None:
    for _ in range(runs.MOST_ATTEMPTS):
        with world.app.app_context():
            assert runs.claim(asked) is not None
        clock.shift(runs.LEASE + timedelta(seconds=1))
    run(world, "sweep_exports")
    failed = _export(world, asked)
    assert (failed.status, failed.attempts) == ("failed", 3)
    assert "without an answer" in failed.error
    assert ada.get("/api/notifications").ok()["items"][0]["kind"] == "export_failed"


def test_a_worker_killed_when_its_file_was_whole_leaves_no_file_behind(
    world: World, asked: int, clock: time_machine.Traveller
) -> None:
    with world.app.app_context():
        dead = runs.claim(asked)
        assert dead is not None
        key = storage().save("exports", b"whole")
        runs.announce(dead, 1, key)
    clock.shift(runs.ADOPTION + timedelta(seconds=1))
    run(world, "run_export", asked)
    with world.app.app_context(), pytest.raises(FileNotFoundError):
        storage().read(key)
    assert _export(world, asked).status == "done"


def test_what_a_killed_worker_left_of_a_cancelled_export_is_cleared_away(
    world: World, ada: Person, asked: int, clock: time_machine.Traveller
) -> None:
    with world.app.app_context():
        dead = runs.claim(asked)
        assert dead is not None
        key = storage().save("exports", b"whole")
        runs.announce(dead, 1, key)
    left = world.settings.data_dir / "unfinished" / f"export-{asked}-{dead.claimed_by}"
    left.parent.mkdir(exist_ok=True)
    left.write_text("half a file")
    run(world, "sweep_exports")
    assert left.exists()
    ada.post(f"/api/exports/{asked}/moves", {"action": "cancel"}).ok()
    clock.shift(runs.ADOPTION + timedelta(seconds=1))
    run(world, "sweep_exports")
    assert not left.exists()
    assert _export(world, asked).storage_key is None
    with world.app.app_context(), pytest.raises(FileNotFoundError):
        storage().read(key)


def _breaking(error: Exception) -> Callable[..., int]:
    def write(*_: Any) -> int:
        raise error

    return write


def test_a_failing_export_is_tried_again_and_then_fails(
    world: World, ada: Person, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "write", _breaking(OSError("no space left on device")))
    run(world, "run_export", asked)
    assert (_export(world, asked).status, _export(world, asked).attempts) == ("queued", 1)
    run(world, "run_export", asked)
    run(world, "run_export", asked)
    failed = _export(world, asked)
    assert (failed.status, failed.error) == ("failed", "OSError: no space left on device")
    shown = ada.get(f"/api/exports/{asked}").ok()
    assert (shown["error"], shown["file_name"]) == ("OSError: no space left on device", None)
    assert _unfinished(world) == []


def test_cancelling_stops_it_between_two_chunks(
    world: World, ada: Person, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew = runs.renew

    def cancelled_meanwhile(*args: Any, **more: Any) -> None:
        ada.post(f"/api/exports/{asked}/moves", {"action": "cancel"})
        renew(*args, **more)

    monkeypatch.setattr(runs, "renew", cancelled_meanwhile)
    run(world, "run_export", asked)
    stopped = _export(world, asked)
    assert (stopped.status, stopped.storage_key, stopped.error) == ("cancelled", None, None)
    assert _unfinished(world) == []


def test_progress_is_written_down(world: World, asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    renew = runs.renew

    def note(export: Export, progress: int, rows: int, *more: Any) -> None:
        seen.append((progress, rows))
        renew(export, progress, rows, *more)

    monkeypatch.setattr(runs, "renew", note)
    run(world, "run_export", asked)
    assert seen == [(99, 1)]
    assert _export(world, asked).progress == 100
