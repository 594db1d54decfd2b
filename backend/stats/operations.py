"""Figures, each kind in a constant number of statements; days and months are the business's own."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from backend.accounts.models import AccountStatus, Professional, Role, User
from backend.bookings.models import Booking, BookingMove, BookingStatus, Rejection
from backend.bookings.visibility import open_offers
from backend.catalogue.models import Task
from backend.core import clock, months
from backend.core.extensions import db
from backend.notifications.overview import amiss
from backend.stats.counting import Figures, Scope, added, count, everything, own, top_tasks, totals
from backend.stats.periods import Period, month_of
from backend.stats.schemas import (
    AdminStats,
    Answers,
    Before,
    CustomerStats,
    DayFigures,
    MetFigures,
    MonthFigures,
    ProfessionalStats,
    StepFigures,
    TaskFigures,
)

MONTHS, MOST = 6, 10
HERE = [status for status in AccountStatus if status is not AccountStatus.ERASED]


class Counted:
    """A period counted in one statement, with the one before it and further ones that are wanted."""

    def __init__(self, scope: Scope, period: Period, more: Sequence[Period] = ()) -> None:
        self.period, self.steps = period, list(period.steps())
        found = count(scope, [*self.steps, period.before, *more])
        self.each = found[: len(self.steps)]
        self.before, *self.more = found[len(self.steps) :]
        self.whole = added(self.each)

    def shown(
        self,
        tasks: list[TaskFigures],
        new: dict[str, int] | None = None,
        earlier: dict[str, int] | None = None,
    ) -> dict[str, Any]:
        """What every role's figures have in common; `new` people came in the period, `earlier` before it."""
        before = self.period.before
        return {
            "from_": self.period.first,
            "to": self.period.last,
            "step": self.period.step,
            "series": [_step(*one) for one in zip(self.steps, self.each, strict=True)],
            "totals": totals(self.whole, **(new or {})),
            "before": Before(
                from_=before.first, to=before.last, totals=totals(self.before, **(earlier or {}))
            ),
            "stars": list(self.whole["closed"].stars),
            "top_tasks": tasks,
        }


def _step(days: Period, figures: Figures) -> StepFigures:
    counts = {what: one.count for what, one in figures.items()}
    return StepFigures(from_=days.first, to=days.last, closed_value=figures["closed"].value, **counts)


def of_business(period: Period, *, usual: bool) -> AdminStats:
    """The whole business, in five statements; `usual` brings what is about no period, in one more."""
    scope = everything()
    names = _names_of_months(MONTHS if usual else 1)
    counted = Counted(scope, period, [month_of(name) for name in names])
    people = _people(period)
    by_status, rating = _by_status()
    return AdminStats(
        **counted.shown(top_tasks(scope, period, "bookings", MOST), people.new, people.before),
        waiting_now=by_status[BookingStatus.REQUESTED],
        this_month=counted.more[-1]["bookings"].count,
        rating=rating,
        waiting_approvals=people.by_status[Role.PROFESSIONAL][AccountStatus.PENDING],
        failed_deliveries=amiss()[0],
        users_by_role={role.value: people.by_status[role].total() for role in Role},
        users_by_status={
            role.value: {status.value: people.by_status[role][status] for status in HERE} for role in Role
        },
        bookings_by_status={status.value: times for status, times in by_status.items()},
        closed_value=_closed_value() if usual else None,
        months=_months(names, counted.more) if usual else None,
        days=_days(counted) if usual else None,
    )


def _names_of_months(most: int) -> list[str]:
    now = months.month_of(clock.now())
    return [months.shifted(now, by) for by in range(1 - most, 1)]


def _months(names: Sequence[str], found: Sequence[Figures]) -> list[MonthFigures]:
    return [
        MonthFigures(
            month=name,
            bookings=each["bookings"].count,
            closed=each["closed"].count,
            closed_value=each["closed"].value,
        )
        for name, each in zip(names, found, strict=True)
    ]


def _days(counted: Counted) -> list[DayFigures]:
    return [
        DayFigures(date=day.first.isoformat(), bookings=each["bookings"].count, closed=each["closed"].count)
        for day, each in zip(counted.steps, counted.each, strict=True)
    ]


def _by_status() -> tuple[dict[BookingStatus, int], float | None]:
    """How many bookings there are in each status, and how all were rated."""
    stars = select(func.sum(Task.rating_sum)).scalar_subquery()
    ratings = select(func.sum(Task.rating_count)).scalar_subquery()
    # Counted in an index alone; what they are worth would have to be read in every booking.
    rows = _rows(select(Booking.status, func.count(), stars, ratings).group_by(Booking.status))
    found = {status: times for status, times, *_ in rows}
    rated = rows[0][2:] if rows else (0, 0)
    rating = round(int(rated[0]) / int(rated[1]), 1) if rated[1] else None
    return {status: found.get(status, 0) for status in BookingStatus}, rating


def _closed_value() -> int:
    worth = select(func.coalesce(func.sum(Booking.price), 0))
    return int(db.session.scalar(worth.where(Booking.closed_at.is_not(None))) or 0)


def _rows(statement: Any) -> Sequence[Any]:
    return db.session.execute(statement).all()


@dataclass
class People:
    """Who is here, by role and status, and who came; the erased came too, but are here no more."""

    by_status: defaultdict[Role, Counter[AccountStatus]] = field(default_factory=lambda: defaultdict(Counter))
    new: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)


