"""Demo data: a small business in Bengaluru, made through the real operations."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy import select, update

from backend.accounts import operations, papers
from backend.accounts.documents import check
from backend.accounts.models import Role, User
from backend.accounts.passwords import hash_password
from backend.accounts.schemas import CustomerIn, ProfessionalIn
from backend.bookings.models import Booking, BookingStatus
from backend.bookings.moves import move
from backend.bookings.operations import book, review
from backend.bookings.schemas import BookingIn, ReviewIn
from backend.catalogue.models import Category, Task
from backend.catalogue.operations import put_task
from backend.catalogue.schemas import TaskIn
from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Channel, Delivery, DeliveryStatus

PASSWORD = "knock-knock-1"  # noqa: S105 - everybody's in the demo, and printed
C = Category
TASKS = [
    ("Deep home cleaning", 2499, 240, C.CLEANING, "Kitchen, bathrooms and every corner, with own supplies."),
    ("AC check and gas refill", 599, 60, C.APPLIANCES, "Jet wash for split or window AC, cooling tested."),
    ("Tap and leak repair", 199, 45, C.PLUMBING, "Leaking taps, flush tanks and pipes, the same day."),
    ("Fan and light fitting", 149, 30, C.ELECTRICAL, "Install or replace fans, switches, MCBs and lights."),
    ("Cockroach and ant control", 899, 60, C.PEST_CONTROL, "Odourless gel, safe for children and pets."),
    ("Salon at home", 1299, 120, C.BEAUTY, "Facial, waxing and manicure with sealed single-use kits."),
    ("Washing machine repair", 349, 60, C.LAUNDRY, "Diagnosis at your door; parts with a 90-day warranty."),
    ("One-room wall painting", 4999, 480, C.PAINTING, "Two coats, masking and clean-up; 1,800 shades."),
    ("Furniture assembly", 449, 90, C.CARPENTRY, "Beds, wardrobes and desks, assembled level."),
    ("Water purifier upkeep", 399, 45, C.WATER, "Filter change, TDS reading and a sanitised tank."),
    ("Garden care visit", 699, 90, C.GARDENING, "Pruning, re-potting and feeding for balcony and lawn."),
    ("Sofa and carpet shampoo", 799, 120, C.FURNISHING, "Foam extraction for five seats, dry in six hours."),
]
PAST = 60
PINCODES = ["560001", "560038", "560050", "560076", "560085"]
PROFESSIONALS = [
    ("petra", "Petra", "D'Souza", "Petra Home Care", 8, []),
    ("paul", "Paul", "Reddy", "Reddy & Sons", 12, [2, 3, 4, 7]),
    ("meera", "Meera", "Nair", "Meera Salon", 5, [6]),
    ("nikhil", "Nikhil", "Shetty", "Green Thumb", 4, [11, 12, 1]),
]
WAITING = ("ishita", "Ishita", "Singh", "Bright Sparks", 3, [4])
CUSTOMERS = [
    ("carl", "Carl", "Mathew"),
    ("cora", "Cora", "Iyer"),
    ("asha", "Asha", "Rao"),
    ("farhan", "Farhan", "Khan"),
]
PRAISE = [
    "On time and neat.",
    "Explained everything, fair and quick.",
    "Good work.",
    "Very polite. Will book again.",
    "",
]


def seed() -> Iterator[str]:
    """Make the demo, once; gives lines to print."""
    with unit_of_work(write=False):
        admin = db.session.scalar(select(User).where(User.role == Role.ADMIN).order_by(User.id))
        if db.session.scalar(select(Task.id).limit(1)):
            yield "There are tasks already: demo data is only for a new installation."
            return
    if admin is None:
        yield "Make the admin first: python -m backend.cli ensure-admin"
        return
    kept = hash_password(PASSWORD)
    with unit_of_work():
        ids = [_task(row, admin.id) for row in TASKS]
        people = [_professional(row, ids, kept) for row in (*PROFESSIONALS, WAITING)]
        for professional in people[:-1]:
            operations.move_account(professional, "approve", None, admin.id)
        customers = [_customer(index, row, kept) for index, row in enumerate(CUSTOMERS)]
        _bookings(customers, people[:-1], ids)
        _send_no_mail()
    yield f"{len(ids)} tasks, {len(people)} professionals, {len(customers)} customers, {PAST} past bookings"
    names = ", ".join(str(row[0]) for row in (*CUSTOMERS, *PROFESSIONALS, WAITING))
    yield f"Sign in as {names}; everybody's password is {PASSWORD}"


def _send_no_mail() -> None:
    """Nobody wants a hundred mails about bookings that were never made."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.status == DeliveryStatus.PENDING)
        .values(status=DeliveryStatus.SKIPPED, last_error="demo data", next_try_at=None)
    )


