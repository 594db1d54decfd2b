"""Looking into and killing processes that we started: their children, their connections, all by id."""

import os
import random
import signal
import socket
from contextlib import suppress
from pathlib import Path

from tests.servers.processes import LOOPBACK

PROC = Path("/proc")


PORTS = range(15_000, 30_000)
"""No port of these is given to an outgoing connection, so that one stays free while its server is away."""


def quiet_port() -> int:
    """A port of loopback that nobody listens on, and that nobody gets by chance."""
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port


def children(pid: int) -> list[int]:
    """The ids of a process's own children; none where it is gone."""
    try:
        return [int(word) for word in (PROC / f"{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def ports_to(server: int, pids: list[int]) -> frozenset[int]:
    """The local ports from which these processes are connected to `server`, a port of loopback."""
    connected = _connections(server)
    return frozenset(connected[each] for pid in pids for each in _sockets(pid) if each in connected)


def _connections(server: int) -> dict[str, int]:
    """Local ports by the sockets' inodes, as proc(5) describes /proc/net/tcp."""
    rows = [line.split() for line in (PROC / "net/tcp").read_text().splitlines()[1:]]
    return {
        row[9]: int(row[1].rpartition(":")[2], 16)
        for row in rows
        if int(row[2].rpartition(":")[2], 16) == server
    }


def _sockets(pid: int) -> set[str]:
    found = set()
    with suppress(FileNotFoundError, ProcessLookupError):
        for handle in (PROC / f"{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                found.add(str(handle.readlink()).removeprefix("socket:[").removesuffix("]"))
    return found


def freeze(pids: list[int]) -> None:
    """Stop them where they are."""
    _signal(pids, signal.SIGSTOP)


def kill(pids: list[int]) -> None:
    """End them as a crash would."""
    _signal(pids, signal.SIGKILL)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
