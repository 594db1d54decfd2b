"""Types of input that many schemas share: clean text, ids, pincodes, phones, moments."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

# C0 and C1 controls except tab and line feed, and the marks that turn the direction of text
# around (Unicode TR 36, bidirectional spoofing).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\t\n\u2028\u2029]")


_DATED = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")


class Input(BaseModel):
    """Base of everything that comes in: unknown fields are refused, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Output(BaseModel):
    """Base of everything that goes out; filled from rows by name."""

    model_config = ConfigDict(from_attributes=True)


def separate(given: Any) -> Any:
    """For filters that may be given several times or separated by commas."""
    parts = given if isinstance(given, list) else [given]
    return [piece for part in parts for piece in str(part).split(",") if piece]


def left_out() -> Any:
    """The default of a field that may be left out but not be null: look at `model_fields_set`."""
    return None


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        raise PydanticCustomError("invalid", "Control characters are not allowed.")
    return text


def _one_line(text: str) -> str:
    if _BREAKS.search(_clean(text)):
        raise PydanticCustomError("invalid", "One line only, please.")
    return text


def _pincode(text: str) -> str:
    # India Post: six digits, the first (the zone) never 0.
    if not re.fullmatch(r"[1-9][0-9]{5}", text):
        raise PydanticCustomError("invalid_pincode", "A pincode has six digits, like 560001.")
    return text


def _phone(text: str) -> str | None:
    if not text:
        return None
    import phonenumbers  # here, since a worker reads no form and its memory is dear

    try:
        number = phonenumbers.parse(text, "IN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise PydanticCustomError("invalid_phone", "That is not a phone number we can call.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise PydanticCustomError("invalid_email", "That is not a mail address.") from error


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("invalid", "That moment is out of range.") from error


def _text(given: Any) -> Any:
    # Numbers, also as text, would be read as seconds or milliseconds, by their size.
    if not isinstance(given, datetime) and not (isinstance(given, str) and _DATED.match(given)):
        raise PydanticCustomError("invalid", "A moment is written like 2026-01-31T18:00:00+05:30.")
    return given


def _day(given: Any) -> date | datetime:
    try:
        if isinstance(given, str) and len(given) == len("2026-01-31"):
            return date.fromisoformat(given)
        moment = datetime.fromisoformat(given)
    except (ValueError, TypeError) as error:
        raise PydanticCustomError("invalid", "A day like 2026-01-31, or a moment with an offset.") from error
    if moment.tzinfo is None:
        raise PydanticCustomError("invalid", "A moment needs its offset, like +05:30.")
    return _utc(moment)


MAX_ID = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""

Id = Annotated[int, Field(ge=1, le=MAX_ID, strict=True)]
QueryId = Annotated[int, Field(ge=1, le=MAX_ID)]
Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_clean)]
Name = Annotated[Line, Field(min_length=1, max_length=80)]
Address = Annotated[Text, Field(min_length=5, max_length=300)]
Remarks = Annotated[Text, Field(max_length=1000)]
Reason = Annotated[Text, Field(min_length=3, max_length=500)]
Search = Annotated[Line, Field(max_length=80)]
Pincode = Annotated[
    str, Field(min_length=6, max_length=6, pattern="^[1-9][0-9]{5}$"), AfterValidator(_pincode)
]
Phone = Annotated[Line, Field(max_length=24), AfterValidator(_phone)]
Email = Annotated[Line, Field(max_length=254), AfterValidator(_email)]
Moment = Annotated[AwareDatetime, BeforeValidator(_text), AfterValidator(_utc)]
Day = Annotated[datetime | date, PlainValidator(_day), WithJsonSchema({"type": "string"})]
"""A whole day of the business's zone, or a moment."""


def key(text: str) -> str:
    """What decides whether two names are the same: case folded, spaces run together."""
    return " ".join(text.split()).casefold()
