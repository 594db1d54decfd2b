"""Planning for everybody: always the same number of statements, on the channels chosen, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete, insert, select, update

from backend.accounts.models import AccountStatus, Professional, ProfessionalPincode, Role, User
from backend.bookings.models import Booking
from backend.core import planner
from backend.core.jobs import JobRun
from backend.core.unit_of_work import unit_of_work
from backend.notifications.models import Delivery, NoticeChoice
from tests.jobs import run, run_planned
from tests.reports.periods import at, every_statement, move_business, owed
from tests.steps import book
from tests.worlds import Person, World

WEBHOOK = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t"


def crowd(world: World, size: int, called: str = "new") -> None:
    """So many more professionals at 560001, and customers with a booking there each."""
    with world.app.app_context(), unit_of_work() as session:
        petra = session.get_one(User, world.town.ids["petra"])
        booking = session.scalars(select(Booking)).first()
        assert booking is not None
        for number in range(size):
            for role in (Role.PROFESSIONAL, Role.CUSTOMER):
                name = f"{called}{role.value}{number}"
                own = {"username": name, "username_key": name, "email": f"{name}@example.com", "role": role}
                user = _copied(session, petra, **own)
                if role is Role.PROFESSIONAL:
                    profile = {"exp": 1, "compname": "", "does_all_tasks": True, "serves_own_pincode": True}
                    session.execute(insert(Professional).values(user_id=user, **profile))
                    session.execute(
                        insert(ProfessionalPincode).values(professional_id=user, pincode="560001")
                    )
                else:
                    _copied(session, booking, customer_id=user)


def _copied(session: Any, row: Any, **changed: Any) -> int:
    table = row.__table__
    values = {column.name: getattr(row, column.name) for column in table.c if column.name != "id"} | changed
    found: int = session.scalars(insert(table).values(values).returning(table.c.id)).one()
    return found


def _statements_of(world: World, ada: Person, name: str, **body: Any) -> list[str]:
    ada.post(f"/api/jobs/{name}", body).ok(202)
    (run_id,) = world.all(select(JobRun.id).where(JobRun.status == "planned"))
    with every_statement(world) as seen:
        run(world, "run_job", run_id)
    return [statement.split("(")[0][:60] for statement in seen]


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [("daily_reminders", "daily_reminder", {}), ("monthly_reports", "monthly_report", {"period": "2026-06"})],
)
def test_as_many_statements_for_fifty_as_for_five(
    started: World, ada: Person, carl: Person, clock: time_machine.Traveller, name: str, kind: str, body: Any
) -> None:
    book(started, carl)
    crowd(started, 5)
    few = _statements_of(started, ada, name, **body)
    started.change(delete(Delivery).where(Delivery.kind == kind))
    crowd(started, 45, "more")
    clock.shift(1)
    many = _statements_of(started, ada, name, **body)
    assert len(owed(started, kind)) >= 50
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("mail", "chat", "sms", "template", "rows"),
    [
        (True, False, False, True, [("mail", "pending", None)]),
        (True, True, False, True, [("chat", "pending", None), ("mail", "pending", None)]),
        (False, True, True, True, [("chat", "pending", None), ("sms", "pending", None)]),
        (False, True, True, False, [("chat", "pending", None)]),
        (False, False, True, False, [("mail", "skipped", "no channel is chosen")]),
        (False, False, False, True, [("mail", "skipped", "no channel is chosen")]),
    ],
)
def test_a_reminder_goes_by_the_channels_that_are_chosen(
    started: World,
    carl: Person,
    petra: Person,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    mail: bool,
    chat: bool,
    sms: bool,
    template: bool,
    rows: list[tuple[str, str, str | None]],
) -> None:
    templates = {"daily_reminder" if template else "booking_closed": "6512ab"}
    move_business(started, monkeypatch, sms_url="https://key@sms.example.com/flow", sms_templates=templates)
    choice = {"mail": mail, "chat": chat, "sms": sms, "chat_url": WEBHOOK}
    started.change(insert(NoticeChoice).values(user_id=petra.id, **choice))
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    found = [each for each in owed(started, "daily_reminder") if each.user_id == petra.id]
    assert [(each.channel.value, each.status.value, each.last_error) for each in found] == rows
    assert all(each.about["waiting"] == 1 for each in found)


def test_a_report_is_skipped_where_mail_is_not_chosen(
    started: World, carl: Person, clock: time_machine.Traveller
) -> None:
    choice = {"mail": False, "chat": True, "sms": False, "chat_url": WEBHOOK}
    started.change(insert(NoticeChoice).values(user_id=carl.id, **choice))
    book(started, carl)
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    (report,) = owed(started, "monthly_report")
    found = (report.channel.value, report.status.value, report.last_error, report.next_try_at)
    assert found == ("mail", "skipped", "mail is not chosen", None)


def _at_once(world: World, work: Callable[[JobRun], str], due: JobRun, planners: int) -> list[str]:
    line = Barrier(planners)

    def go(_number: int) -> str:
        with world.app.app_context():
            line.wait(30)
            return work(due)

    with ThreadPoolExecutor(planners) as pool:
        return list(pool.map(go, range(planners)))


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [("daily_reminders", "daily_reminder", 42), ("monthly_reports", "monthly_report", 41)],
)
def test_three_planners_at_once_make_one_set_of_rows(
    started: World, carl: Person, clock: time_machine.Traveller, name: str, kind: str, rows: int
) -> None:
    book(started, carl)
    crowd(started, 40)
    due = JobRun(name=name, due_at=at(2026, 6, 15, 18), period="2026-06", attempts=1)
    said = _at_once(started, planner.NAMED[name].run, due, 3)
    assert sum(int(each.rpartition(" ")[2]) for each in said) == rows
    assert len(owed(started, kind)) == rows
    assert _at_once(started, planner.NAMED[name].run, due, 1)[0].endswith(": 0")


def test_who_is_not_active_is_told_nothing(
    started: World, carl: Person, clock: time_machine.Traveller
) -> None:
    book(started, carl, scheduled_for="2026-06-18T10:00:00+05:30")
    for status in AccountStatus:
        crowd(started, 1, status.value)
        started.change(update(User).where(User.username.like(f"{status}%")).values(status=status))
    clock.move_to(at(2026, 6, 15, 18))
    run_planned(started)
    clock.move_to(at(2026, 7, 1, 0, 1))
    run_planned(started)
    told = {each.user_id for kind in ("daily_reminder", "monthly_report") for each in owed(started, kind)}
    active = started.all(select(User.id).where(User.status == AccountStatus.ACTIVE, User.role != Role.ADMIN))
    assert told <= set(active)
    assert len([each for each in told if each > max(started.town.ids.values())]) == 2
