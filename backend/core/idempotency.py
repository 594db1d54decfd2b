"""The Idempotency-Key header: what is clicked twice happens once."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy import BigInteger, String, delete, func, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.database import Base, Id, Json, UtcDateTime
from backend.core.extensions import db
from backend.core.problems import Problem, field_problem


class IdempotencyKey(Base):
    """The first answer given to one caller's key, kept with the work itself."""

    __tablename__ = "idempotency_keys"

    user_id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def once(user_id: int, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do `work` and keep its answer under the request's key, or give the answer kept before.

    Without the header the work is simply done. The answer is written in the work's own
    transaction, so there is never the one without the other. Raises 422 for a key of another
    body or of a wrong form, 409 while the first request with the key is still under way.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return work()
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise field_problem("/Idempotency-Key", "invalid", "The key has 1 to 255 printable characters.")
    _lock(user_id, key)
    fingerprint = hashlib.sha256(
        request.method.encode() + request.path.encode() + request.get_data()
    ).hexdigest()
    kept = db.session.get(IdempotencyKey, (user_id, key))
    if kept is not None:
        return _kept_answer(kept, fingerprint)
    answer = work()
    db.session.add(
        IdempotencyKey(
            user_id=user_id, key=key, fingerprint=fingerprint, answer=answer, created_at=clock.now()
        )
    )
    return answer


def forget(user_id: int) -> None:
    """Drop the answers kept for one caller, in the unit in hand."""
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.user_id == user_id))


def _kept_answer(kept: IdempotencyKey, fingerprint: str) -> dict[str, Any]:
    if kept.fingerprint != fingerprint:
        raise Problem(422, "idempotency_conflict", "This Idempotency-Key was used for something else.")
    return kept.answer


def _lock(user_id: int, key: str) -> None:
    # SQLite has one writer at a time: a second request waits and then finds the kept answer.
    if db.session.get_bind().dialect.name != "postgresql":
        return
    digest = hashlib.sha256(f"{user_id}:{key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    if not db.session.scalar(select(func.pg_try_advisory_xact_lock(literal(number, BigInteger)))):
        raise Problem(409, "idempotency_in_progress", "The first request with this key is still under way.")
