"""No network beyond loopback: the tests' own process refuses every other address."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

LOCAL_NAMES = {"localhost", "::1", "", None}


class NetworkRefusedError(RuntimeError):
    """A test reached for the network."""


@contextmanager
def only_loopback() -> Iterator[None]:
    """Refuse connections and name look-ups that leave this machine; Unix sockets are free."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _require_local(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _require_local(host)
        return look_up(host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", guarded_connect),
        mock.patch.object(socket, "getaddrinfo", guarded_look_up),
    ):
        yield


def _require_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in LOCAL_NAMES and not name.startswith("127."):
        raise NetworkRefusedError(f"no network beyond loopback, but a test asked for {name!r}")
