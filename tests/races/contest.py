"""Callers that go at the same moment, against the real server."""

import http.client
import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from tests.servers.processes import LOOPBACK


class Outcome(NamedTuple):
    """What one caller was told."""

    status: int
    body: Any


class Racer:
    """One signed-in caller on one kept-alive connection."""

    def __init__(self, port: int, token: str) -> None:
        self.token = token
        self.connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
        self.connection.connect()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Outcome:
        """Send JSON and read the whole answer."""
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        text = None if body is None else json.dumps(body)
        self.connection.request(method, path, text, given | more)
        response = self.connection.getresponse()
        content = response.read()
        return Outcome(response.status, json.loads(content) if content else None)

    def move(self, booking_id: int, action: str, reason: str | None = None) -> Outcome:
        """Make one move of a booking."""
        given = {"action": action} | ({"reason": reason} if reason else {})
        return self.call("POST", f"/api/bookings/{booking_id}/moves", given)

    def close(self) -> None:
        """Hang up."""
        self.connection.close()


class Contest:
    """A line from which a fixed number of callers start together, round after round."""

    def __init__(self, callers: int) -> None:
        self._pool = ThreadPoolExecutor(callers)
        self._line = threading.Barrier(callers)

    def start(self, calls: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
        """What each call came to; all were let go at one moment."""
        return list(self._pool.map(self._wait_and_call, calls))

    def _wait_and_call(self, call: Callable[[], Outcome]) -> Outcome:
        self._line.wait(30)
        return call()

    def close(self) -> None:
        """Send everybody home."""
        self._pool.shutdown()


def statuses(outcomes: Sequence[Outcome]) -> list[int]:
    """The statuses, in order of size."""
    return sorted(outcome.status for outcome in outcomes)
