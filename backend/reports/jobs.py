"""The named jobs: the evening's reminders, the month's reports, the expiry of bookings."""

from datetime import date, datetime, timedelta

from flask import current_app

from backend.bookings.sweeps import expire_due
from backend.config import Settings
from backend.core import clock, planner
from backend.core.jobs import JobRun, job
from backend.core.months import month_of, month_start, shifted
from backend.core.planner import NamedJob
from backend.core.unit_of_work import unit_of_work
from backend.notifications import sms
from backend.notifications.letters import briefed_by, written_by
from backend.reports import digests, letters, operations
from backend.reports.planning import BY_MAIL, chosen, plan

REMINDER, REPORT = "daily_reminder", "monthly_report"

PATIENCE = timedelta(hours=3)
"""How late a reminder is still worth something."""


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def remind(run: JobRun) -> str:
    """Owe each professional who has a digest one reminder for the run's day."""
    day, settings = _day(run.due_at), _settings()
    new = plan(
        REMINDER,
        digests.digests(day, clock.now(), settings.absence_days),
        day.isoformat(),
        chosen(sms=sms.is_set_up(settings, REMINDER)),
        "no channel is chosen",
        good_until=run.due_at + PATIENCE,
    )
    return f"reminders: {new}"


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.zone()).date()


def report(run: JobRun) -> str:
    """Owe each customer with activity a report of the run's month.

    One for a month not yet over counts for the day alone and never replaces the real one.
    """
    month, over = run.period, operations.is_over(run.period)
    subject = month if over else f"{month} so far {_day(run.due_at)}"
    return f"reports: {plan(REPORT, operations.reports(month), subject, BY_MAIL, 'mail is not chosen')}"


def expire(_run: JobRun) -> str:
    """Expire every booking whose time has passed unclaimed."""
    expired = 0
    while True:
        with unit_of_work():
            some = expire_due()
        expired += some
        if not some:
            return f"bookings: {expired}"


@job("dastak.expire_bookings")
def expire_bookings() -> None:
    """Look for bookings whose time has passed, each minute once."""
    planner.run_this_minute("expire_bookings")


def next_evening(moment: datetime) -> datetime:
    """The first reminder time after `moment`."""
    day = _day(moment)
    while (due_at := _at_reminder_time(day)) <= moment:
        day += timedelta(days=1)
    return due_at


def _at_reminder_time(day: date) -> datetime:
    local = datetime.combine(day, _settings().reminder_at, clock.zone())
    return local.astimezone(clock.now().tzinfo)


def next_first(moment: datetime) -> datetime:
    """The first beginning of a month after `moment`."""
    return month_start(shifted(month_of(moment), 1))


def next_minute(moment: datetime) -> datetime:
    """The beginning of the minute after."""
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def install() -> None:
    """Make the jobs known, and who writes their letters."""
    planner.register(
        NamedJob(
            "daily_reminders",
            remind,
            next_evening,
            period=lambda due_at: _day(due_at).isoformat(),
            patience=PATIENCE,
        ),
        NamedJob(
            "monthly_reports",
            report,
            next_first,
            period=lambda due_at: shifted(month_of(due_at), -1),
            takes_period=True,
        ),
        NamedJob("expire_bookings", expire, next_minute, by_calendar=False),
    )
    written_by(REMINDER, letters.reminder)
    written_by(REPORT, letters.report)
    briefed_by(REMINDER, letters.brief)
