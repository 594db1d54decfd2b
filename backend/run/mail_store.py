"""Mails as files: one whole .eml each, which is there completely or not at all."""

import os
import re
import secrets
import time
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

NAME = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z-[0-9a-f]{8}")
NEWEST = 200
"""How many mails the list shows."""


def keep(folder: Path, sender: str, recipients: Sequence[str], content: bytes) -> Path:
    """Write one mail with its envelope in front, and return its file once it is safely on the disk."""
    envelope = "".join(f"Delivered-To: {_header(each)}\r\n" for each in recipients)
    path = folder / f"{_now()}-{secrets.token_hex(4)}.eml"
    aside = path.with_suffix(".part")
    with aside.open("xb") as file:
        file.write(f"Return-Path: <{_header(sender)}>\r\n{envelope}".encode())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(path)
    _settle(folder)
    return path


def _header(text: str) -> str:
    return re.sub(r"[\r\n]", "", text)


def _now() -> str:
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    return time.strftime("%Y%m%dT%H%M%S", time.gmtime(seconds)) + f".{nanoseconds // 1000:06}Z"


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def newest(folder: Path) -> list[tuple[str, EmailMessage]]:
    """The newest mails with their names, latest first."""
    names = sorted((path.stem for path in folder.glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True)
    return [(name, mail) for name in names[:NEWEST] if (mail := read(folder, name))]


def source(folder: Path, name: str) -> bytes | None:
    """The mail called `name` as it came, or None."""
    try:
        return (folder / f"{name}.eml").read_bytes() if NAME.fullmatch(name) else None
    except OSError:
        return None


def read(folder: Path, name: str) -> EmailMessage | None:
    """The mail called `name`, taken apart, or None."""
    raw = source(folder, name)
    return None if raw is None else message_from_bytes(raw, policy=policy.default)


def text(mail: EmailMessage, kind: str) -> str | None:
    """The part of a mail for reading as `kind`, plain or html, or None where it has none."""
    part = mail.get_body((kind,))
    if part is None:
        return None
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # an unknown character set
        return (part.get_payload(decode=True) or b"").decode("utf-8", errors="replace")  # type: ignore[union-attr]


def pictures(mail: EmailMessage) -> dict[str, tuple[str, bytes]]:
    """The pictures that a mail brings along for its HTML, by content id."""
    found = {}
    for part in mail.walk():
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            data = part.get_payload(decode=True)
            found[str(part["Content-ID"]).strip("<> ")] = (part.get_content_type(), bytes(data or b""))
    return found