def _task(row: tuple[str, int, int, Category, str], admin_id: int) -> int:
    name, price, minutes, category, description = row
    given = TaskIn(
        name=name, price=Decimal(price), time_required=minutes, category=category, description=description
    )
    return put_task(given, admin_id)[0].id


def _person(username: str, firstname: str, lastname: str, index: int) -> dict[str, Any]:
    return {
        "username": username,
        "email": f"{username}@example.com",
        "password": PASSWORD,
        "firstname": firstname,
        "lastname": lastname,
        "address": f"{10 + index}, 4th Cross, Indiranagar",
        "pincode": PINCODES[index % len(PINCODES)],
        "phone": f"98450{index:05}",
    }


def _professional(row: tuple[str, str, str, str, int, list[int]], ids: list[int], kept: str) -> int:
    username, firstname, lastname, compname, exp, tasks = row
    given = ProfessionalIn(
        **_person(username, firstname, lastname, 1),
        exp=exp,
        compname=compname,
        tasks=[ids[number - 1] for number in tasks],
        pincodes=PINCODES,
    )
    user = operations.register_professional(given, kept, "en")
    papers.keep(user, check(_paper(f"{firstname} {lastname}")))
    return user.id


def _paper(name: str) -> bytes:
    """A made-up identity card, so that there is something to look at."""
    card = Image.new("RGB", (900, 560), "#eef4f4")
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 900, 90), fill="#0c4a54")
    draw.text((40, 28), "SPECIMEN IDENTITY CARD", fill="white", font_size=32)
    draw.rectangle((40, 140, 260, 420), fill="#cfdede")
    draw.text((310, 160), name, fill="#10333b", font_size=40)
    draw.text((310, 230), "Not a real document", fill="#4a6670", font_size=26)
    drawn = BytesIO()
    card.save(drawn, "PNG")
    return drawn.getvalue()


def _customer(index: int, row: tuple[str, str, str], kept: str) -> int:
    return operations.register_customer(CustomerIn(**_person(*row, index)), kept, "en").id


def _bookings(customers: list[int], professionals: list[int], tasks: list[int]) -> None:
    dice = random.Random(7)  # noqa: S311 - the demo is the same every time
    start = clock.now().replace(minute=30, second=0, microsecond=0)
    for number in range(PAST):
        _history(dice, start - timedelta(days=3 * number + 1), customers, professionals[0], tasks)
    _read_all_notices()
    for day in range(1, 9):
        _book(dice.choice(customers), dice.choice(tasks), start + timedelta(days=day))
    for day in (1, 2, 3):
        booked = _book(customers[0], tasks[day], start + timedelta(days=day, hours=3))
        move(booked.id, "accept", None, _user(professionals[0]))


def _read_all_notices() -> None:
    """What happened months ago was read months ago."""
    told = update(Delivery).where(Delivery.channel == Channel.APP)
    db.session.execute(told.values(read_at=clock.now()))


def _user(user_id: int) -> User:
    return operations.get_user(user_id)


def _book(customer_id: int, task_id: int, when: datetime) -> Booking:
    return book(BookingIn(task_id=task_id, scheduled_for=when, remarks=""), _user(customer_id))


def _history(
    dice: random.Random, when: datetime, customers: list[int], professional_id: int, tasks: list[int]
) -> None:
    """One booking as it would look some days after `when`: most closed, a few cancelled."""
    customer = _user(dice.choice(customers))
    booking = _book(
        customer.id, dice.choice(tasks), clock.now() + timedelta(days=1, minutes=dice.randrange(9999))
    )
    if dice.random() < 0.15:
        move(booking.id, "cancel", "Plans changed", customer)
    else:
        move(booking.id, "accept", None, _user(professional_id))
        move(booking.id, "close", None, customer)
        if dice.random() < 0.7:
            review(
                booking.id,
                ReviewIn(rating=dice.choice([3, 4, 5, 5, 5]), remarks=dice.choice(PRAISE)),
                customer,
            )
    _date_back(booking.id, when)


def _date_back(booking_id: int, when: datetime) -> None:
    seen = db.session.get_one(Booking, booking_id)
    closed = when + timedelta(hours=2) if seen.status is BookingStatus.CLOSED else None
    cancelled = when - timedelta(hours=3) if seen.status is BookingStatus.CANCELLED else None
    db.session.execute(
        update(Booking)
        .where(Booking.id == booking_id)
        .values(
            scheduled_for=when,
            ends_at=when + timedelta(minutes=seen.time_required),
            created_at=when - timedelta(days=1),
            assigned_at=when - timedelta(hours=20) if seen.assigned_at else None,
            closed_at=closed,
            cancelled_at=cancelled,
            reviewed_at=when + timedelta(hours=3) if seen.reviewed_at else None,
        )
    )