def _people(period: Period) -> People:
    people = People(
        new=Counter(new_customers=0, new_professionals=0),
        before=Counter(new_customers=0, new_professionals=0),
    )
    new, before = (
        func.count().filter(User.created_at >= each.start, User.created_at < each.until)
        for each in (period, period.before)
    )
    counted = select(User.role, User.status, func.count(), new, before).group_by(User.role, User.status)
    for role, status, times, came, came_before in _rows(counted):
        if status is not AccountStatus.ERASED:
            people.by_status[role][status] = times
        if role is not Role.ADMIN:
            people.new[f"new_{role.value}s"] += came
            people.before[f"new_{role.value}s"] += came_before
    return people


def of_professional(me: User, period: Period) -> ProfessionalStats:
    """A professional's own figures, in six statements."""
    profile = me.professional
    theirs = Booking.professional_id == me.id
    scope = own(theirs, Booking.assigned_at)
    counted = Counted(scope, period, [month_of(months.month_of(clock.now()))])
    by_status = _own_by_status(theirs)
    return ProfessionalStats(
        **counted.shown(top_tasks(scope, period, "closed_value", MOST)),
        waiting=_count_offered(me),
        assigned=by_status[BookingStatus.ASSIGNED][0],
        closed=by_status[BookingStatus.CLOSED][0],
        earnings=by_status[BookingStatus.CLOSED][1],
        earnings_this_month=counted.more[0]["closed"].value,
        rating=profile.rating if profile else None,
        rating_count=profile.rating_count if profile else 0,
        answers=_answers(me, period, counted.whole["bookings"].count),
        weekdays=_weekdays(theirs, period),
    )


def _own_by_status(theirs: ColumnElement[bool]) -> dict[BookingStatus, tuple[int, int]]:
    worth = select(Booking.status, func.count(), func.sum(Booking.price)).where(theirs)
    found = {status: (times, int(value)) for status, times, value in _rows(worth.group_by(Booking.status))}
    return {status: found.get(status, (0, 0)) for status in BookingStatus}


def _count_offered(me: User) -> int:
    offers = open_offers(me, clock.now(), Booking.id)
    return db.session.scalar(select(func.count()).select_from(offers)) or 0


def _answers(me: User, period: Period, kept: int) -> Answers:
    """What they said to offers; who gives a booking back is no longer found by it, but by their rejection."""
    moved = (
        select(BookingMove.action, func.count())
        .join(Rejection, Rejection.booking_id == BookingMove.booking_id)
        .where(
            Rejection.professional_id == me.id,
            BookingMove.actor_id == me.id,
            BookingMove.action.in_(("accept", "reject", "release")),
            BookingMove.at >= period.start,
            BookingMove.at < period.until,
        )
    )
    found: Counter[str] = Counter()
    for action, times in _rows(moved.group_by(BookingMove.action)):
        found[action] = times
    return Answers(
        accepted=kept + found["accept"],
        rejected=found["reject"],
        released=found["release"],
    )


def _closed_in(period: Period) -> ColumnElement[bool]:
    return and_(
        Booking.status == BookingStatus.CLOSED,
        Booking.closed_at >= period.start,
        Booking.closed_at < period.until,
    )


def _weekdays(theirs: ColumnElement[bool], period: Period) -> list[int]:
    visits = select(Booking.scheduled_for).where(theirs, _closed_in(period))
    # One person's are few enough to be read one by one: the engines tell a zone's weekday differently.
    found = Counter(at.astimezone(clock.zone()).weekday() for at in db.session.scalars(visits))
    return [found[day] for day in range(7)]


def of_customer(me: User, period: Period) -> CustomerStats:
    """A customer's own figures, in four statements."""
    theirs = Booking.customer_id == me.id
    scope = own(theirs, Booking.created_at)
    counted = Counted(scope, period)
    by_status = _own_by_status(theirs)
    return CustomerStats(
        **counted.shown(top_tasks(scope, period, "closed_value", MOST)),
        requested=by_status[BookingStatus.REQUESTED][0],
        assigned=by_status[BookingStatus.ASSIGNED][0],
        closed=by_status[BookingStatus.CLOSED][0],
        cancelled=by_status[BookingStatus.CANCELLED][0],
        spent=by_status[BookingStatus.CLOSED][1],
        professionals=_met(theirs, period),
    )


def _met(theirs: ColumnElement[bool], period: Period) -> list[MetFigures]:
    each = (
        select(Booking.professional_id.label("id"), func.count().label("closed"))
        .where(theirs, _closed_in(period))
        .group_by(Booking.professional_id)
        .order_by(func.count().desc(), Booking.professional_id)
        .limit(MOST)
        .subquery()
    )
    named = (
        select(User.id, User.firstname, User.lastname, User.status, Professional.compname, each.c.closed)
        .join(each, each.c.id == User.id)
        .join(Professional, Professional.user_id == User.id)
    )
    return [
        MetFigures(
            professional_id=row.id,
            firstname=row.firstname,
            lastname=row.lastname,
            compname=row.compname,
            active=row.status is AccountStatus.ACTIVE,
            closed=row.closed,
        )
        for row in _rows(named.order_by(each.c.closed.desc(), User.id))
    ]
