"""The audit log: who did what to whom."""

from typing import Any

from backend.accounts.models import AuditEntry
from backend.core import clock
from backend.core.extensions import db


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
