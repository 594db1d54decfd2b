"""What the house rules look at: our own files, and the syntax trees of the Python among them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend"
FRONTEND = ROOT / "frontend" / "src"
TEXT = {
    ".py",
    ".ts",
    ".vue",
    ".css",
    ".html",
    ".txt",
    ".json",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".ini",
    ".mako",
    "",
}
BUILT = {"node_modules", ".venv", "var", "dist", "__pycache__"}


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that is kept in the repository or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in sorted(listed.splitlines()) if (path := ROOT / name).is_file())


def files_under(*folders: Path, suffixes: set[str] = TEXT) -> list[Path]:
    """Our text files below `folders`."""
    return [
        path
        for path in own_files()
        if path.suffix in suffixes
        and any(path.is_relative_to(folder) for folder in folders)
        and not BUILT & set(path.parts)
    ]


def python_files(*folders: Path) -> list[Path]:
    """Our Python below `folders`, the generated migrations left out."""
    return [path for path in files_under(*folders, suffixes={".py"}) if "versions" not in path.parts]


def name(path: Path) -> str:
    """A file's name as a failure shows it."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(), str(path))


def attributes(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted text of every attribute that `path` reads: `os.environ`, `datetime.now` …"""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in `path`."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
