"""SMS by MSG91's flow form: what it is sent, and what its answers mean."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from backend.accounts.models import User
from backend.config import SettingsError
from backend.notifications import sms
from backend.notifications.models import Channel
from backend.notifications.outcomes import NotWanted, Refused, Unreachable
from tests.conftest import Application
from tests.notifications.ways import AUTH_KEY, choose, owed
from tests.servers.http_sink import HttpSink
from tests.servers.processes import free_port
from tests.steps import at
from tests.worlds import Person, World

TEMPLATES = {"booking_booked": "6512ab", "channel_test": "77fe"}
TAKEN = {"message": "3763646c3058373530393938", "type": "success"}


def _url(sink: HttpSink) -> str:
    return f"{sink.url.replace('//', f'//{AUTH_KEY}@')}/api/v5/flow"


@pytest.fixture
def chosen(world: World, carl: Person, sink: HttpSink, set_up: Callable[..., None]) -> HttpSink:
    """Carl has his notices by SMS; a sink stands in for MSG91."""
    choose(world, carl, sms=True)
    set_up(sms_url=_url(sink), sms_templates=TEMPLATES)
    sink.answer(200, TAKEN)
    return sink


def _post(world: World, person: Person, kind: str = "booking_booked", **about: Any) -> None:
    given = {"task_name": "Tap repair", "scheduled_for": at(days=1), "booking_id": 7}
    delivery = owed(world, person, Channel.SMS, kind, **given | about)
    with world.app.app_context():
        sms.post(delivery)


def test_an_sms_is_a_template_and_its_variables(world: World, carl: Person, chosen: HttpSink) -> None:
    _post(world, carl)
    (request,) = chosen.received
    assert (request.path, request.query, request.headers["authkey"]) == ("/api/v5/flow", {}, AUTH_KEY)
    assert "authorization" not in request.headers
    assert request.json == {
        "template_id": "6512ab",
        "short_url": "0",
        "recipients": [
            {"mobiles": "919845012345", "name": "Carl", "task": "Tap repair", "when": "Tue 16 June, 12:00 pm"}
        ],
    }


def test_it_speaks_its_readers_language(world: World, carl: Person, chosen: HttpSink) -> None:
    carl.patch("/api/me", {"locale": "hi"}).ok()
    _post(world, carl)
    assert chosen.received[0].json["recipients"][0]["when"] == "मंगल 16 जून, 12:00 pm"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("Tap repair", "Tap repair"),
        ("x" * 30, "x" * 30),
        ("x" * 31, "x" * 30),
        ("Deep cleaning of a whole house with windows", "Deep cleaning of a whole house"),
        ("Deep cleaning of the carpets, and more", "Deep cleaning of the carpets,"),
        ("two\nlines\tand  room", "two lines and room"),
        ("  ", ""),
    ],
)
def test_a_variable_is_one_line_of_thirty_characters(value: str, sent: str) -> None:
    assert sms.cut(value) == sent


def test_no_words_change_whom_it_goes_to(
    world: World, carl: Person, chosen: HttpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = type("Said", (), {"values": {"mobiles": "910000000000", "name": "x"}})
    monkeypatch.setattr(sms, "brief", lambda _: said)
    _post(world, carl)
    assert chosen.received[0].json["recipients"] == [{"mobiles": "919845012345", "name": "x"}]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"type": "error", "message": "Template not found"}, "200 Template not found"),
        ({"type": "error"}, "200 error"),
        ({"message": "?"}, "200 ?"),
        ({"type": "error", "message": ["a", "b"]}, "200 ['a', 'b']"),
        ({}, "200 no reason"),
        (b"<html>Welcome to the hotel</html>", "an answer that can't be read"),
        (b"[]", "an answer that can't be read"),
        (b"[" * 9000, "an answer that can't be read"),
    ],
)
def test_a_no_that_calls_itself_200(
    world: World, carl: Person, chosen: HttpSink, body: Any, reason: str
) -> None:
    chosen.answer(200, body if body != {} else b"{}")
    with pytest.raises(Refused) as caught:
        _post(world, carl)
    assert (str(caught.value), caught.value.for_good) == (reason, True)


@pytest.mark.parametrize("status", [200, 400, 401, 418, 429, 500])
def test_no_refusal_tells_key_or_number(world: World, carl: Person, chosen: HttpSink, status: int) -> None:
    told = f"key {AUTH_KEY} to 919845012345, +91 98450 12345 or 9845012345"
    chosen.answer(status, {"type": "error", "message": told, "code": "201"}, Retry_After="3")
    with pytest.raises(Refused) as caught:
        _post(world, carl)
    refused = caught.value
    assert str(refused) == f"{status} key … to …, +…45 or …45"
    assert refused.for_good is (status < 429)
    assert refused.pause == (timedelta(seconds=3) if status >= 429 else None)


def test_nobody_there(world: World, carl: Person, chosen: HttpSink, set_up: Callable[..., None]) -> None:
    set_up(sms_url=f"http://{AUTH_KEY}@127.0.0.1:{free_port()}/api/v5/flow")
    with pytest.raises(Unreachable) as caught:
        _post(world, carl)
    assert AUTH_KEY not in str(caught.value)


def test_a_silence(world: World, carl: Person, chosen: HttpSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.notifications.dialling.TIMEOUT", 0.3)
    chosen.hanging = True
    with pytest.raises(Unreachable, match="timed out"):
        _post(world, carl)


def test_without_a_number_nothing_is_sent(world: World, carl: Person, chosen: HttpSink) -> None:
    world.change(update(User).where(User.id == carl.id).values(phone=None))
    with pytest.raises(NotWanted, match="there is no phone number"):
        _post(world, carl)
    assert chosen.connections == 0


def test_who_no_longer_chose_it_gets_none_but_a_test(world: World, carl: Person, chosen: HttpSink) -> None:
    carl.put("/api/me/channels", {"mail": True, "chat": False, "sms": False}).ok()
    with pytest.raises(NotWanted, match="SMS is no longer chosen"):
        _post(world, carl)
    world.restore()
    _post(world, carl, "channel_test")
    assert chosen.received[0].json["template_id"] == "77fe"


@pytest.mark.parametrize("settings", [{"sms_url": None}, {"sms_templates": {"channel_test": "77fe"}}])
def test_without_a_template_nothing_is_sent(
    world: World, carl: Person, chosen: HttpSink, set_up: Callable[..., None], settings: Any
) -> None:
    set_up(**settings)
    with pytest.raises(NotWanted, match="there is no SMS template for this kind"):
        _post(world, carl)
    assert chosen.connections == 0


def test_a_template_for_a_kind_there_is_not_stops_the_start(world: World, application: Application) -> None:
    settings = world.settings.model_copy(update={"sms_templates": {"daily_reminder": "1", "bookings": "2"}})
    with pytest.raises(
        SettingsError, match=r"^SMS_TEMPLATES names a kind of notice there is not: 'bookings'$"
    ):
        application(settings)
