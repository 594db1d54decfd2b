"""The web server: `python -m backend.run.web_server`, at HOST and PORT."""

import importlib
import os
import sys
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from backend.config import Settings, SettingsError
from backend.run import linux

TARGET = "backend.app:create_app"
PROCESSES, THREADS = 2, 16
"""Measured on two cores; more of either gained nothing."""


def load(target: str) -> Any:
    """The application, made in each of the server's processes; they all end with their parent."""
    linux.die_with_parent(os.getppid())
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)()


def main() -> None:
    """Serve until stopped; a process of ours that dies is replaced."""
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        sys.exit(str(error))
    importlib.import_module(TARGET.partition(":")[0])  # once, before the processes part: they share it
    server = Server(
        TARGET,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main()
