"""A handful of mails at a time, single messages elsewhere: what is marked when, what a lease is good for."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select, update

from backend.core import clock as wall
from backend.core.unit_of_work import unit_of_work
from backend.notifications import claims, jobs, sending
from backend.notifications.models import Channel, Delivery, DeliveryStatus
from backend.notifications.operations import owe
from tests.jobs import run
from tests.servers.mail import MailSink
from tests.worlds import Person, World


@pytest.fixture(autouse=True)
def _nothing_else(world: World) -> None:
    """Only what the test itself is about is owed."""
    world.change(update(Delivery).where(Delivery.status == "pending").values(status=DeliveryStatus.SENT))


def owed(world: World, person: Person, count: int, channel: Channel = Channel.MAIL) -> list[int]:
    """So many notices for one person on one channel; their ids."""
    with world.app.app_context(), unit_of_work():
        for number in range(count):
            owe("booking_expired", person.id, f"test:{number}", {"task_name": f"Task {number}"}, (channel,))
    which = select(Delivery.id).where(
        Delivery.channel == channel, Delivery.user_id == person.id, Delivery.subject.startswith("test:")
    )
    return list(world.all(which.order_by(Delivery.id)))


def rows(world: World, ids: list[int]) -> list[Delivery]:
    """These deliveries as they are now."""
    return list(world.all(select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id)))


def states(world: World, ids: list[int]) -> list[tuple[str, int]]:
    """Status and attempts of each."""
    return [(row.status.value, row.attempts) for row in rows(world, ids)]


def test_at_most_three_mails_are_handed_over_and_not_marked(
    world: World, carl: Person, outbox: MailSink
) -> None:
    ids = owed(world, carl, 7)
    marked: list[int] = []

    def look(_number: int) -> None:
        sent = select(func.count()).where(Delivery.id.in_(ids), Delivery.status == "sent")
        marked.append(world.one(sent))

    outbox.watch = look
    run(world, "deliver")
    assert states(world, ids) == [("sent", 1)] * 7
    assert len(marked) == 7
    assert all(number - seen <= 3 for number, seen in enumerate(marked, start=1)), marked


def test_a_mail_is_marked_though_those_after_it_are_refused(
    world: World, carl: Person, outbox: MailSink
) -> None:
    ids = owed(world, carl, 5)
    seen: list[str] = []

    def look(number: int) -> None:
        seen.append(world.one(select(Delivery.status).where(Delivery.id == ids[0])).value)
        if number == 2:
            outbox.refuse("451 try again later")

    outbox.watch = look
    run(world, "deliver")
    assert seen[3:] == ["sent", "sent"], "marked when the one after it was refused, at the latest"
    assert states(world, ids) == [("sent", 1)] + [("pending", 1)] * 4


def test_each_mail_of_a_handful_is_its_own(world: World, carl: Person, outbox: MailSink) -> None:
    ids = owed(world, carl, 60)
    run(world, "deliver")
    assert len(outbox.received) == 60
    mails = {str(mail.message["Message-ID"]): mail.text() for mail in outbox.received}
    assert mails.keys() == {f"<delivery-{id_}@localhost>" for id_ in ids}
    assert all(f"Task {n} " in mails[f"<delivery-{id_}@localhost>"] for n, id_ in enumerate(ids))


def test_a_stranger_among_them_holds_up_nobody(
    world: World, carl: Person, cora: Person, outbox: MailSink
) -> None:
    first, second = owed(world, carl, 1), owed(world, cora, 3)
    outbox.strangers.add("carl@example.com")
    run(world, "deliver")
    assert states(world, first) == [("failed", 1)]
    assert rows(world, first)[0].last_error == "550 no such person here"
    assert states(world, second) == [("sent", 1)] * 3


def test_a_server_that_falls_silent_in_the_middle(
    world: World, carl: Person, outbox: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notifications.smtp.TIMEOUT", 0.3)
    ids = owed(world, carl, 4)
    outbox.watch = lambda number: outbox.hang() if number == 2 else None
    run(world, "deliver")
    assert states(world, ids) == [("sent", 1), ("pending", 1), ("pending", 0), ("pending", 0)]
    said = [row.last_error or "" for row in rows(world, ids)]
    assert said[0] == ""
    assert all("timed out" in reason for reason in said[1:])


def test_a_server_that_hangs_up_is_called_again(world: World, carl: Person, outbox: MailSink) -> None:
    ids = owed(world, carl, 3)
    outbox.refuse("421 closing, come back")
    outbox.watch = lambda number: setattr(outbox, "answer", "250 OK") if number == 2 else None
    run(world, "deliver")
    assert states(world, ids) == [("pending", 1), ("sent", 1), ("sent", 1)]


def test_what_has_grown_too_old_is_skipped(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    (id_,) = owed(world, carl, 1)
    late = wall.now() + timedelta(hours=3)
    world.change(update(Delivery).where(Delivery.id == id_).values(good_until=late))
    clock.shift(timedelta(hours=3))
    run(world, "deliver")
    assert outbox.received == [], "too late, whether the sweeper has looked or not"
    run(world, "sweep_deliveries")
    (row,) = rows(world, [id_])
    assert (row.status, row.last_error, row.attempts) == ("skipped", "too late to be of use", 0)


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.SMS])
def test_a_message_whose_worker_died_is_in_doubt(
    world: World, carl: Person, ada: Person, clock: time_machine.Traveller, channel: Channel
) -> None:
    first, second = owed(world, carl, 2, channel)
    with world.app.app_context():
        held = claims.claim(channel)
    assert held is not None
    assert [each.id for each in held.deliveries] == [first], "one at a time"
    run(world, "sweep_deliveries")
    assert states(world, [first, second]) == [("sending", 1), ("pending", 0)], "its lease still runs"
    clock.shift(claims.LEASE + timedelta(seconds=1))
    with world.app.app_context(), unit_of_work(write=False):
        due = claims.due(channel, wall.now())
        assert list(world.all(select(Delivery.id).where(due))) == [second], "never by itself"
    run(world, "sweep_deliveries")
    (row,) = rows(world, [first])
    assert (row.status, row.last_error) == ("unknown", "the worker ended while it was being sent")
    assert ada.get("/api/jobs").ok()["unknown_deliveries"] == 1
    assert ada.post(f"/api/deliveries/{first}/retry").ok()["status"] == "pending"


def test_a_lease_is_made_longer_in_time(world: World, carl: Person, clock: time_machine.Traveller) -> None:
    ids = owed(world, carl, 2)
    with world.app.app_context():
        held = claims.claim(Channel.MAIL)
        assert held is not None
        clock.shift(claims.LEASE - claims.SPARE)
        assert claims.hold_on(held)
        assert held.until == wall.now() + claims.SPARE, "enough is left"
        clock.shift(timedelta(seconds=1))
        assert claims.hold_on(held)
    assert {row.leased_until for row in rows(world, ids)} == {wall.now() + claims.LEASE}


def test_who_lost_the_lease_sends_nothing_more(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    ids = owed(world, carl, 3)
    with world.app.app_context():
        slow = claims.claim(Channel.MAIL)
        assert slow is not None
        clock.shift(claims.LEASE + timedelta(seconds=1))
        quick = claims.claim(Channel.MAIL)
        assert quick is not None
        assert sending.send_all(Channel.MAIL, slow)
        assert outbox.received == []
        sending.send_all(Channel.MAIL, quick)
    assert states(world, ids) == [("sent", 2)] * 3
    assert len(outbox.received) == 3


def test_more_than_a_handful_is_sent_by_two(
    world: World, carl: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(jobs, "send", lambda queued, *args, expires: asked.append((*args, expires)))
    run(world, "sweep_deliveries")
    assert asked == []
    owed(world, carl, claims.CHUNKS[Channel.MAIL])
    run(world, "sweep_deliveries")
    assert asked == [("mail", jobs.SWEEP)]
    owed(world, carl, claims.CHUNKS[Channel.MAIL] + 1)
    run(world, "sweep_deliveries")
    assert asked[1:] == [("mail", jobs.SWEEP)] * 2


def test_a_turn_ends_so_that_others_have_theirs(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    handful = claims.CHUNKS[Channel.MAIL]
    ids = owed(world, carl, 3 * handful)
    outbox.watch = lambda number: clock.shift(jobs.TURN) if number == 1 else None
    run(world, "deliver")
    done = [state for state, _ in states(world, ids)]
    assert (done.count("sent"), done.count("pending")) == (2 * handful, handful), "a handful for each hand"


def test_a_fault_of_the_other_hand_is_not_lost(
    world: World, carl: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed(world, carl, claims.CHUNKS[Channel.MAIL] + 1)
    real = claims.claim

    def broken(channel: Channel) -> Any:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("the other hand")
        return real(channel)

    monkeypatch.setattr(claims, "claim", broken)
    with pytest.raises(RuntimeError, match="the other hand"):
        run(world, "deliver")
