"""The catalogue: tasks that customers can book."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Id, UtcDateTime, choice


class Category(StrEnum):
    """What kind of work a task is; decides its colour and icon on the screen."""

    CLEANING = "cleaning"
    APPLIANCES = "appliances"
    PLUMBING = "plumbing"
    ELECTRICAL = "electrical"
    PEST_CONTROL = "pest_control"
    BEAUTY = "beauty"
    LAUNDRY = "laundry"
    PAINTING = "painting"
    CARPENTRY = "carpentry"
    WATER = "water"
    GARDENING = "gardening"
    FURNISHING = "furnishing"
    OTHER = "other"


class TaskStatus(StrEnum):
    """Whether a task can be booked."""

    ACTIVE = "active"
    RETIRED = "retired"


class Task(Base):
    """One thing to book: its price in paise, its time in minutes."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("time_required > 0", name="time_required"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(160), unique=True)
    price: Mapped[int] = mapped_column(Integer, index=True)
    time_required: Mapped[int] = mapped_column(Integer)
    description: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    category: Mapped[Category] = mapped_column(choice(Category), index=True)
    status: Mapped[TaskStatus] = mapped_column(choice(TaskStatus), default=TaskStatus.ACTIVE)
    rating_sum: Mapped[int] = mapped_column(default=0)
    rating_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def rating(self) -> float | None:
        """The mean of the stars, one decimal; None before the first review."""
        return round(self.rating_sum / self.rating_count, 1) if self.rating_count else None
