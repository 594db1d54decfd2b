"""Sending for real: what the mail server says decides what becomes of a delivery."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from backend.accounts.models import User
from backend.notifications import claims, marks
from backend.notifications.models import Channel, Delivery, DeliveryStatus
from tests.jobs import run
from tests.servers.mail import MailSink
from tests.servers.processes import free_port
from tests.steps import book, move
from tests.worlds import Person, World

BY_MAIL = Delivery.channel == "mail"


@pytest.fixture(autouse=True)
def _nothing_else(world: World) -> None:
    """Only what the test itself is about is owed by mail."""
    world.change(update(Delivery).where(BY_MAIL).values(status=DeliveryStatus.SENT))


def _mine(world: World, person: Person) -> Any:
    return world.one(
        select(Delivery).where(BY_MAIL, Delivery.user_id == person.id).order_by(Delivery.id.desc()).limit(1)
    )


def test_a_mail_has_both_parts_and_a_name_of_its_own(world: World, carl: Person, outbox: MailSink) -> None:
    booking = book(world, carl, "ac")
    run(world, "deliver")
    (mail,) = outbox.to("carl@example.com")
    delivery = _mine(world, carl)
    assert mail.message["Message-ID"] == f"<delivery-{delivery.id}@localhost>"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    link = f"{world.settings.public_url}/bookings/{booking['id']}"
    assert link in mail.text()
    assert f'href="{link}"' in mail.html()
    assert "AC check and gas refill on Tue 16 June, 12:00 pm" in mail.text()
    assert "<script" not in mail.html()
    assert "prefers-color-scheme: dark" in mail.html()
    assert all(len(line) <= 998 for line in mail.message.as_bytes().splitlines())
    assert (delivery.status, delivery.attempts) == ("sent", 1)


def test_a_mail_speaks_its_readers_language(world: World, carl: Person, outbox: MailSink) -> None:
    carl.patch("/api/me", {"locale": "hi"}).ok()
    book(world, carl)
    run(world, "deliver")
    (mail,) = outbox.to("carl@example.com")
    assert mail.subject == "बुक हो गया: Tap repair, मंगल 16 जून, 12:00 pm"
    assert 'lang="hi"' in mail.html()


def test_what_people_write_is_no_markup(world: World, carl: Person, petra: Person, outbox: MailSink) -> None:
    booking = move(petra, book(world, carl), "accept")
    carl.post(
        f"/api/bookings/{booking['id']}/moves", {"action": "cancel", "reason": "<b>Rain</b> & storm"}
    ).ok()
    run(world, "deliver")
    html = outbox.to("petra@example.com")[-1].html()
    assert "&lt;b&gt;Rain&lt;/b&gt; &amp; storm" in html
    assert "<b>Rain" not in html
    assert "<b>Rain</b> & storm" in outbox.to("petra@example.com")[-1].text()


def test_nothing_is_sent_twice(world: World, carl: Person, outbox: MailSink) -> None:
    book(world, carl)
    for _ in range(3):
        run(world, "deliver")
        run(world, "sweep_deliveries")
    assert len(outbox.received) == 1


def test_a_refusal_for_now_is_tried_again_later_each_time(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    outbox.refuse("451 try again later")
    run(world, "deliver")
    waiting = _mine(world, carl)
    assert (waiting.status, waiting.attempts) == ("pending", 1)
    assert waiting.last_error == "451 try again later"
    run(world, "deliver")
    assert outbox.attempts == 1, "not before its pause is over"
    outbox.reset()
    clock.shift(timedelta(seconds=21))
    run(world, "deliver")
    assert (_mine(world, carl).status, len(outbox.received)) == ("sent", 1)
    assert _mine(world, carl).last_error is None


def test_it_is_given_up_in_the_end(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    outbox.refuse("421 busy")
    for _ in range(marks.MOST_ATTEMPTS + 2):
        run(world, "deliver")
        clock.shift(timedelta(hours=3))
    given_up = _mine(world, carl)
    assert (given_up.status, given_up.attempts) == ("failed", marks.MOST_ATTEMPTS)
    assert given_up.last_error.startswith(f"given up after {marks.MOST_ATTEMPTS} attempts: 421 busy")


def test_a_refusal_for_good_fails_at_once(world: World, carl: Person, outbox: MailSink) -> None:
    book(world, carl)
    outbox.refuse("550 no such person here")
    run(world, "deliver")
    failed = _mine(world, carl)
    assert (failed.status, failed.attempts, failed.last_error) == ("failed", 1, "550 no such person here")


def test_pauses_grow_and_are_scattered() -> None:
    pauses = [marks.pause(attempts).total_seconds() for attempts in range(1, 12)]
    for attempts, pause in enumerate(pauses):
        middle = min(15 * 2**attempts, 7200)
        assert 0.7 * middle <= pause <= 1.3 * middle
    assert len({marks.pause(3) for _ in range(20)}) > 1


def test_a_silent_server_holds_nothing_for_ever(
    world: World, carl: Person, cora: Person, outbox: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notifications.smtp.TIMEOUT", 0.3)
    book(world, carl)
    book(world, cora)
    outbox.hang()
    run(world, "deliver")
    for person, attempts in ((carl, 1), (cora, 0)):
        waiting = _mine(world, person)
        assert (waiting.status, waiting.claimed_by, waiting.attempts) == ("pending", None, attempts)
        assert "timed out" in waiting.last_error


def test_a_server_that_is_away_is_waited_for(
    world: World, carl: Person, cora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.app.extensions["mail"], "port", free_port())
    book(world, carl)
    book(world, cora)
    run(world, "deliver")
    for person, attempts in ((carl, 1), (cora, 0)):
        waiting = _mine(world, person)
        assert (waiting.status, waiting.attempts) == ("pending", attempts), (
            "only the one tried counts as tried"
        )
        assert "refused" in waiting.last_error


def test_one_bad_letter_holds_up_no_other(
    world: World, carl: Person, cora: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    book(world, cora)
    bad = update(Delivery).where(BY_MAIL, Delivery.user_id == carl.id)
    world.change(bad.values(about={"scheduled_for": "never"}))
    run(world, "deliver")
    assert (_mine(world, cora).status, len(outbox.received)) == ("sent", 1)
    for attempts in range(1, marks.MOST_FAULTS):
        waiting = _mine(world, carl)
        assert (waiting.status, waiting.attempts) == ("pending", attempts), "it may be mended meanwhile"
        assert "ValueError" in waiting.last_error
        clock.shift(timedelta(hours=3))
        run(world, "deliver")
    failed = _mine(world, carl)
    assert (failed.status, failed.attempts) == ("failed", marks.MOST_FAULTS)
    assert failed.last_error.startswith("given up after 7 attempts: ValueError")


def test_an_address_that_breaks_the_header_is_not_sent(world: World, carl: Person, outbox: MailSink) -> None:
    book(world, carl)
    world.change(update(User).where(User.id == carl.id).values(firstname="Carl\r\nBcc: x@example.com"))
    run(world, "deliver")
    assert _mine(world, carl).status == "failed"
    assert outbox.received == []


def test_what_a_dead_worker_held_goes_again_under_the_same_name(
    world: World, carl: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    with world.app.app_context():
        dead = claims.claim(Channel.MAIL)
    assert dead is not None
    assert _mine(world, carl).status == "sending"
    run(world, "sweep_deliveries")
    run(world, "deliver")
    assert outbox.received == [], "its lease still runs"
    clock.shift(claims.LEASE + timedelta(seconds=1))
    run(world, "deliver")
    (mail,) = outbox.received
    assert mail.message["Message-ID"] == f"<delivery-{dead.deliveries[0].id}@localhost>"
    with world.app.app_context():
        marks.failed(dead, dead.deliveries[0], "too late to say so")
    assert _mine(world, carl).status == "sent", "who lost the lease has no say"


def test_what_kills_its_workers_is_given_up(
    world: World, carl: Person, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    for _ in range(marks.MOST_ATTEMPTS):
        with world.app.app_context():
            assert claims.claim(Channel.MAIL) is not None
        clock.shift(claims.LEASE + timedelta(seconds=1))
    run(world, "sweep_deliveries")
    assert _mine(world, carl).status == "failed"
    assert "the worker ended" in _mine(world, carl).last_error


def test_what_was_not_come_to_is_left_as_it_was(
    world: World, carl: Person, cora: Person, outbox: MailSink, clock: time_machine.Traveller
) -> None:
    book(world, carl)
    book(world, cora)
    with world.app.app_context():
        held = claims.claim(Channel.MAIL)
        assert held is not None
        marks.give_back(held, held.deliveries, "not now")
    assert {row.attempts for row in world.all(select(Delivery).where(Delivery.status == "pending"))} == {0}
    run(world, "deliver")
    assert len(outbox.received) == 2


def test_two_claims_never_share_a_delivery(world: World, carl: Person, cora: Person) -> None:
    for person in (carl, cora):
        book(world, person)
    with world.app.app_context():
        first, second = claims.claim(Channel.MAIL), claims.claim(Channel.MAIL)
    assert first is not None
    assert len(first.deliveries) == 2
    assert second is None
