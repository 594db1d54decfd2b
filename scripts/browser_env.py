"""A Chromium for the browser tests, where the machine and Playwright have none; needs no root."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from scripts import node_env
from scripts.python_env import environment
from scripts.steps import ROOT, digest, progress, remember, run, unchanged

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDER = ROOT / "scripts" / "chromium"


def ensure_browser() -> None:
    """Install the npm package that holds one, pinned with its hash, unless there is a browser already."""
    locked = digest([FOLDER / "package.json", FOLDER / "package-lock.json"])
    if _there_is_one() or (unchanged("chromium", locked) and (FOLDER / "node_modules").exists()):
        return
    folder = node_env.folder()
    with progress("Chromium for the browser tests"):
        command: list[str | Path] = [folder / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        run(command, "Chromium can't be installed", FOLDER, environment(folder))
    remember("chromium", locked)


def _there_is_one() -> bool:
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return any(shutil.which(name) for name in NAMES) or any(own.glob("chromium-*"))
