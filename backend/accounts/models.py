"""Accounts, what professionals add to them, sessions, documents and the audit log."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.database import Base, Id, Json, UtcDateTime, choice


class Role(StrEnum):
    """What somebody is here for; never changes."""

    ADMIN = "admin"
    CUSTOMER = "customer"
    PROFESSIONAL = "professional"


class AccountStatus(StrEnum):
    """Where an account is in its life."""

    PENDING = "pending"
    ACTIVE = "active"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    ERASED = "erased"


GONE = (AccountStatus.BLOCKED, AccountStatus.ERASED)
"""Who can't sign in, whatever they know."""


class User(Base):
    """Anybody who can sign in."""

    __tablename__ = "users"
    __table_args__ = (Index("ix_users_role_status", "role", "status"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(64))
    username_key: Mapped[str] = mapped_column(String(128), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(choice(Role))
    status: Mapped[AccountStatus] = mapped_column(choice(AccountStatus))
    status_reason: Mapped[str | None] = mapped_column(String(500))
    firstname: Mapped[str] = mapped_column(String(80))
    lastname: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(300))
    pincode: Mapped[str] = mapped_column(String(6), index=True)
    phone: Mapped[str | None] = mapped_column(String(24))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    search: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    professional: Mapped["Professional | None"] = relationship(back_populates="user", lazy="raise")
    document: Mapped["Document | None"] = relationship(lazy="raise")
    notice_count: Mapped["NoticeCount | None"] = relationship(lazy="raise")

    @property
    def is_active(self) -> bool:
        """Whether everything that the role may do is open."""
        return self.status is AccountStatus.ACTIVE


class NoticeCount(Base):
    """How often somebody's notices have changed.

    A row of its own, so that telling somebody never waits for what is being done to their account.
    """

    __tablename__ = "notice_counts"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class Professional(Base):
    """What a professional's account has besides: one row each."""

    __tablename__ = "professionals"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    exp: Mapped[int] = mapped_column(Integer)
    compname: Mapped[str] = mapped_column(String(120))
    does_all_tasks: Mapped[bool]
    serves_own_pincode: Mapped[bool]
    rating_sum: Mapped[int] = mapped_column(default=0)
    rating_count: Mapped[int] = mapped_column(default=0)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(back_populates="professional", lazy="raise")
    task_rows: Mapped[list["ProfessionalTask"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProfessionalTask.task_id"
    )
    pincode_rows: Mapped[list["ProfessionalPincode"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProfessionalPincode.pincode"
    )

    @property
    def rating(self) -> float | None:
        """The mean of the stars, one decimal; None before the first review."""
        return round(self.rating_sum / self.rating_count, 1) if self.rating_count else None

    @property
    def tasks(self) -> list[int]:
        """The tasks they named; none means all."""
        return [row.task_id for row in self.task_rows]

    @property
    def pincodes(self) -> list[str]:
        """The pincodes they named; none means their own."""
        return [] if self.serves_own_pincode else [row.pincode for row in self.pincode_rows]


class ProfessionalTask(Base):
    """A professional does this task."""

    __tablename__ = "professional_tasks"

    professional_id: Mapped[int] = mapped_column(
        ForeignKey("professionals.user_id", ondelete="CASCADE"), primary_key=True
    )
    task_id: Mapped[int] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ProfessionalPincode(Base):
    """A professional serves this pincode: named ones, or the one of their own address."""

    __tablename__ = "professional_pincodes"

    professional_id: Mapped[int] = mapped_column(
        ForeignKey("professionals.user_id", ondelete="CASCADE"), primary_key=True
    )
    pincode: Mapped[str] = mapped_column(String(6), primary_key=True, index=True)


class Document(Base):
    """A professional's identity document: the newest one only."""

    __tablename__ = "documents"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    storage_key: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    pages: Mapped[int]
    needs_review: Mapped[bool]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Session(Base):
    """A sign-in: what a token stands on. Ended rows refuse every token of theirs."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    refresh_id: Mapped[str] = mapped_column(String(32))
    previous_refresh_id: Mapped[str | None] = mapped_column(String(32))
    user_agent: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    refreshed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str | None] = mapped_column(String(24))

    user: Mapped[User] = relationship(lazy="raise")


class PasswordReset(Base):
    """Somebody asked for a new password; what they were sent is signed and stands nowhere.

    A row of nobody stands for a mail address that has no account: asking costs the same for all.
    """

    __tablename__ = "password_resets"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """Who did what to whom: written once, never changed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(Id, index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int] = mapped_column(Id)
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
