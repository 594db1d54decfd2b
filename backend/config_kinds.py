"""The kinds of values a setting may have; each reads what was written or raises ValueError."""

import ipaddress
import re
from datetime import time
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode


def _split(url: str, schemes: set[str]) -> SplitResult:
    parts = urlsplit(url)
    _ = parts.port  # refuses what is no number
    if parts.scheme not in schemes:
        raise ValueError("unknown scheme")
    return parts


def _with_host(url: str, schemes: set[str]) -> SplitResult:
    parts = _split(url, schemes)
    if not parts.hostname:
        raise ValueError("no host")
    return parts


def _postgresql(url: str) -> str:
    parts = _with_host(url, {"postgres", "postgresql", "postgresql+psycopg"})
    if not parts.path.strip("/"):
        raise ValueError("no database")
    return parts._replace(scheme="postgresql+psycopg").geturl()


def _database(url: str) -> str:
    if not url.startswith("sqlite:"):
        return _postgresql(url)
    match = re.fullmatch(r"sqlite:///([^?]*[^?/])", url)
    if not match or match[1] == ":memory:":
        raise ValueError("several processes share the database, so it needs a file")
    return f"sqlite:///{Path(match[1]).absolute()}"


def _redis(url: str) -> str:
    if url.startswith("unix:"):
        if not _split(url, {"unix"}).path.strip("/"):
            raise ValueError("no path")
        return url
    return _with_host(url, {"redis", "rediss"}).geturl()


def _broker(url: str) -> str:
    if url.startswith("redis+socket:///"):
        return url
    return re.sub(r"^unix:", "redis+socket:", _redis(url)).replace("?db=", "?virtual_host=")


def _mail(url: str) -> str:
    return _with_host(url, {"smtp", "smtps"}).geturl()


def _storage(url: str) -> str:
    parts = _split(url, {"file", "s3"})
    if (parts.scheme == "s3") != bool(parts.netloc) or not (parts.netloc or parts.path):
        raise ValueError("no place")
    return url


def _public(url: str) -> str:
    parts = _with_host(url.rstrip("/"), {"http", "https"})
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("more than scheme, host and port")
    return parts.geturl()


def is_loopback(host: str) -> bool:
    """Whether `host` is written as an address of this machine; no name but localhost is looked up."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _outside(url: str) -> SplitResult:
    """Where we send to: https, and http to this machine alone; nothing of it may lie in query or fragment."""
    parts = _with_host(url, {"https", "http"})
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("secrets go over no network in the clear")
    if not re.fullmatch(r"[!-~]+", url) or "?" in url or "#" in url:
        raise ValueError("more than an address")
    return parts


def _chat(url: str) -> str:
    parts = _outside(url.rstrip("/"))
    if parts.path or "@" in parts.netloc:
        raise ValueError("more than scheme, host and port")
    return parts.geturl()


def _sms(url: str) -> str:
    parts = _outside(url)
    # As a header it must hold nothing that ends one.
    if not re.fullmatch(r"[A-Za-z0-9_-]+", parts.username or "") or parts.password is not None:
        raise ValueError("no auth key, or more than one")
    if not parts.path.strip("/"):
        raise ValueError("no path")
    return parts.geturl()


def _templates(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return value
    found: dict[str, str] = {}
    for pair in str(value).split(","):
        kind, _, template = (part.strip() for part in pair.partition("="))
        if not re.fullmatch(r"[a-z_]+", kind) or not re.fullmatch(r"[A-Za-z0-9_-]+", template):
            raise ValueError("not kind=template")
        if kind in found:
            raise ValueError("a kind with two templates")
        found[kind] = template
    return found


def _host(host: str) -> str:
    return host if host == "localhost" else str(ipaddress.ip_address(host))


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, OSError) as error:
        raise ValueError("unknown zone") from error


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    if not re.fullmatch(r"\d\d:\d\d", str(value)):
        raise ValueError("not HH:MM")
    return time.fromisoformat(str(value))


def _address(value: str) -> str:
    name, at, domain = parseaddr(value)[1].partition("@")
    if not (name and at and domain) or "\n" in value or "\r" in value:
        raise ValueError("no address")
    return value


DatabaseUrl = Annotated[str, AfterValidator(_database)]
"""SQLite in a file, by its absolute path, or PostgreSQL through psycopg."""
PostgresqlUrl = Annotated[str, AfterValidator(_postgresql)]
RedisUrl = Annotated[str, AfterValidator(_redis)]
BrokerUrl = Annotated[str, AfterValidator(_broker)]
"""A Redis URL in the queue's spelling, where a Unix socket is called redis+socket."""
MailUrl = Annotated[str, AfterValidator(_mail)]
StorageUrl = Annotated[str, AfterValidator(_storage)]
PublicUrl = Annotated[str, AfterValidator(_public)]
ChatUrl = Annotated[str, AfterValidator(_chat)]
"""Scheme and host of Google Chat, or of what stands in for it."""
SmsUrl = Annotated[str, AfterValidator(_sms)]
"""Where SMS are handed over, with the auth key as the user's name."""
SmsTemplates = Annotated[dict[str, str], NoDecode, BeforeValidator(_templates)]
"""The template of each kind of notice that goes by SMS: kind=template,kind=template."""
Host = Annotated[str, AfterValidator(_host)]
Zone = Annotated[str, AfterValidator(_zone)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
MailAddress = Annotated[str, AfterValidator(_address)]
