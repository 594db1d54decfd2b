"""A line to another machine: its address looked up once, never one inside, given up after a while."""

import io
import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any

from backend.config_kinds import is_loopback
from backend.notifications.outcomes import Unreachable

TIMEOUT = 15.0
"""How long one exchange may take in all, in seconds."""

TRIED = 3
"""How many of a name's addresses are dialled before one gives up."""

# Where addresses that anybody may own lie (RFC 4291, 2.4), and IPv4 seen through NAT64 (RFC 6052).
UNICAST, NAT64 = ip_network("2000::/3"), ip_network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


def dial(host: str, port: int) -> socket.socket:
    """A connection to `host`: to an address of this machine only where the setting names one outright.

    What was looked up is what is dialled: a name that answers differently a moment later changes nothing.
    """
    failed: OSError | None = None
    for place in _places(host, port)[:TRIED]:
        try:
            return _connected(*place)
        except OSError as error:
            failed = error
    raise failed or Unreachable(f"{host} has no address outside")


def _connected(family: int, kind: int, protocol: int, where: Any) -> socket.socket:
    line = socket.socket(family, kind, protocol)
    try:
        line.settimeout(TIMEOUT / TRIED)
        line.connect(where)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        line.close()
        raise
    return line


def _places(host: str, port: int) -> list[tuple[int, int, int, Any]]:
    may = is_loopback if is_loopback(host) else _outside
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [
        (family, kind, protocol, where) for family, kind, protocol, _, where in found if may(str(where[0]))
    ]


def _outside(text: str) -> bool:
    address = ip_address(text)
    carried = [address] if isinstance(address, IPv4Address) else _carried(address)
    return bool(carried) and all(each.is_global and not each.is_multicast for each in carried)


def _carried(address: IPv6Address) -> list[Address]:
    """An IPv6 address and those it carries inside; none where it is of a kind that nobody outside has."""
    if address in NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address not in UNICAST:
        return []
    return [address, *(each for each in (address.sixtofour, *(address.teredo or ())) if each)]


class Line:
    """A socket as an HTTPConnection uses it, with one end of time for all that is sent and read.

    Without, an answer that drips byte by byte would hold a worker for hours.
    """

    def __init__(self, plain: socket.socket, trust: ssl.SSLContext | None, host: str) -> None:
        self.end = monotonic() + TIMEOUT
        try:
            self.sock = trust.wrap_socket(plain, server_hostname=host) if trust else plain
        except BaseException:
            plain.close()
            raise

    def hurry(self) -> None:
        """Let the next step last no longer than what is left."""
        left = self.end - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(left)

    def sendall(self, data: Any) -> None:
        """Send all of `data`."""
        self.hurry()
        self.sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What is read, as a file; it keeps the socket open until it is closed itself."""
        return io.BufferedReader(_Patient(self))

    def close(self) -> None:
        """Hang up."""
        self.sock.close()


class _Patient(io.RawIOBase):
    """The reading end of a line."""

    def __init__(self, line: Line) -> None:
        self.line, self.raw = line, line.sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.line.hurry()
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()
