"""Exports: what an admin asked for and how far it is."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Id, Json, UtcDateTime, choice


class ExportKind(StrEnum):
    """What a file holds: closed bookings as one CSV, or every table as a ZIP of CSVs."""

    CLOSED_BOOKINGS = "closed_bookings"
    EVERYTHING = "everything"


class ExportStatus(StrEnum):
    """Where an export is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Export(Base):
    """One file that one admin asked for; `progress` in per cent."""

    __tablename__ = "exports"
    __table_args__ = (
        Index("ix_exports_owner", "owner_id", "id"),
        Index("ix_exports_status", "status", "leased_until"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[ExportKind] = mapped_column(choice(ExportKind))
    filters: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    status: Mapped[ExportStatus] = mapped_column(choice(ExportStatus), default=ExportStatus.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(300))
    attempts: Mapped[int] = mapped_column(default=0)
    storage_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
