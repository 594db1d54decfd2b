"""What a notice says as a mail, written when it is sent, in its reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app

from backend.notifications import texts
from backend.notifications.models import Delivery


@dataclass(frozen=True)
class Letter:
    """One mail: the same words as HTML and as plain text."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Brief:
    """A notice in a few words, for chat and SMS; `path` leads into the app.

    `values` fill in the variables of an SMS template by name.
    """

    headline: str
    paragraph: str
    quote: str
    action: str
    path: str
    values: dict[str, str]


Writer = Callable[[Delivery], Letter]
BriefWriter = Callable[[Delivery], Brief]

_writers: dict[str, Writer] = {}
_brief_writers: dict[str, BriefWriter] = {}


def written_by(kind: str, writer: Writer) -> None:
    """Let `writer` write the letters of a kind that is no plain notice."""
    _writers[kind] = writer


def briefed_by(kind: str, writer: BriefWriter) -> None:
    """Let `writer` say in a few words what a kind that is no plain notice is about."""
    _brief_writers[kind] = writer


def check_kind(kind: str) -> None:
    """Raise ValueError for a kind that nobody knows how to word."""
    if kind not in _writers and kind not in texts.NOTICES["en"]:
        raise ValueError(f"no words for the kind {kind!r}")


def write(delivery: Delivery) -> Letter:
    """The letter of a delivery whose user is loaded."""
    return _writers.get(delivery.kind, _notice)(delivery)


def brief(delivery: Delivery) -> Brief:
    """A delivery in a few words, whose user is loaded."""
    return _brief_writers.get(delivery.kind, _brief_notice)(delivery)


def _brief_notice(delivery: Delivery) -> Brief:
    user, about = delivery.user, delivery.about
    said = texts.notice(delivery.kind, about, user.locale)
    at = about.get("scheduled_for")
    values = {
        "name": user.firstname,
        "task": str(about.get("task_name") or ""),
        "when": texts.moment(datetime.fromisoformat(at), user.locale) if at else "",
    }
    return Brief(said.headline, said.paragraph, said.quote, said.action, said.path, values)


def _notice(delivery: Delivery) -> Letter:
    locale = delivery.user.locale
    said = texts.notice(delivery.kind, delivery.about, locale)
    return compose("notice", said.subject, locale, notice=said, name=delivery.user.firstname)


def compose(template: str, subject: str, locale: str, **values: Any) -> Letter:
    """Fill in templates/mail/{template}.html and .txt."""
    given = values | {
        "subject": subject,
        "locale": locale,
        "words": texts.LAYOUT[texts.known(locale)],
        "public_url": current_app.extensions["settings"].public_url,
    }
    return Letter(subject, _filled(f"mail/{template}.html", given), _filled(f"mail/{template}.txt", given))


def _filled(template: str, values: dict[str, Any]) -> str:
    # Not by render_template: what it adds to every template (request, session) no letter needs.
    return current_app.jinja_env.get_template(template).render(values)
