"""Money: whole paise inside, rupees with at most two decimals at the door."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_RUPEES = 10_000_000

RupeesQuery = Annotated[Decimal, Field(ge=0, le=MAX_RUPEES, decimal_places=2, allow_inf_nan=False)]
"""An amount in rupees in an address; refused with more than two decimals."""


def _number(given: Any) -> Any:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise PydanticCustomError("invalid", "An amount is a number, like 499.50.")
    return given


_SCHEMA = {"type": "number", "minimum": 0, "maximum": MAX_RUPEES}
RupeesIn = Annotated[RupeesQuery, BeforeValidator(_number), WithJsonSchema(_SCHEMA)]
"""The same in a JSON body, where it is a number."""

RupeesOut = Annotated[
    int,
    PlainSerializer(lambda paise: rupees(paise), return_type=float),
    WithJsonSchema({"type": "number", "multipleOf": 0.01}, mode="serialization"),
]
"""Paise in Python, a JSON number of rupees on the wire."""


def paise(amount: Decimal) -> int:
    """Rupees to whole paise; the amount must have at most two decimals."""
    return int(amount * 100)


def rupees(amount: int) -> int | float:
    """Paise to the number of rupees that JSON shows: 59900 → 599, 59950 → 599.5."""
    whole, rest = divmod(amount, 100)
    return whole if rest == 0 else amount / 100
