"""Exports on a disk that is full: said in words, and nothing left behind."""

import io
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.core.storage import storage
from backend.exports import runs
from backend.exports.models import Export
from tests.jobs import run
from tests.worlds import Person, World


def unfinished(world: World) -> list[Path]:
    """What lies about half made."""
    return list((world.settings.data_dir / "unfinished").glob("*"))


def _no_room(*_: Any) -> int:
    raise OSError(ENOSPC, "No space left on device")


class _FullDisk(io.BufferedWriter):
    """A file on a disk with room for its first bytes alone."""

    room = 100

    def write(self, content: Any, /) -> int:
        if self.tell() + len(content) > self.room:
            raise OSError(ENOSPC, "No space left on device")
        return super().write(content)


@pytest.mark.parametrize("kind", ["closed_bookings", "everything"])
def test_a_full_disk_is_named_and_nothing_is_left_behind(
    world: World, ada: Person, asked: int, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    id_ = ada.post("/api/exports", {"kind": kind}).ok(202)["id"]
    opened = Path.open

    def on_a_full_disk(path: Path, *args: Any, **more: Any) -> Any:
        ours = path.name.startswith(f"export-{id_}-")
        return _FullDisk(io.FileIO(path, "w")) if ours else opened(path, *args, **more)

    monkeypatch.setattr(Path, "open", on_a_full_disk)
    for _ in range(runs.MOST_ATTEMPTS):
        run(world, "run_export", id_)
        assert unfinished(world) == []
    failed = ada.get(f"/api/exports/{id_}").ok()
    assert (failed["status"], failed["error"]) == (
        "failed", "There is no room left on the disk for this file."
    )  # fmt: skip


def test_a_storage_without_room_keeps_nothing(
    world: World, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.app.app_context():
        monkeypatch.setattr(storage().files, "mv", _no_room)
    before = set((world.settings.data_dir / "files").glob("exports/*"))
    run(world, "run_export", asked)
    assert "no room left" in world.one(select(Export).where(Export.id == asked)).error
    assert set((world.settings.data_dir / "files").glob("exports/*")) == before
    assert unfinished(world) == []
