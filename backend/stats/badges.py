"""How much waits for somebody at each of their places, in two statements at most."""

from typing import Any

from pydantic import RootModel
from sqlalchemy import func, or_, select

from backend.accounts.models import AccountStatus, Document, Role, User
from backend.bookings.models import Booking, BookingMove, BookingStatus
from backend.bookings.visibility import open_offers
from backend.core import clock
from backend.core.extensions import db
from backend.core.fields import Output
from backend.notifications.models import Channel, Delivery
from backend.notifications.overview import amiss

MOST = 100
"""The screens say 99+ beyond: nobody needs to know how many of so many bookings are new."""

OWN_DOING = "booking_booked"
"""The one notice about a booking that only confirms what its reader has just done."""


class Badges(Output):
    """`notices` counts how often my notices have changed, `mark` changes whenever what waits does."""

    notices: int
    mark: str


class ProfessionalBadges(Badges):
    """Offers that can still be accepted; visits whose time is over and that nobody closed."""

    inbox: int
    schedule: int


class CustomerBadges(Badges):
    """Bookings with news that were not read yet, and which these are (a hundred at most)."""

    bookings: int
    fresh: list[int]


class AdminBadges(Badges):
    """People and documents to look at, exports that ended unseen, deliveries that failed or are in doubt."""

    approvals: int
    exports: int
    deliveries: int


class BadgesOut(RootModel[ProfessionalBadges | CustomerBadges | AdminBadges | Badges]):
    """What waits for whoever asks."""


def of(me: User) -> Badges:
    """What waits for `me`; for who may not work yet only whether there are news."""
    notices = me.notice_count.version if me.notice_count else 0
    if not me.is_active:
        return Badges(notices=notices, mark="")
    if me.role is Role.ADMIN:
        return AdminBadges(notices=notices, **_of_admin(me))
    if me.role is Role.PROFESSIONAL:
        return ProfessionalBadges(notices=notices, **_of_professional(me))
    return CustomerBadges(notices=notices, **_of_customer(me))


def _of_professional(me: User) -> dict[str, Any]:
    now = clock.now()
    offers = open_offers(me, now, Booking.id, Booking.version)
    summed = select(func.count(), func.max(offers.c.id), func.sum(offers.c.version))
    count, newest, versions = db.session.execute(summed).one()
    mine = select(func.count(), func.sum(Booking.version), func.count().filter(Booking.ends_at <= now))
    plan = db.session.execute(
        mine.where(Booking.professional_id == me.id, Booking.status == BookingStatus.ASSIGNED)
    ).one()
    mark = ".".join(str(each or 0) for each in (newest, versions, plan[0], plan[1]))
    return {"inbox": count, "schedule": plan[2], "mark": mark}


def _of_customer(me: User) -> dict[str, Any]:
    unread = select(Delivery.subject).where(
        Delivery.user_id == me.id,
        Delivery.channel == Channel.APP,
        Delivery.read_at.is_(None),
        Delivery.kind != OWN_DOING,
        Delivery.subject.startswith("booking:"),
    )
    fresh = sorted({int(subject.split(":")[1]) for subject in db.session.scalars(unread)}, reverse=True)
    own = select(func.count(), func.sum(Booking.version)).where(Booking.customer_id == me.id)
    count, versions = db.session.execute(own).one()
    return {"bookings": len(fresh), "fresh": fresh[:MOST], "mark": f"{count}.{versions or 0}"}


def _of_admin(me: User) -> dict[str, Any]:
    papers = select(func.count()).select_from(Document).join(User, User.id == Document.user_id)
    waiting = or_(User.status == AccountStatus.PENDING, Document.needs_review)
    judged = papers.where(User.status.in_([AccountStatus.PENDING, AccountStatus.ACTIVE]), waiting)
    unseen = select(func.count()).where(
        Delivery.user_id == me.id,
        Delivery.channel == Channel.APP,
        Delivery.read_at.is_(None),
        Delivery.subject.startswith("export:"),
    )
    last = select(func.max(BookingMove.id))
    every = (judged, unseen, last)
    approvals, exports, newest = db.session.execute(select(*(each.scalar_subquery() for each in every))).one()
    return {
        "approvals": approvals,
        "exports": exports,
        "deliveries": sum(amiss()),
        "mark": str(newest or 0),
    }
