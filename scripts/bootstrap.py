"""Set up everything that `make` needs on this machine; does nothing where nothing has changed."""

from __future__ import annotations

import fcntl
import sys

if sys.version_info < (3, 11):  # noqa: UP036  whoever starts it with an older one must be told
    sys.exit("Dastak needs Python 3.11 or newer; say where it is: make PYTHON=/path/to/python3.11")

from scripts import browser_env, node_env, python_env, steps


def main(arguments: list[str]) -> int:
    """Set up Python's and the screens' packages; `--dev` adds the tools for tests and lint."""
    development = "--dev" in arguments
    try:
        with (steps.ROOT / "pyproject.toml").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two at once would tread on each other
            python_env.ensure_venv()
            python_env.ensure_packages(development)
            node_env.ensure_frontend()
            if development:
                browser_env.ensure_browser()
                browser_env.ensure_lighthouse()
    except steps.SetupError as error:
        print(f"{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
