"""Bookings over HTTP."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from backend.accounts.permissions import Permission, caller
from backend.bookings import operations, reviews
from backend.bookings.calendar import calendar_file
from backend.bookings.history import steps_of
from backend.bookings.models import Booking
from backend.bookings.moves import move
from backend.bookings.presenters import show_booking, show_public_review, show_step
from backend.bookings.schemas import (
    BookedTasks,
    BookingEdit,
    BookingHistory,
    BookingIn,
    BookingMoveIn,
    BookingOut,
    BookingPage,
    BookingQuery,
    ReviewIn,
    ReviewPage,
    ReviewQuery,
)
from backend.core import clock
from backend.core.extensions import db
from backend.core.http import PUBLIC, route
from backend.core.idempotency import once
from backend.core.pages import paginate, sorts

blueprint = Blueprint("bookings", __name__)
SORTS = sorts(Booking.id, id=Booking.id, scheduled_for=Booking.scheduled_for, price=Booking.price)
REVIEW_SORTS = sorts(Booking.id, id=Booking.id, rating=Booking.rating)
READ = Permission.READ_BOOKINGS


@route(blueprint, "/bookings", "POST", access=Permission.CREATE_BOOKINGS, out=BookingOut, status=201)
def create_booking(json: BookingIn) -> Any:
    """Book a task. Send an Idempotency-Key, so that a request sent twice books once."""

    def work() -> dict[str, Any]:
        booking = operations.book(json, caller())
        shown = show_booking(operations.get(booking.id, caller()), caller())
        return shown.model_dump(mode="json")

    return jsonify(once(caller().id, work)), 201


@route(blueprint, "/bookings", access=READ, out=BookingPage)
def list_bookings(query: BookingQuery) -> Any:
    """My bookings: a customer's own, a professional's and those offered to them, all for the admin."""
    page = paginate(operations.find(query, caller()), query, SORTS[query.sort])
    moment = clock.now()
    return BookingPage(**page | {"items": [show_booking(row, caller(), moment) for row in page["items"]]})


@route(blueprint, "/bookings/tasks", access=READ, out=BookedTasks)
def list_booked_tasks() -> Any:
    """The tasks that occur among my bookings, to filter by; every task for the admin."""
    return BookedTasks.model_validate({"items": list(db.session.scalars(operations.booked_tasks(caller())))})


@route(blueprint, "/bookings/<int:booking_id>", access=READ, out=BookingOut)
def get_booking(booking_id: int) -> Any:
    """One booking."""
    return show_booking(operations.get(booking_id, caller()), caller())


@route(blueprint, "/bookings/<int:booking_id>", "PATCH", access=Permission.EDIT_BOOKINGS, out=BookingOut)
def edit_booking(booking_id: int, json: BookingEdit) -> Any:
    """Change date, address or remarks; a new date asks the professional again."""
    return show_booking(operations.edit(booking_id, json, caller()), caller())


@route(
    blueprint, "/bookings/<int:booking_id>/moves", "POST", access=Permission.MOVE_BOOKINGS, out=BookingOut
)  # fmt: skip
def move_booking(booking_id: int, json: BookingMoveIn) -> Any:
    """Accept, reject, release, cancel or close."""
    booking, has_part = move(booking_id, json.action, json.reason, caller())
    shown = show_booking(booking, caller())
    return shown if has_part else shown.model_copy(update={"actions": []})


@route(
    blueprint, "/bookings/<int:booking_id>/review", "POST",
    access=Permission.REVIEW_BOOKINGS, out=BookingOut, status=201,
)  # fmt: skip
def review_booking(booking_id: int, json: ReviewIn) -> Any:
    """Say what you thought, once the booking is closed."""
    return show_booking(operations.review(booking_id, json, caller()), caller()), 201


@route(blueprint, "/bookings/<int:booking_id>/history", access=READ, out=BookingHistory)
def get_history(booking_id: int) -> Any:
    """Every step: who, when, from, to, why."""
    operations.get(booking_id, caller())
    return BookingHistory(items=[show_step(step) for step in steps_of(booking_id)])


@route(blueprint, "/bookings/<int:booking_id>.ics", access=READ)
def get_calendar(booking_id: int) -> Any:
    """The booking for a calendar."""
    booking = operations.get(booking_id, caller())
    address = show_booking(booking, caller()).address
    response = Response(calendar_file(booking, address=address), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="booking-{booking_id}.ics"'
    return response


@route(blueprint, "/professionals/<int:professional_id>/reviews", access=PUBLIC, out=ReviewPage)
def list_reviews(professional_id: int, query: ReviewQuery) -> Any:
    """What customers said about an active professional."""
    return _reviews(reviews.reviewed_bookings(professional_id), query)


@route(blueprint, "/tasks/<int:task_id>/reviews", access=PUBLIC, out=ReviewPage)
def list_task_reviews(task_id: int, query: ReviewQuery) -> Any:
    """What customers said about a task, whoever did it."""
    return _reviews(reviews.reviews_of_task(task_id), query)


def _reviews(found: Select[Booking], query: ReviewQuery) -> ReviewPage:
    if query.rating:
        found = found.where(Booking.rating == query.rating)
    page = paginate(found.options(joinedload(Booking.customer)), query, REVIEW_SORTS[query.sort])
    return ReviewPage(**page | {"items": [show_public_review(row) for row in page["items"]]})
