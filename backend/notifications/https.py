"""Posting JSON to the one place that a setting names: no redirects, no proxies, no way inside."""

import json
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from backend.core import clock
from backend.notifications.dialling import Line, dial
from backend.notifications.outcomes import Refused, Unreachable

MOST = 16 * 1024
"""How much of an answer is read, in bytes."""

LONGEST_PAUSE = timedelta(hours=1)
"""No longer than this is anybody left in peace, whatever they ask for."""

HEADERS = {
    "Content-Type": "application/json; charset=UTF-8",
    "Accept": "application/json",
    "User-Agent": "Dastak",
}

_DIGITS = re.compile(r"\d(?:[\s()-]{0,2}\d){6,}")


@dataclass(frozen=True)
class Call:
    """One POST: `base` is scheme and host, `path` what follows; `secrets` are never repeated to anybody."""

    base: str
    path: str = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    secrets: Sequence[str] = field(repr=False)


def post(call: Call) -> str:
    """What a 2xx said. Raises Refused about this call, Unreachable where there is no talking."""
    try:
        response, said = _exchange(call)
    except (HTTPException, OSError, UnicodeError) as error:
        raise Unreachable(tell(f"{type(error).__name__}: {error}", call.secrets)) from None
    if not 200 <= response.status < 300:
        raise _refused(response, tell(_reason(said), call.secrets))
    return said


def _exchange(call: Call) -> tuple[HTTPResponse, str]:
    connection = _Connection(call.base)
    try:
        written = json.dumps(call.body, ensure_ascii=False).encode()
        connection.request("POST", call.path, written, {**HEADERS, **call.headers})
        response = connection.getresponse()
        return response, response.read(MOST).decode(errors="replace")
    finally:
        connection.close()


class _Connection(HTTPConnection):
    """A connection whose line we dial ourselves."""

    def __init__(self, base: str) -> None:
        self.parts = urlsplit(base)
        self.secure = self.parts.scheme == "https"
        self.default_port = 443 if self.secure else 80
        super().__init__(self.parts.hostname or "", self.parts.port or self.default_port)

    def connect(self) -> None:
        """Dial; the line stands in for the socket."""
        self.sock = Line(dial(self.host, self.port), _trust() if self.secure else None, self.host)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _refused(response: HTTPResponse, reason: str) -> Refused:
    status = response.status
    passing = status == 429 or status >= 500
    pause = _pause(response.headers.get("Retry-After")) if passing else None
    told = "redirects are not followed" if 300 <= status < 400 else reason
    return Refused(f"{status} {told}".strip(), for_good=not passing, pause=pause)


def _reason(said: str) -> str:
    """What an answer says about itself."""
    try:
        found = json.loads(said)
        inner = found.get("error", found)
        return str(inner.get("message", "") if isinstance(inner, dict) else inner)
    except (ValueError, AttributeError, RecursionError):
        return said


def tell(text: str, secrets: Sequence[str]) -> str:
    """A short line that may be shown: without secrets, with no more of a long number than its end."""
    for secret in secrets:
        text = text.replace(secret, "…")
    text = _DIGITS.sub(lambda found: f"…{found[0][-2:]}", text)
    return "".join(each if each.isprintable() else " " for each in text)[:200].strip()


def _pause(asked: str | None) -> timedelta | None:
    """How long a Retry-After wants us to wait (RFC 9110, 10.2.3): seconds or a date."""
    if not asked:
        return None
    if re.fullmatch(r"[0-9]{1,9}", asked.strip()):
        return min(timedelta(seconds=int(asked)), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    left = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - clock.now()
    return min(max(left, timedelta()), LONGEST_PAUSE)
