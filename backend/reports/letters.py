"""The letters of reminders and reports, in their reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from backend.core import clock
from backend.notifications import texts
from backend.notifications.letters import Brief, Letter, compose
from backend.notifications.models import Delivery
from backend.reports import operations
from backend.reports.schemas import ReportLine, ReportOut
from backend.reports.texts import REMINDER, REPORT, Words, counted

MOST_LINES = 60
"""Bookings that a report's mail names: beyond 102 kB some mail programs cut the rest off."""

MOST_BARS = 6


def reminder(delivery: Delivery) -> Letter:
    """One evening's digest: what waits, for how long, and where to answer."""
    user, about = delivery.user, delivery.about
    said = REMINDER[texts.known(user.locale)]
    lines = [_waiting_line(line, about, user.locale, said) for line in _in_time(about["bookings"])]
    more = about["waiting"] + about["overdue"] - len(lines)
    return compose(
        "reminder",
        _waits(about, said),
        user.locale,
        said=said,
        about=about,
        headline=_waits(about, said),
        notes=_notes(about, said),
        action=said[_action(about)],
        lines=lines,
        more=counted(said, "more", more) if lines and more > 0 else "",
        name=user.firstname,
    )


def _in_time(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    moments = ((datetime.fromisoformat(line["scheduled_for"]), line["booking_id"], line) for line in lines)
    return [line for _, _, line in sorted(moments, key=lambda each: each[:2])]


def _waits(about: Mapping[str, Any], said: Words) -> str:
    """What there is to do, in one line."""
    waiting, overdue = about["waiting"], about["overdue"]
    if waiting and overdue:
        return f"{counted(said, 'waiting', waiting)}, {counted(said, 'also_overdue', overdue)}"
    if waiting or overdue:
        return counted(said, "waiting" if waiting else "overdue", waiting or overdue)
    return counted(said, "away", about["absent_days"])


def _notes(about: Mapping[str, Any], said: Words) -> list[str]:
    if not about["waiting"] and not about["overdue"]:
        return [said["note_away"]]
    return [said[f"note_{name}"] for name in ("waiting", "overdue") if about[name]]


def _action(about: Mapping[str, Any]) -> str:
    if about["waiting"]:
        return "action"
    return "action_overdue" if about["overdue"] else "action_away"


def _waiting_line(
    line: Mapping[str, Any], about: Mapping[str, Any], locale: str, said: Words
) -> dict[str, Any]:
    when = texts.moment(datetime.fromisoformat(line["scheduled_for"]), locale)
    asked = datetime.fromisoformat(line["created_at"]).astimezone(clock.zone()).date()
    since = _asked((date.fromisoformat(about["date"]) - asked).days, said)
    return {**line, "when": when, "since": said["is_overdue"] if line["overdue"] else since}


def _asked(days: int, said: Words) -> str:
    return (
        said[("asked_today", "asked_yesterday")[max(days, 0)]] if days < 2 else counted(said, "asked", days)
    )


def brief(delivery: Delivery) -> Brief:
    """One evening's digest in a few words."""
    user, about = delivery.user, delivery.about
    said = REMINDER[texts.known(user.locale)]
    parts = [said[f"brief_{name}"].format(n=about[name]) for name in ("waiting", "overdue") if about[name]]
    return Brief(
        headline=_waits(about, said),
        paragraph=", ".join(parts) or said["note_away"],
        quote="",
        action=said[_action(about)],
        path="/inbox",
        values={"name": user.firstname, "waiting": str(about["waiting"]), "overdue": str(about["overdue"])},
    )


def report(delivery: Delivery) -> Letter:
    """One customer's month."""
    user = delivery.user
    found = operations.shown(user, delivery.about)
    said = REPORT[texts.known(user.locale)]
    month = texts.month(found.period, user.locale)
    ending, lines = "_so_far" if found.so_far else "", found.bookings
    return compose(
        "report",
        said[f"subject{ending}"].format(month=month),
        user.locale,
        said=said,
        headline=said[f"headline{ending}"].format(month=month),
        report=found,
        figures=[(found.booked, "booked"), (found.closed, "closed"), (found.cancelled, "cancelled")],
        title=counted(said, "bookings", len(lines)),
        count=counted(said, "count", len(lines)),
        lines=[_booking_line(line, user.locale) for line in lines],
        most_lines=MOST_LINES,
        more=counted(said, "more", len(lines) - MOST_LINES) if len(lines) > MOST_LINES else "",
        bars=_bars(found),
        spent=texts.money(found.spent),
        name=user.firstname,
    )


def _booking_line(line: ReportLine, locale: str) -> dict[str, Any]:
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
            "times": f"{share.closed} ×" if share.closed > 1 else "",
            "spent": texts.money(share.spent),
            "width": max(2, round(100 * share.spent / most)),
        }
        for share in found.by_task[:MOST_BARS]
    ]
