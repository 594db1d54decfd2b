"""A notice goes where its reader chose, from the move it is about to the other side."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from backend.notifications.models import Delivery
from tests.jobs import run
from tests.notifications.ways import AUTH_KEY, WEBHOOK, choose
from tests.servers.http_sink import HttpSink
from tests.servers.mail import MailSink
from tests.steps import book
from tests.worlds import Person, World

SetUp = Callable[..., None]


def ways(world: World, person: Person, kind: str) -> list[tuple[str, str]]:
    """Channel and status of what somebody is owed of a kind."""
    mine = select(Delivery).where(Delivery.user_id == person.id, Delivery.kind == kind)
    return sorted((row.channel.value, row.status.value) for row in world.all(mine))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"mail": True}, ["app", "mail"]),
        ({"chat": True, "chat_url": WEBHOOK}, ["app", "chat"]),
        ({"mail": True, "chat": True, "chat_url": WEBHOOK}, ["app", "chat", "mail"]),
        ({"sms": True}, ["app", "sms"]),
        ({}, ["app"]),
    ],
)
def test_a_move_is_told_where_its_reader_wants_it(
    world: World, carl: Person, set_up: SetUp, given: dict[str, Any], expected: list[str]
) -> None:
    set_up(
        sms_url=f"https://{AUTH_KEY}@control.msg91.com/api/v5/flow", sms_templates={"booking_booked": "77fe"}
    )
    choose(world, carl, **given)
    book(world, carl)
    assert [channel for channel, _ in ways(world, carl, "booking_booked")] == expected


def test_an_sms_goes_only_where_the_business_has_a_template(
    world: World, carl: Person, set_up: SetUp
) -> None:
    set_up(
        sms_url=f"https://{AUTH_KEY}@control.msg91.com/api/v5/flow", sms_templates={"daily_reminder": "6512"}
    )
    choose(world, carl, sms=True)
    book(world, carl)
    assert ways(world, carl, "booking_booked") == [("app", "sent")]


def test_a_booking_is_told_in_the_chat_and_not_by_mail(
    world: World, carl: Person, outbox: MailSink, sink: HttpSink, set_up: SetUp
) -> None:
    set_up(chat_url=sink.url)
    choose(world, carl, chat=True, chat_url=WEBHOOK)
    booking = book(world, carl)
    run(world, "sweep_deliveries")
    run(world, "deliver", "chat")
    run(world, "deliver", "mail")
    (asked,) = sink.received
    assert f"/bookings/{booking['id']}" in asked.json["text"]
    assert "carl@example.com" not in [to for mail in outbox.received for to in mail.recipients]
    assert ways(world, carl, "booking_booked") == [("app", "sent"), ("chat", "sent")]


def test_what_is_decided_about_an_account_goes_by_mail_in_any_case(
    world: World, ada: Person, carl: Person
) -> None:
    choose(world, carl)
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": "Spam"}).ok()
    assert [channel for channel, _ in ways(world, carl, "account_blocked")] == ["app", "mail"]
