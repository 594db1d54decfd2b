"""Making, editing and reviewing bookings; knows no HTTP. The moves are in moves.py."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import aliased

from backend.accounts.locks import still_active, take_turn
from backend.accounts.models import Professional, Role, User
from backend.bookings import lifecycle, notices
from backend.bookings.history import note
from backend.bookings.models import Booking, BookingStatus
from backend.bookings.schemas import BookingEdit, BookingIn, BookingQuery, ReviewIn
from backend.bookings.visibility import bookings_for, offered_to, see
from backend.catalogue.models import Task, TaskStatus
from backend.catalogue.operations import find_professionals
from backend.core import clock
from backend.core.extensions import db
from backend.core.fields import Day, key
from backend.core.money import paise, rupees
from backend.core.problems import Problem, field_problem, forbidden, not_found

FARTHEST = timedelta(days=90)


def book(given: BookingIn, customer: User) -> Booking:
    """A new booking with the task's terms as they are now.

    Raises 422 about the field that can't be, 409 where the price is no longer the expected one.
    """
    if not still_active(customer.id):
        raise forbidden()
    task = _bookable(given)
    _check_time(given.scheduled_for)
    pincode = given.pincode or customer.pincode
    _check_professional(given.professional_id, task.id, pincode)
    booking = Booking(
        task_id=task.id,
        task_name=task.name,
        category=task.category,
        price=task.price,
        time_required=task.time_required,
        customer_id=customer.id,
        offered_to_id=given.professional_id,
        was_open=given.professional_id is None,
        status=BookingStatus.REQUESTED,
        scheduled_for=given.scheduled_for,
        ends_at=given.scheduled_for + timedelta(minutes=task.time_required),
        address=given.address or customer.address,
        pincode=pincode,
        remarks=given.remarks,
        created_at=clock.now(),
        search=search_text(task.name, customer, pincode),
    )
    db.session.add(booking)
    db.session.flush()
    notices.booked(booking, note(booking, "book", None, customer))
    return booking


def search_text(task_name: str, customer: User, pincode: str) -> str:
    """What a search among bookings looks through besides the professional's name."""
    return key(f"{task_name} {customer.firstname} {customer.lastname} {pincode}")


def _bookable(given: BookingIn) -> Task:
    # The lock on the task's row lets a booking and its retirement or new price not pass each other.
    task = db.session.scalar(select(Task).where(Task.id == given.task_id).with_for_update(read=True))
    if task is None or task.status is not TaskStatus.ACTIVE:
        raise field_problem("/task_id", "unknown_task", "This task can't be booked any more.")
    if given.expected_price is not None and paise(given.expected_price) != task.price:
        price = rupees(task.price)
        raise Problem(409, "price_changed", f"The price is ₹{price} now.", price=price)
    return task


def _check_time(scheduled_for: datetime) -> None:
    moment = clock.now()
    if scheduled_for <= moment:
        raise field_problem("/scheduled_for", "past", "Choose a time that is still to come.")
    if scheduled_for > moment + FARTHEST:
        raise field_problem("/scheduled_for", "too_far", "Choose a time in the next 90 days.")


def _check_professional(professional_id: int | None, task_id: int, pincode: str) -> None:
    if professional_id is None:
        return
    take_turn(professional_id, shared=True)
    fits = find_professionals(task_id, pincode).where(Professional.user_id == professional_id)
    if db.session.scalar(fits) is None:
        raise field_problem(
            "/professional_id", "unknown_professional", "They don't do this task there at the moment."
        )


def edit(booking_id: int, given: BookingEdit, customer: User) -> Booking:
    """Change date, address or remarks while it is requested or assigned.

    A new date makes it requested again, and asks the professional who had it. Raises 404, 422,
    and 409 where the version is old or the booking is past changing.
    """
    booking = see(booking_id, customer)
    if booking is None:
        raise not_found()
    changes = given.model_dump(exclude={"version"}, exclude_unset=True)
    before = {name: getattr(booking, name) for name in changes}
    changed = {name: value for name, value in changes.items() if before[name] != value}
    action = "reschedule" if "scheduled_for" in changed else "edit"
    if action == "reschedule":
        _check_time(changed["scheduled_for"])
        changed |= _asked_again(booking, changed["scheduled_for"])
    if "pincode" in changed:
        changed["search"] = search_text(booking.task_name, customer, changed["pincode"])
    status, professional_id = booking.status, booking.professional_id
    _write_edit(booking, given.version, changed, customer)
    if changed:
        fresh = _seen(booking_id, customer)
        notices.changed(fresh, note(fresh, action, status, customer), professional_id)
    return _seen(booking_id, customer)


def _asked_again(booking: Booking, scheduled_for: datetime) -> dict[str, Any]:
    ends_at = scheduled_for + timedelta(minutes=booking.time_required)
    again = {
        "ends_at": ends_at,
        "status": BookingStatus.REQUESTED,
        "professional_id": None,
        "assigned_at": None,
    }
    if booking.professional_id is not None:
        again["offered_to_id"] = booking.professional_id
    return again


def _write_edit(booking: Booking, version: int, changes: dict[str, Any], customer: User) -> None:
    living = lifecycle.MOVES["reschedule"].sources
    # The status that the changes were worked out from must still stand: a professional may accept
    # at this very moment, and accepting does not wait for the customer's version.
    written = db.session.execute(
        update(Booking)
        .where(Booking.id == booking.id, Booking.customer_id == customer.id, Booking.version == version)
        .where(Booking.status == booking.status, Booking.status.in_(living))
        .values(version=Booking.version + (1 if changes else 0), **changes)
        .execution_options(synchronize_session=False)
    )
    if not written.rowcount:  # type: ignore[attr-defined]
        raise _not_editable(booking.id, customer)


