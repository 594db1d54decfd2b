"""Bookings, what happened to them, and who declined them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Role, User
from backend.catalogue.models import Category
from backend.core.database import Base, Id, UtcDateTime, choice


class BookingStatus(StrEnum):
    """Where a booking is in its life."""

    REQUESTED = "requested"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Booking(Base):
    """One customer's order of one task, with the task's terms as they were at that moment.

    `professional_id` is who has (or had) it; `offered_to_id` is set while it waits for one
    professional alone; `was_open` once it has been offered to everyone who matches.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        CheckConstraint("status <> 'assigned' OR professional_id IS NOT NULL", name="assigned"),
        Index("ix_bookings_customer", "customer_id", "status", "scheduled_for", "id"),
        Index("ix_bookings_professional", "professional_id", "status", "scheduled_for", "id"),
        Index("ix_bookings_waiting", "status", "pincode", "scheduled_for", "id"),
        Index("ix_bookings_due", "status", "scheduled_for", "id"),
        Index("ix_bookings_task", "task_id", "status"),
        # With what figures ask for about a moment, so that they are counted in the index alone.
        Index("ix_bookings_created_at", "created_at", "task_id"),
        Index("ix_bookings_closed_at", "closed_at", "task_id", "price", "rating"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    task_name: Mapped[str] = mapped_column(String(80))
    category: Mapped[Category] = mapped_column(choice(Category))
    price: Mapped[int]
    time_required: Mapped[int]
    customer_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    professional_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    offered_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    was_open: Mapped[bool]
    status: Mapped[BookingStatus] = mapped_column(choice(BookingStatus))
    scheduled_for: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(300))
    pincode: Mapped[str] = mapped_column(String(6))
    remarks: Mapped[str] = mapped_column(String(1000), default="")
    search: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    closed_by: Mapped[Role | None] = mapped_column(choice(Role))
    reason: Mapped[str | None] = mapped_column(String(500))
    rating: Mapped[int | None]
    review_remarks: Mapped[str | None] = mapped_column(String(1000))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    customer: Mapped[User] = relationship(foreign_keys=customer_id, lazy="raise")
    professional: Mapped[User | None] = relationship(foreign_keys=professional_id, lazy="raise")
    offered_to: Mapped[User | None] = relationship(foreign_keys=offered_to_id, lazy="raise")


class BookingMove(Base):
    """One step of a booking's life: who, when, from, to, why."""

    __tablename__ = "booking_moves"
    __table_args__ = (Index("ix_booking_moves_booking", "booking_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(24))
    from_status: Mapped[BookingStatus | None] = mapped_column(choice(BookingStatus, "from_status"))
    to_status: Mapped[BookingStatus] = mapped_column(choice(BookingStatus, "to_status"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_role: Mapped[Role | None] = mapped_column(choice(Role))
    reason: Mapped[str | None] = mapped_column(String(500))

    actor: Mapped[User | None] = relationship(lazy="raise")


class Rejection(Base):
    """This professional declined (or gave back) this booking: it is not offered to them again."""

    __tablename__ = "rejections"

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    professional_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
