"""The form of a notice's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """One notice in one language; {names} are filled in from what it is about."""

    subject: str
    headline: str
    paragraph: str
    action: str
    path: str
