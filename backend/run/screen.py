"""What the person who started us sees."""

import os
import sys
from contextlib import suppress

WIDTH = 9


def _styled(code: str, text: str) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\x1b[{code}m{text}\x1b[0m"


def strong(text: str) -> str:
    """Text that stands out on a terminal."""
    return _styled("1", text)


def say(text: str = "") -> None:
    """Print a line at once; a terminal that is gone must not stop us."""
    with suppress(OSError):
        print(text, flush=True)


def row(name: str, text: str) -> None:
    """Print one thing and what there is to say about it, in two columns."""
    say(f"  {_styled('2', name.ljust(WIDTH))} {text}")


def trouble(text: str) -> None:
    """Print what went wrong to where errors belong."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)
