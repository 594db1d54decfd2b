"""Who stayed away so long that it is a reason to remind them, in days of the business's calendar."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Integer, and_, case, func, null, or_

from backend.accounts.models import Professional, User
from backend.core import clock


def remind_on(absence_days: int) -> list[int]:
    """After how many days away one is reminded of that alone: 7, 14 and 28 by default, then never."""
    return [absence_days, 2 * absence_days, 4 * absence_days]


def days_away(day: date, absence_days: int) -> ColumnElement[int | None]:
    """Days of the business's calendar since the last visit, where these are a reason to remind."""
    whens = [(_last_visit_on(day - timedelta(days=days)), days) for days in remind_on(absence_days)]
    return case(*whens, else_=null().cast(Integer))


def _last_visit_on(day: date) -> ColumnElement[bool]:
    """Whether the latest visit was on this day; to register and to be approved are visits too."""
    begin, end = clock.day_start(day), clock.day_end(day)
    visits = (User.created_at, Professional.approved_at, User.last_seen_at)
    some = or_(*(at >= begin for at in visits))
    return and_(some, *(func.coalesce(at, User.created_at) < end for at in visits))
