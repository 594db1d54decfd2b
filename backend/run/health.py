"""Whether a part is well, for a container's health check: `python -m backend.run.health web|mails|beat`."""

import sys
import time
from pathlib import Path

from backend.config import Settings
from backend.run import parts

BEAT_WRITES = 600.0
"""Seconds within which beat writes what it knows, three times over."""


def well(part: str) -> bool:
    """Whether that part answers, or where it has no address, whether it left a fresh trace."""
    settings = Settings.from_env()
    checks = {
        "web": lambda: parts.answers("127.0.0.1", settings.port, "/readyz"),
        "mails": lambda: parts.answers("127.0.0.1", parts.MAIL_PORTS[1], "/healthz"),
        "beat": lambda: _fresh(settings.data_dir / "beat"),
    }
    return checks[part]()


def _fresh(folder: Path) -> bool:
    written = [path.stat().st_mtime for path in folder.glob("schedule*")]
    return bool(written) and time.time() - max(written) < BEAT_WRITES


if __name__ == "__main__":
    sys.exit(0 if well(sys.argv[1]) else 1)
