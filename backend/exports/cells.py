"""How a value is written into a CSV file that people open in a spreadsheet."""

import json
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def rupees(paise: int) -> str:
    """Paise as rupees with two decimals: 59950 → 599.50."""
    return f"{paise // 100}.{paise % 100:02}"


def cell(value: Any, zone: ZoneInfo) -> Any:
    """Any column's value as text; moments carry the zone's offset."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else value
