"""The virtual environment: with uv where it is there, else with the pip that comes along in vendor/."""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from pathlib import Path

from scripts.steps import PYTHON, ROOT, VENV, SetupError, digest, progress, remember, run, unchanged

RUNTIME, DEVELOPMENT, NODE = "requirements.txt", "requirements-dev.txt", "requirements-node.txt"


def ensure_venv() -> None:
    """Make .venv unless there is one whose Python still runs."""
    if _runs():
        return
    with progress("Virtual environment"):
        try:
            venv.create(VENV, clear=True, symlinks=True, with_pip=False)
        except OSError as error:
            raise SetupError(f"{VENV.relative_to(ROOT)} can't be made: {error}") from error


def _runs() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def ensure_packages(development: bool) -> None:
    """Install what the requirement files pin; the development file holds the runtime's packages too."""
    runtime = digest([ROOT / RUNTIME])
    everything = digest([ROOT / RUNTIME, ROOT / DEVELOPMENT])
    if unchanged(DEVELOPMENT, everything) or (not development and unchanged(RUNTIME, runtime)):
        return
    install(DEVELOPMENT if development else RUNTIME, "Python packages")
    remember(RUNTIME, runtime)
    if development:
        remember(DEVELOPMENT, everything)


def install(requirements: str, what: str) -> None:
    """Install one requirement file, every file checked against its hash; raises SetupError."""
    uv = shutil.which("uv")
    with progress(what if uv else f"{what} (up to a minute)"):
        command = [uv, "pip", "install", "--compile-bytecode", "--python", PYTHON] if uv else _own_pip()
        run([*command, "--quiet", "--require-hashes", "-r", requirements], f"{what} can't be installed")


def _own_pip() -> list[str | Path]:
    wheel = next((ROOT / "scripts" / "vendor").glob("pip-*.whl"))
    return [
        PYTHON,
        wheel / "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]


def site_packages() -> Path:
    """Where the environment keeps its packages."""
    return next((VENV / "lib").glob("python3*/site-packages"))


def environment(*folders: Path) -> dict[str, str]:
    """This process's environment with `folders` in front of PATH."""
    return {**os.environ, "PATH": os.pathsep.join([*map(str, folders), os.environ.get("PATH", os.defpath)])}