def _not_editable(booking_id: int, customer: User) -> Problem:
    now_it_is = _seen(booking_id, customer)
    if now_it_is.status not in lifecycle.MOVES["reschedule"].sources:
        return wrong_status(now_it_is)
    detail = "This booking has changed since you opened it. Please look again."
    return Problem(
        409, "version_conflict", detail, booking_status=now_it_is.status.value, version=now_it_is.version
    )


def wrong_status(booking: Booking) -> Problem:
    """409 for a move that came too late, with the status it met."""
    status = booking.status.value
    return Problem(409, "wrong_status", f"This booking is {status} now.", booking_status=status)


def _seen(booking_id: int, viewer: User) -> Booking:
    booking = see(booking_id, viewer)
    if booking is None:
        raise not_found()
    return booking


def get(booking_id: int, viewer: User) -> Booking:
    """A booking that the viewer may see, or 404."""
    return _seen(booking_id, viewer)


def review(booking_id: int, given: ReviewIn, customer: User) -> Booking:
    """Stars and remarks, once, for a closed booking. Raises 404, and 409 before or after that."""
    booking = _seen(booking_id, customer)
    written = db.session.execute(
        update(Booking)
        .where(Booking.id == booking_id, Booking.customer_id == customer.id)
        .where(Booking.status == BookingStatus.CLOSED, Booking.rating.is_(None))
        .values(
            rating=given.rating,
            review_remarks=given.remarks,
            reviewed_at=clock.now(),
            version=Booking.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if not written.rowcount:  # type: ignore[attr-defined]
        if booking.status is not BookingStatus.CLOSED:
            raise wrong_status(booking)
        raise Problem(409, "already_reviewed", "You have reviewed this booking.", booking_status="closed")
    _count_stars(booking, given.rating)
    fresh = _seen(booking_id, customer)
    notices.reviewed(fresh, note(fresh, "review", BookingStatus.CLOSED, customer))
    return fresh


def _count_stars(booking: Booking, rating: int) -> None:
    for model, row_id in ((Professional, booking.professional_id), (Task, booking.task_id)):
        own_id = Professional.user_id if model is Professional else Task.id
        db.session.execute(
            update(model)
            .where(own_id == row_id)
            .values(rating_sum=model.rating_sum + rating, rating_count=model.rating_count + 1)
        )


VIEWS = {
    "schedule": [BookingStatus.ASSIGNED],
    "history": [BookingStatus.CLOSED, BookingStatus.CANCELLED, BookingStatus.EXPIRED],
}


def find(query: BookingQuery, viewer: User) -> Select[Booking]:
    """The viewer's bookings that fit the filters."""
    statement = bookings_for(viewer).where(*_filters(query))
    if query.view == "inbox":
        statement = statement.where(_inbox(viewer))
    elif query.view:
        statement = statement.where(Booking.status.in_(VIEWS[query.view]))
    words = key(query.q or "").split()
    if words:
        professional = aliased(User)
        statement = statement.outerjoin(professional, Booking.professional_id == professional.id)
        for word in words:
            statement = statement.where(or_(*_word(word, professional)))
    return statement


def _inbox(viewer: User) -> ColumnElement[bool]:
    if viewer.role is not Role.PROFESSIONAL:
        return Booking.status == BookingStatus.REQUESTED
    return offered_to(viewer) & (Booking.scheduled_for > clock.now())


def _filters(query: BookingQuery) -> list[ColumnElement[bool]]:
    same = {
        Booking.task_id: query.task_id,
        Booking.customer_id: query.customer_id,
        Booking.professional_id: query.professional_id,
    }
    filters = [column == value for column, value in same.items() if value is not None]
    if query.person_id is not None:
        person = query.person_id
        filters.append(or_(Booking.customer_id == person, Booking.professional_id == person))
    if query.status:
        filters.append(Booking.status.in_(query.status))
    if query.from_ is not None:
        filters.append(Booking.scheduled_for >= begin_of(query.from_))
    if query.to is not None:
        filters.append(Booking.scheduled_for < end_of(query.to))
    return filters


def begin_of(day: Day) -> datetime:
    """The first moment that `from` means."""
    return day if isinstance(day, datetime) else clock.day_start(day)


def end_of(day: Day) -> datetime:
    """The first moment after what `to` means."""
    return day if isinstance(day, datetime) else clock.day_end(day)


def _word(word: str, professional: type[User]) -> list[ColumnElement[bool]]:
    named = [professional.firstname, professional.lastname]
    found = [column.icontains(word, autoescape=True) for column in named]
    found.append(Booking.search.contains(word, autoescape=True))
    if word.isdecimal() and len(word) < 16:
        found.append(Booking.id == int(word))
    return found


MOST_TASKS = 500


def booked_tasks(viewer: User) -> Select[Task]:
    """The tasks of one's own bookings, also those retired since; for the admin, who has no own, all."""
    tasks = select(Task).order_by(Task.name_key, Task.id).limit(MOST_TASKS)
    if viewer.role is Role.ADMIN:
        return tasks
    own = Booking.customer_id if viewer.role is Role.CUSTOMER else Booking.professional_id
    return tasks.where(Task.id.in_(select(Booking.task_id).where(own == viewer.id)))
