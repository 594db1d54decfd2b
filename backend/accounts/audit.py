"""The audit log: who did what to whom."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from backend.accounts.models import AuditEntry, User
from backend.accounts.schemas import AuditOut, AuditQuery
from backend.core import clock
from backend.core.extensions import db

Names = Mapping[int, str]

_finders: dict[str, Callable[[Collection[int]], Names]] = {}


def record(action: str, subject_kind: str, subject_id: int, actor_id: int | None, **details: Any) -> None:
    """Note `action` in the transaction in hand; `actor_id` is None for the clock and the command line."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            actor_id=actor_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details={name: value for name, value in details.items() if value is not None},
        )
    )


def named_by(kind: str, finder: Callable[[Collection[int]], Names]) -> None:
    """Let `finder` give the names of the subjects of a kind that this floor doesn't know."""
    _finders[kind] = finder


def find(query: AuditQuery) -> Select[AuditEntry]:
    """The entries that fit the filters; days are those of the business."""
    statement = select(AuditEntry)
    for name in ("actor_id", "action", "subject_kind", "subject_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(AuditEntry, name) == value)
    if (day := query.from_) is not None:
        begin = day if isinstance(day, datetime) else clock.day_start(day)
        statement = statement.where(AuditEntry.at >= begin)
    if (day := query.to) is not None:
        end = day if isinstance(day, datetime) else clock.day_end(day)
        statement = statement.where(AuditEntry.at < end)
    return statement


def show(entries: Sequence[AuditEntry]) -> list[AuditOut]:
    """Entries with the names of who and what they are about, in one statement a kind."""
    names = _names(entries)
    return [
        AuditOut(
            **{name: getattr(entry, name) for name in _KEPT},
            actor_name=names["user"].get(entry.actor_id or 0),
            subject_name=names.get(entry.subject_kind, {}).get(entry.subject_id),
        )
        for entry in entries
    ]


_KEPT = ("id", "at", "actor_id", "action", "subject_kind", "subject_id", "details")


def _names(entries: Iterable[AuditEntry]) -> dict[str, Names]:
    wanted: dict[str, set[int]] = {"user": {entry.actor_id for entry in entries if entry.actor_id}}
    for entry in entries:
        wanted.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    return {kind: _finders[kind](ids) for kind, ids in wanted.items() if kind in _finders}


def _people(ids: Collection[int]) -> Names:
    found = db.session.execute(select(User.id, User.firstname, User.lastname).where(User.id.in_(ids)))
    return {row.id: f"{row.firstname} {row.lastname}".strip() for row in found}


named_by("user", _people)
