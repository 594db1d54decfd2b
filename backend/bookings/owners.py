"""What becomes of bookings when their people want to see, or to take back, what we hold of them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import joinedload

from backend.accounts import audit
from backend.accounts.events import account_erased, data_asked
from backend.accounts.models import User
from backend.bookings.models import Booking, BookingMove, BookingStatus, Rejection
from backend.bookings.presenters import show_booking, show_step
from backend.bookings.visibility import with_parties
from backend.core.extensions import db
from backend.core.fields import key
from backend.core.problems import Problem

LIVING = (BookingStatus.REQUESTED, BookingStatus.ASSIGNED)


def forget_person(user: User) -> None:
    """Keep an erased person's bookings for the books, without what they wrote and where they live.

    Raises 409 where one is still under way: somebody would wait at a door for nobody.
    """
    own = or_(*_parts(user.id), Booking.offered_to_id == user.id)
    living = list(db.session.scalars(select(Booking.id).where(own, Booking.status.in_(LIVING))))
    if living:
        detail = "Some of your bookings are still under way. Close or cancel them first."
        raise Problem(409, "live_bookings", detail, bookings=len(living))
    _blank_words(user.id)
    _blank_places(user.id)


def _parts(user_id: int) -> tuple[ColumnElement[bool], ...]:
    return Booking.customer_id == user_id, Booking.professional_id == user_id


def _blank_words(user_id: int) -> None:
    """The reasons they gave; what others wrote stays."""
    reasons = select(BookingMove.booking_id).where(
        BookingMove.actor_id == user_id, BookingMove.reason.is_not(None)
    )
    silent = {"synchronize_session": False}
    db.session.execute(
        update(Booking).where(Booking.id.in_(reasons)).values(reason=None).execution_options(**silent)
    )
    own = update(BookingMove).where(BookingMove.actor_id == user_id)
    db.session.execute(own.values(reason=None).execution_options(**silent))


def _blank_places(customer_id: int) -> None:
    """Address and remarks of what they booked, and the words of their reviews; the stars stay.

    One statement a task, since a search looks through the task's name, folded as only we can fold it.
    """
    theirs = Booking.customer_id == customer_id
    for name in db.session.scalars(select(Booking.task_name).where(theirs).distinct()).all():
        blank = update(Booking).where(theirs, Booking.task_name == name)
        db.session.execute(
            blank.values(address="", remarks="", search=key(name)).execution_options(
                synchronize_session=False
            )
        )
    reviewed = update(Booking).where(theirs, Booking.review_remarks.is_not(None))
    db.session.execute(reviewed.values(review_remarks="").execution_options(synchronize_session=False))


def data_of(user: User) -> dict[str, Any]:
    """A person's bookings as the API shows them, each with its steps, and where else they took a step."""
    found = with_parties().where(or_(*_parts(user.id))).order_by(Booking.id)
    bookings = list(db.session.scalars(found))
    steps = _steps(user.id)
    shown = [
        show_booking(booking, user).model_dump(mode="json", exclude={"actions"})
        | {"steps": [_step(step) for step in steps.pop(booking.id, [])]}
        for booking in bookings
    ]
    elsewhere = [
        {"booking_id": step.booking_id, **_step(step)}
        for rest in steps.values()
        for step in rest
        if step.actor_id == user.id
    ]
    declined = select(Rejection).where(Rejection.professional_id == user.id).order_by(Rejection.booking_id)
    return {
        "bookings": shown,
        "other_steps": elsewhere,
        "declined": [
            {"booking_id": row.booking_id, "at": row.at.isoformat()} for row in db.session.scalars(declined)
        ],
    }


def _step(step: BookingMove) -> dict[str, Any]:
    return show_step(step).model_dump(mode="json")


def _steps(user_id: int) -> defaultdict[int, list[BookingMove]]:
    """The steps of a person's bookings, and those they took in others', by booking."""
    theirs = select(Booking.id).where(or_(*_parts(user_id)))
    found = select(BookingMove).where(
        or_(BookingMove.booking_id.in_(theirs), BookingMove.actor_id == user_id)
    )
    by_booking: defaultdict[int, list[BookingMove]] = defaultdict(list)
    for step in db.session.scalars(found.options(joinedload(BookingMove.actor)).order_by(BookingMove.id)):
        by_booking[step.booking_id].append(step)
    return by_booking


def names_of(ids: Collection[int]) -> dict[int, str]:
    """What bookings are called in the audit log: their task."""
    return {
        row.id: row.task_name
        for row in db.session.execute(select(Booking.id, Booking.task_name).where(Booking.id.in_(ids)))
    }


def install() -> None:
    """Listen to what happens to accounts."""
    account_erased.connect(forget_person)
    data_asked.connect(data_of)
    audit.named_by("booking", names_of)
