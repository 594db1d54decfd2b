"""Demo data: a small business in Bengaluru, half a year old, made through the real operations."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
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
from backend.catalogue.models import Category, Task
from backend.catalogue.operations import put_task
from backend.catalogue.schemas import TaskIn
from backend.core import clock
from backend.core.extensions import db
from backend.core.unit_of_work import unit_of_work
from backend.demo_bookings import Business, bookings
from backend.demo_people import CUSTOMERS, PINCODES, PLACES, PROFESSIONALS, TASKS, WAITING
from backend.notifications.models import Channel, Delivery, DeliveryStatus

PASSWORD = "knock-knock-1"  # noqa: S105 - everybody's in the demo, and printed
AGE = 170
"""Days since the business opened."""


def seed() -> Iterator[str]:
    """Make the demo, once; gives lines to print."""
    with unit_of_work(write=False):
        admin = db.session.scalar(select(User).where(User.role == Role.ADMIN).order_by(User.id))
        begun = db.session.scalar(select(Task.id).limit(1)) is not None
    if begun:
        yield "There are tasks already: demo data is only for a new installation."
        return
    if admin is None:
        yield "Make the admin first: python -m backend.cli ensure-admin"
        return
    kept = hash_password(PASSWORD)
    with unit_of_work():
        business = _opened(admin.id, kept)
        made = bookings(business)
        _join_late(kept)
        _read_and_send_nothing()
    people = len(PROFESSIONALS) + 1
    yield f"{len(TASKS)} tasks, {people} professionals, {len(CUSTOMERS)} customers, {made} bookings"
    names = ", ".join(str(row[0]) for row in (*CUSTOMERS, *PROFESSIONALS, WAITING))
    yield f"Sign in as {names}; everybody's password is {PASSWORD}"


def _opened(admin_id: int, kept: str) -> Business:
    """Tasks and professionals on the first day, customers one after the other."""
    opening = datetime.combine((clock.now() - timedelta(days=AGE)).date(), time(9), clock.zone())
    with clock.stopped_at(opening):
        tasks = [_task(row, admin_id) for row in TASKS]
    professionals = {}
    for number, row in enumerate(PROFESSIONALS):
        with clock.stopped_at(opening + timedelta(days=2 * number, hours=1)):
            id_ = _professional(row, number + 1, tasks, kept)
        with clock.stopped_at(opening + timedelta(days=2 * number, hours=7)):
            operations.move_account(id_, "approve", None, admin_id)
        professionals[id_] = [tasks[one - 1] for one in row[5]] or tasks
    customers = []
    for number, person in enumerate(CUSTOMERS):
        with clock.stopped_at(opening + timedelta(days=1 + 9 * number, hours=3 + number)):
            customers.append(_customer(number, person, kept))
    return Business(opening, tasks, professionals, customers)


def _join_late(kept: str) -> None:
    """Somebody waits for approval since this morning."""
    with clock.stopped_at(clock.now() - timedelta(hours=5)):
        tasks = list(db.session.scalars(select(Task.id).order_by(Task.id)))
        _professional(WAITING, len(PROFESSIONALS) + 1, tasks, kept)


def _read_and_send_nothing() -> None:
    """What is older than a day was read; nobody wants a hundred mails about what never happened."""
    yesterday = clock.now() - timedelta(days=1)
    old = update(Delivery).where(Delivery.channel == Channel.APP, Delivery.created_at < yesterday)
    db.session.execute(old.values(read_at=Delivery.created_at))
    db.session.execute(
        update(Delivery)
        .where(Delivery.status == DeliveryStatus.PENDING)
        .values(status=DeliveryStatus.SKIPPED, last_error="demo data", next_try_at=None)
    )
    dice = random.Random(11)  # noqa: S311 - the demo is the same every time
    for user in db.session.scalars(select(User).where(User.role != Role.ADMIN)):
        user.last_seen_at = max(user.created_at, clock.now() - timedelta(minutes=dice.randrange(20, 4000)))


def _task(row: tuple[str, int, int, Category, str], admin_id: int) -> int:
    name, price, minutes, category, description = row
    given = TaskIn(
        name=name, price=Decimal(price), time_required=minutes, category=category, description=description
    )
    return put_task(given, admin_id)[0].id


def _person(username: str, firstname: str, lastname: str, number: int) -> dict[str, Any]:
    address, pincode = PLACES[number % len(PLACES)]
    return {
        "username": username,
        "email": f"{username}@example.com",
        "password": PASSWORD,
        "firstname": firstname,
        "lastname": lastname,
        "address": address,
        "pincode": pincode,
        "phone": f"98450{number * 1171:05}",
    }


def _professional(
    row: tuple[str, str, str, str, int, list[int]], number: int, ids: list[int], kept: str
) -> int:
    username, firstname, lastname, compname, exp, tasks = row
    given = ProfessionalIn(
        **_person(username, firstname, lastname, number + 10),
        exp=exp,
        compname=compname,
        tasks=[ids[one - 1] for one in tasks],
        pincodes=PINCODES,
    )
    user = operations.register_professional(given, kept, "en")
    papers.keep(user, check(_paper(f"{firstname} {lastname}", compname)))
    return user.id


def _customer(number: int, row: tuple[str, str, str], kept: str) -> int:
    return operations.register_customer(CustomerIn(**_person(*row, number)), kept, "en").id


def _paper(name: str, company: str) -> bytes:
    """A made-up identity card, so that there is something to look at."""
    card = Image.new("RGB", (900, 560), "#eef4f4")
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 900, 90), fill="#0c4a54")
    draw.text((40, 28), "SPECIMEN IDENTITY CARD", fill="white", font_size=32)
    draw.rounded_rectangle((40, 140, 260, 420), 14, fill="#cfdede")
    draw.ellipse((100, 180, 200, 280), fill="#9fbabb")
    draw.chord((70, 300, 230, 540), 180, 360, fill="#9fbabb")
    for top, label, value in ((150, "Name", name), (250, "Company", company), (350, "Number", "0000 0000")):
        draw.text((310, top), label, fill="#4a6670", font_size=22)
        draw.text((310, top + 30), value, fill="#10333b", font_size=38)
    draw.line((40, 470, 860, 470), fill="#b9cccc", width=2)
    draw.text((40, 492), "Not a real document", fill="#4a6670", font_size=26)
    drawn = BytesIO()
    card.save(drawn, "PNG")
    return drawn.getvalue()
