"""The fixed cast and the town they live in: every test begins with these people and tasks."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 6, 15, 6, 30, tzinfo=UTC)
"""The frozen moment at which every test begins: a Monday, noon in Kolkata."""

PASSWORD = "monsoon over Malabar 42"
PINCODE, NEXT_PINCODE, FAR_PINCODE = "560001", "560002", "110001"

# The smallest picture that is a picture: one white pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAWk1v8QAAAABJRU5ErkJggg=="
)


def customer(username: str, /, **more: Any) -> dict[str, Any]:
    """What a customer of that name sends to register."""
    return {
        "username": username,
        "email": f"{username}@example.com",
        "password": PASSWORD,
        "firstname": username.capitalize(),
        "lastname": "Rao",
        "address": f"{len(username)} Residency Road, Bengaluru",
        "pincode": PINCODE,
    } | more


def professional(username: str, /, **more: Any) -> dict[str, Any]:
    """What a professional of that name sends to register."""
    return customer(username, exp=5, compname=f"{username.capitalize()} & Sons") | more


TASKS: dict[str, dict[str, Any]] = {
    "tap": {"name": "Tap repair", "price": 599, "time_required": 60, "category": "plumbing"},
    "ac": {"name": "AC check and gas refill", "price": 1499.5, "time_required": 90, "category": "appliances"},
    "sofa": {"name": "Sofa cleaning", "price": 899, "time_required": 120, "category": "cleaning"},
}
CUSTOMERS = {
    "carl": customer("carl", phone="+919845012345"),
    "cora": customer("cora", lastname="D'Souza", address="7 Church Street, Bengaluru"),
}
PROFESSIONALS = {
    "petra": professional("petra", pincodes=[PINCODE, NEXT_PINCODE], phone="+919845054321"),
    "paul": professional("paul", exp=12),
}
WAITING = professional("piya")


@dataclass
class Town:
    """Who and what is there: ids and tokens by name."""

    ids: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
