"""Deliveries: one row for each notice, person and channel."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import User
from backend.core.database import Base, Id, Json, UtcDateTime, choice


class Channel(StrEnum):
    """How a notice reaches somebody."""

    APP = "app"
    MAIL = "mail"
    CHAT = "chat"
    SMS = "sms"


class DeliveryStatus(StrEnum):
    """What became of a delivery; `unknown` is one that may or may not have arrived."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class NoticeChoice(Base):
    """Where somebody wants their notices besides the app; who has no row gets them by mail.

    `chat_url` is a secret: whoever knows it can write into that Google Chat space.
    """

    __tablename__ = "notice_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    mail: Mapped[bool]
    chat: Mapped[bool]
    sms: Mapped[bool]
    chat_url: Mapped[str | None] = mapped_column(String(400))


class Delivery(Base):
    """A notice of `kind` about `subject` for one person on one channel, never planned twice.

    What it is about is fixed here when it is planned; its words are made when it is sent or read.
    After `good_until` it is worth nothing any more and is skipped; None is always worth it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("kind", "user_id", "channel", "subject", name="uq_deliveries_once"),
        Index("ix_deliveries_inbox", "user_id", "channel", "id"),
        Index("ix_deliveries_due", "channel", "status", "next_try_at"),
        Index("ix_deliveries_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    subject: Mapped[str] = mapped_column(String(80))
    about: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    status: Mapped[DeliveryStatus] = mapped_column(choice(DeliveryStatus))
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    good_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="raise")
