"""Thousands of professionals with bookings that wait for their answer, written straight to the tables."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import DeclarativeBase, joinedload

from backend.accounts.models import AccountStatus, Professional, ProfessionalPincode, Role, User
from backend.bookings.models import Booking, BookingStatus
from backend.catalogue.models import Category, Task
from backend.core import clock
from backend.core.extensions import db
from backend.core.jobs import Installation, JobRun, RunStatus
from backend.core.unit_of_work import unit_of_work
from backend.notifications.mail import message_id
from backend.notifications.models import Delivery, DeliveryStatus
from chaos.evidence import Row

CUSTOMER, TASK = 1, 1
PINCODES = 100
WAITING = 3
"""Bookings that wait at each pincode."""

OPEN_RUNS = {RunStatus.PLANNED.value, RunStatus.RUNNING.value}
Rows = list[dict[str, Any]]


def settle(app: Flask, professionals: int, first_start: datetime) -> set[tuple[int, str]]:
    """Let them move into an empty database; who is owed a reminder, on which channel."""
    ids = range(CUSTOMER + 1, CUSTOMER + 1 + professionals)
    with app.app_context():
        moment = clock.now()
        with unit_of_work():
            _write(User, [_user(CUSTOMER, Role.CUSTOMER, moment)])
            _write(User, [_user(id_, Role.PROFESSIONAL, moment) for id_ in ids])
            _write(Professional, [_professional(id_, moment) for id_ in ids])
            _write(ProfessionalPincode, [{"professional_id": id_, "pincode": _pincode(id_)} for id_ in ids])
            _write(Task, [_task(moment)])
            _write(Booking, [_booking(number, moment) for number in range(WAITING * PINCODES)])
            db.session.execute(delete(Installation))
            _write(Installation, [{"id": 1, "first_start_at": first_start}])
    return {(id_, "mail") for id_ in ids}


def _write(model: type[DeclarativeBase], rows: Rows) -> None:
    db.session.execute(insert(model), rows)


def _pincode(number: int) -> str:
    return str(560001 + number % PINCODES)


def _user(id_: int, role: Role, moment: datetime) -> dict[str, Any]:
    name = f"{role.value}{id_}"
    return {
        "id": id_,
        "username": name,
        "username_key": name,
        "email": f"{name}@example.com",
        "password_hash": "nobody signs in",
        "role": role,
        "status": AccountStatus.ACTIVE,
        "firstname": "प्रिया" if id_ % 2 else "Priya",
        "lastname": "Rao",
        "address": "7 Church Street, Bengaluru",
        "pincode": _pincode(id_),
        "locale": "hi" if id_ % 2 else "en",
        "search": name,
        "created_at": moment,
        "last_seen_at": moment,
    }


def _professional(id_: int, moment: datetime) -> dict[str, Any]:
    profile = {"exp": 5, "compname": "Rao & Sons", "does_all_tasks": True, "serves_own_pincode": True}
    return {"user_id": id_, "rating_sum": 0, "rating_count": 0, "approved_at": moment} | profile


def _task(moment: datetime) -> dict[str, Any]:
    told = {"name": "Tap repair", "name_key": "tap repair", "description": "", "search": "tap repair"}
    numbers = {"id": TASK, "price": 59900, "time_required": 60, "rating_sum": 0, "rating_count": 0}
    return told | numbers | {"category": Category.PLUMBING, "created_at": moment, "updated_at": moment}


def _booking(number: int, moment: datetime) -> dict[str, Any]:
    begins = moment + timedelta(days=1, minutes=number)
    return {
        "task_id": TASK,
        "task_name": "Tap repair",
        "category": Category.PLUMBING,
        "price": 59900,
        "time_required": 60,
        "customer_id": CUSTOMER,
        "was_open": True,
        "status": BookingStatus.REQUESTED,
        "scheduled_for": begins,
        "ends_at": begins + timedelta(hours=1),
        "address": "7 Church Street, Bengaluru",
        "pincode": _pincode(number),
        "remarks": "",
        "search": "",
        "version": 1,
        "created_at": moment,
    }


def deliveries(app: Flask) -> list[Row]:
    """Every delivery as it is now."""
    found = select(Delivery).options(joinedload(Delivery.user)).order_by(Delivery.id)
    with app.app_context(), unit_of_work(write=False) as session:
        return [_row(delivery) for delivery in session.scalars(found)]


def _row(delivery: Delivery) -> Row:
    return Row(
        delivery.user_id,
        delivery.channel.value,
        delivery.user.email,
        message_id(delivery.id),
        delivery.status.value,
        delivery.attempts,
    )


def reminder_runs(app: Flask) -> list[str]:
    """The statuses of the runs that planned reminders."""
    runs = select(JobRun.status).where(JobRun.name == "daily_reminders")
    with app.app_context(), unit_of_work(write=False) as session:
        return [status.value for status in session.scalars(runs)]


def is_settled(app: Flask) -> bool:
    """Whether the reminders are planned, and none of them waits or is being sent."""
    runs = reminder_runs(app)
    open_ = Delivery.status.in_([DeliveryStatus.PENDING, DeliveryStatus.SENDING])
    with app.app_context(), unit_of_work(write=False) as session:
        return runs != [] and not OPEN_RUNS & {*runs} and not session.scalar(select(exists().where(open_)))
