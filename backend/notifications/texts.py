"""The words of notices in every language, and how moments and money are said in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core import clock
from backend.core.money import rupees
from backend.notifications import texts_en, texts_hi
from backend.notifications.wording import Wording

NOTICES: Mapping[str, Mapping[str, Wording]] = {"en": texts_en.NOTICES, "hi": texts_hi.NOTICES}
LAYOUT: Mapping[str, Mapping[str, str]] = {"en": texts_en.LAYOUT, "hi": texts_hi.LAYOUT}
MONTHS = {"en": texts_en.MONTHS, "hi": texts_hi.MONTHS}
DAYS = {"en": texts_en.DAYS, "hi": texts_hi.DAYS}


@dataclass(frozen=True)
class Said:
    """One notice in one language: `path` leads into the app, `quote` is what a person wrote."""

    subject: str
    headline: str
    paragraph: str
    action: str
    path: str
    quote: str


def known(locale: str) -> str:
    """The language we have words in."""
    return locale if locale in NOTICES else "en"


def notice(kind: str, about: Mapping[str, Any], locale: str) -> Said:
    """What a notice of `kind` says about something; what `about` doesn't hold stays empty."""
    words = NOTICES[known(locale)][kind]
    values = _Values(about)
    if about.get("scheduled_for"):
        values["scheduled_for"] = moment(datetime.fromisoformat(about["scheduled_for"]), locale)
    return Said(
        subject=_one_line(words.subject.format_map(values)),
        headline=words.headline.format_map(values),
        paragraph=words.paragraph.format_map(values),
        action=words.action,
        path=words.path.format_map(values),
        quote=str(about.get("reason") or ""),
    )


class _Values(dict[str, Any]):
    def __missing__(self, _key: str) -> str:
        return ""


def _one_line(text: str) -> str:
    # A subject must not break a header, whatever a name holds.
    return " ".join(text.split())


def moment(when: datetime, locale: str) -> str:
    """A moment in the business's zone: Mon 15 June, 4:30 pm."""
    local = when.astimezone(clock.zone())
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{day(when, locale)}, {hour}:{local:%M} {half}"


def day(when: datetime, locale: str) -> str:
    """A day in the business's zone: Mon 15 June."""
    local, language = when.astimezone(clock.zone()), known(locale)
    return f"{DAYS[language][local.weekday()]} {local.day} {MONTHS[language][local.month - 1]}"


def month(period: str, locale: str) -> str:
    """A month YYYY-MM in words: June 2026."""
    return f"{MONTHS[known(locale)][int(period[5:]) - 1]} {period[:4]}"


def money(paise: int) -> str:
    """An amount in rupees, grouped as in India: ₹1,23,456.50."""
    amount = rupees(paise)
    whole, _, part = (f"{amount:.2f}" if isinstance(amount, float) else str(amount)).partition(".")
    head, tail = whole[:-3], whole[-3:]
    while head:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return f"₹{tail}{'.' + part if part else ''}"
