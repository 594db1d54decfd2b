"""How much happened between which moments: a few statements, however many bookings there are.

Everything here is a sum over whole days, so that a table with a row a day could answer instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    column,
    func,
    select,
    union_all,
    values,
)
from sqlalchemy import literal as constant

from backend.bookings.models import Booking, BookingStatus
from backend.catalogue.models import Task, TaskStatus
from backend.core.database import UtcDateTime
from backend.core.extensions import db
from backend.stats.periods import Period
from backend.stats.schemas import TaskFigures, Totals

STARS = range(1, 6)
Happening = Literal["bookings", "closed", "cancelled", "expired"]


@dataclass(frozen=True)
class Scope:
    """Whose bookings are counted, and which of their moments makes one theirs."""

    bookings: FromClause
    begun: ColumnElement[Any]

    @property
    def moments(self) -> Mapping[Happening, tuple[ColumnElement[Any], BookingStatus | None]]:
        """What is counted by which moment, and the status that it takes where the moment alone won't say."""
        of = self.bookings.c
        # Nothing follows on closing and cancelling. To ask for their status too would make SQLite look
        # at every booking in it, for each step anew, instead of at the moment's index.
        return {
            "bookings": (self.begun, None),
            "closed": (of.closed_at, None),
            "cancelled": (of.cancelled_at, None),
            # Nothing says when a booking expired, but it does so within a minute of its hour.
            "expired": (of.scheduled_for, BookingStatus.EXPIRED),
        }

    def within(self, what: Happening, start: Any, until: Any) -> list[ColumnElement[bool]]:
        """The conditions under which that happened between two moments."""
        moment, status = self.moments[what]
        needs = [] if status is None else [self.bookings.c.status == status]
        return [*needs, moment >= start, moment < until]


def everything() -> Scope:
    """All bookings there are."""
    table = Booking.__table__
    return Scope(table, table.c.created_at)


def own(which: ColumnElement[bool], begun: Any) -> Scope:
    """The bookings of one person, begun by the moment in that column."""
    # Read first by their owner: by the moment, everybody's would be looked at.
    rows = select(Booking.__table__).where(which).cte("own").prefix_with("MATERIALIZED")
    return Scope(rows, rows.c[begun.key])


@dataclass(frozen=True)
class Happened:
    """How often, for how many paise, and with how many ratings of each number of stars."""

    count: int = 0
    value: int = 0
    stars: tuple[int, ...] = (0,) * len(STARS)


Figures = Mapping[Happening, Happened]
NOTHING = Happened()


def count(scope: Scope, periods: Sequence[Period]) -> list[Figures]:
    """What happened in each of the periods, in one statement; they may overlap."""
    spans = _spans(periods)
    each = [_counted(scope, spans, what) for what in scope.moments]
    found: list[dict[Happening, Happened]] = [{} for _ in periods]
    for what, number, times, value, *stars in db.session.execute(union_all(*each)):
        found[number][what] = Happened(times, int(value), tuple(int(each) for each in stars))
    return [{what: one.get(what, NOTHING) for what in scope.moments} for one in found]


def _spans(periods: Sequence[Period]) -> CTE:
    moments = [(number, each.start, each.until) for number, each in enumerate(periods)]
    # The bounds come from here, because SQLite knows no time zones.
    named = (column("number", Integer), column("start", UtcDateTime), column("until", UtcDateTime))
    return values(*named, name="spans").data(moments).cte("spans")


def _counted(scope: Scope, spans: CTE, what: Happening) -> Select[Any]:
    of = scope.bookings.c
    nothing = constant(0, Integer)
    value: ColumnElement[Any] = nothing
    stars: list[ColumnElement[Any]] = [nothing] * len(STARS)
    if what == "closed":
        value = func.sum(of.price)
        stars = [func.count().filter(of.rating == number) for number in STARS]
    on = scope.within(what, spans.c.start, spans.c.until)
    joined = spans.join(scope.bookings, onclause=_all(on))
    row = (constant(what), spans.c.number, func.count(), value, *stars)
    return select(*row).select_from(joined).group_by(spans.c.number)


def _all(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = conditions
    for other in others:
        first = first & other
    return first


def added(figures: Iterable[Figures]) -> Figures:
    """Several periods as one: sums, which is all that a period is."""
    total: dict[Happening, Happened] = {}
    for each in figures:
        for what, more in each.items():
            had = total.get(what, NOTHING)
            stars = tuple(map(int.__add__, had.stars, more.stars))
            total[what] = Happened(had.count + more.count, had.value + more.value, stars)
    return total


def mean(stars: Sequence[int]) -> float | None:
    """The mean of so many ratings of one to five stars, one decimal; None without any."""
    ratings = sum(stars)
    return round(sum(map(int.__mul__, STARS, stars)) / ratings, 1) if ratings else None


def totals(figures: Figures, **more: int) -> Totals:
    """Figures as they go out."""
    stars = figures["closed"].stars
    return Totals(
        **{what: one.count for what, one in figures.items()},
        closed_value=figures["closed"].value,
        rating=mean(stars),
        ratings=sum(stars),
        **more,
    )


def top_tasks(
    scope: Scope, period: Period, by: Literal["bookings", "closed_value"], most: int
) -> list[TaskFigures]:
    """What was booked most or worth most in a period, in one statement."""
    found = union_all(_booked(scope, period), _closed(scope, period)).subquery()
    names = ("bookings", "closed", "closed_value", "rating_sum", "ratings")
    sums = {name: func.sum(found.c[name]).label(name) for name in names}
    each = (
        select(found.c.task_id, *sums.values())
        .group_by(found.c.task_id)
        .order_by(sums[by].desc(), sums["bookings"].desc(), found.c.task_id)
        .limit(most)
        .subquery()
    )
    named = select(Task.name, Task.category, Task.status, each).join(each, each.c.task_id == Task.id)
    ordered = named.order_by(each.c[by].desc(), each.c.bookings.desc(), Task.id)
    return [_task(row) for row in db.session.execute(ordered).mappings()]


def _booked(scope: Scope, period: Period) -> Select[Any]:
    nothing = constant(0, Integer)
    task_id = scope.bookings.c.task_id
    figures = (func.count().label("bookings"), nothing.label("closed"), nothing.label("closed_value"))
    ratings = (nothing.label("rating_sum"), nothing.label("ratings"))
    which = scope.within("bookings", period.start, period.until)
    return select(task_id, *figures, *ratings).where(*which).group_by(task_id)


def _closed(scope: Scope, period: Period) -> Select[Any]:
    of = scope.bookings.c
    figures = (constant(0, Integer), func.count(), func.sum(of.price))
    ratings = (func.coalesce(func.sum(of.rating), 0), func.count(of.rating))
    which = scope.within("closed", period.start, period.until)
    return select(of.task_id, *figures, *ratings).where(*which).group_by(of.task_id)


def _task(row: Mapping[Any, Any]) -> TaskFigures:
    figures = {name: int(row[name]) for name in ("bookings", "closed", "closed_value", "ratings")}
    return TaskFigures(
        task_id=row["task_id"],
        name=row["name"],
        category=row["category"],
        active=row["status"] is TaskStatus.ACTIVE,
        rating=round(int(row["rating_sum"]) / figures["ratings"], 1) if figures["ratings"] else None,
        **figures,
    )
