"""The letters of reminders and reports, in their reader's language."""

from datetime import datetime
from typing import Any

from backend.notifications import texts
from backend.notifications.letters import Brief, Letter, compose
from backend.notifications.models import Delivery
from backend.reports import operations
from backend.reports.schemas import ReportOut
from backend.reports.texts import REMINDER, REPORT


def reminder(delivery: Delivery) -> Letter:
    """One evening's digest: what waits, for how long, and where to answer."""
    user, about = delivery.user, delivery.about
    said = REMINDER[texts.known(user.locale)]
    subject = said["subject" if about["waiting"] or about["overdue"] else "subject_away"].format(**about)
    lines = [_waiting_line(line, user.locale, said) for line in about["bookings"]]
    more = about["waiting"] + about["overdue"] - len(lines)
    return compose(
        "reminder", subject, user.locale, said=said, about=about, lines=lines, more=more, name=user.firstname
    )


def _waiting_line(line: dict[str, Any], locale: str, said: dict[str, str]) -> dict[str, Any]:
    since = said["waits"].format(day=texts.day(datetime.fromisoformat(line["created_at"]), locale))
    when = texts.moment(datetime.fromisoformat(line["scheduled_for"]), locale)
    return line | {"when": when, "since": said["is_overdue"] if line["overdue"] else since}


def report(delivery: Delivery) -> Letter:
    """One customer's month."""
    user = delivery.user
    found = operations.shown(user, delivery.about)
    said = REPORT[texts.known(user.locale)]
    month = texts.month(found.period, user.locale)
    subject = said["subject_so_far" if found.so_far else "subject"].format(month=month)
    return compose(
        "report",
        subject,
        user.locale,
        said=said,
        month=month,
        report=found,
        lines=[_booking_line(line, user.locale) for line in found.bookings],
        bars=_bars(found),
        spent=texts.money(found.spent),
        name=user.firstname,
    )


def _booking_line(line: Any, locale: str) -> dict[str, Any]:
    return {
        "booking_id": line.booking_id,
        "task_name": line.task_name,
        "status": line.status.value,
        "when": texts.moment(line.scheduled_for, locale),
        "price": texts.money(line.price),
    }


def _bars(found: ReportOut) -> list[dict[str, Any]]:
    most = max((share.spent for share in found.by_task), default=0) or 1
    return [
        {
            "task_name": share.task_name,
            "spent": texts.money(share.spent),
            "width": max(2, round(100 * share.spent / most)),
        }
        for share in found.by_task[:6]
    ]


def brief(delivery: Delivery) -> Brief:
    """One evening's digest in a few words."""
    user, about = delivery.user, delivery.about
    said = REMINDER[texts.known(user.locale)]
    waits = about["waiting"] or about["overdue"]
    return Brief(
        headline=said["headline" if waits else "headline_away"],
        paragraph=said["brief" if waits else "away"].format(**about),
        quote="",
        action=said["action"],
        path="/inbox",
        values={"name": user.firstname, "waiting": str(about["waiting"]), "overdue": str(about["overdue"])},
    )
