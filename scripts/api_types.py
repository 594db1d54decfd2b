"""The screens' types, generated from the API's own description; `--check` only compares."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.python_env import environment
from scripts.steps import FRONTEND, PYTHON, ROOT, VENV

TYPES = FRONTEND / "src" / "api" / "schema.d.ts"


def generate(target: Path) -> None:
    """Write the types for the application as it is now; raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder) / "openapi.json"
        env = {**os.environ, "DATA_DIR": folder}
        with description.open("wb") as file:
            subprocess.run(
                [PYTHON, "-m", "backend.cli", "openapi"], cwd=ROOT, env=env, stdout=file, check=True
            )
        tool = FRONTEND / "node_modules" / ".bin" / "openapi-typescript"
        command: list[str | Path] = [tool, description, "--default-non-nullable", "false", "-o", target]
        subprocess.run(
            command, cwd=FRONTEND, env=environment(VENV / "node"), stdout=subprocess.DEVNULL, check=True
        )


def is_current() -> bool:
    """Whether the types in the repository are what would be generated now."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "schema.d.ts"
        generate(fresh)
        return TYPES.exists() and fresh.read_text() == TYPES.read_text()


def main() -> int:
    """Write the types, or with --check say whether they are current; returns the exit code."""
    try:
        if "--check" not in sys.argv:
            generate(TYPES)
        elif not is_current():
            print(f"{TYPES.relative_to(ROOT)} is not what the API describes now; run: make types")
            return 1
    except subprocess.CalledProcessError as error:
        print(f"The API's types can't be generated: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
