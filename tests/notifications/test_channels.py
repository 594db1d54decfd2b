"""Choosing one's channels and trying them, as the screens do."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from backend.accounts.models import User
from backend.notifications.choices import channels_for
from backend.notifications.models import Channel, Delivery, NoticeChoice
from tests.api import Api
from tests.conftest import Application
from tests.jobs import run
from tests.notifications.ways import AUTH_KEY, KEY, SPACE, TOKEN, WEBHOOK, choose
from tests.servers.http_sink import HttpSink
from tests.statements import statements
from tests.worlds import Person, World

BY_MAIL: dict[str, Any] = {"mail": True, "chat": False, "sms": False}
BY_CHAT: dict[str, Any] = {"mail": False, "chat": True, "sms": False}
BY_SMS: dict[str, Any] = {"mail": False, "chat": False, "sms": True}
SMS = {"sms_url": f"https://{AUTH_KEY}@sms.example/flow", "sms_templates": {"channel_test": "77fe"}}


@pytest.fixture
def by_sms(set_up: Callable[..., None]) -> None:
    """SMS can be sent here."""
    set_up(**SMS)


def _channels(person: Person) -> dict[str, Any]:
    found = person.get("/api/me/channels").ok()["items"]
    assert [item["channel"] for item in found] == ["mail", "chat", "sms"]
    return {item.pop("channel"): item for item in found}


def _chosen(person: Person) -> list[str]:
    return [name for name, item in _channels(person).items() if item["chosen"]]


@pytest.mark.parametrize("name", ["ada", "carl", "petra", "piya"])
def test_everybody_begins_with_mail_alone(world: World, name: str) -> None:
    person = world.person(name)
    phone = person.get("/api/me").ok()["phone"]
    nothing = {"available": True, "chosen": False, "address": None, "last_test": None}
    assert _channels(person) == {
        "mail": nothing | {"chosen": True, "address": f"{name}@example.com"},
        "chat": nothing,
        "sms": nothing | {"available": False, "address": phone},
    }


@pytest.mark.usefixtures("by_sms")
@pytest.mark.parametrize("name", ["ada", "carl", "petra", "piya"])
def test_everybody_chooses(world: World, name: str) -> None:
    person = world.person(name)
    world.change(update(User).where(User.id == person.id).values(phone="+919845012345"))
    given = {"mail": False, "chat": True, "sms": True, "chat_url": WEBHOOK}
    answer = person.put("/api/me/channels", given).ok()
    assert {item["channel"]: item["chosen"] for item in answer["items"]} == {
        "mail": False,
        "chat": True,
        "sms": True,
    }
    assert answer == person.get("/api/me/channels").ok()
    assert _channels(person)["chat"]["address"] == f"spaces/{SPACE}"
    person.put("/api/me/channels", BY_MAIL).ok()
    assert _chosen(person) == ["mail"]


def test_nobody_needs_to_be_told_anywhere_but_in_the_app(carl: Person) -> None:
    carl.put("/api/me/channels", {"mail": False, "chat": False, "sms": False}).ok()
    assert _chosen(carl) == []


def test_a_choice_is_its_owners_alone(world: World, carl: Person, cora: Person) -> None:
    carl.put("/api/me/channels", BY_CHAT | {"chat_url": WEBHOOK}).ok()
    assert _chosen(cora) == ["mail"]
    assert world.count(NoticeChoice) == 1


def test_an_address_left_out_stays_and_null_removes_it(world: World, carl: Person) -> None:
    carl.put("/api/me/channels", BY_MAIL | {"chat_url": f"  {WEBHOOK}\n"}).ok()
    carl.put("/api/me/channels", BY_CHAT).ok()
    assert world.one(select(NoticeChoice.chat_url)) == WEBHOOK
    for nothing in (None, ""):
        assert carl.put("/api/me/channels", BY_CHAT | {"chat_url": nothing}).faults() == {
            "/chat_url": "required"
        }
    assert world.one(select(NoticeChoice.chat_url)) == WEBHOOK, "what is refused changes nothing"
    carl.put("/api/me/channels", BY_MAIL | {"chat_url": None}).ok()
    assert world.one(select(NoticeChoice.chat_url)) is None


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (BY_CHAT, {"/chat_url": "required"}),
        (BY_CHAT | {"chat_url": None}, {"/chat_url": "required"}),
        (BY_CHAT | {"chat_url": "https://evil.example/"}, {"/chat_url": "invalid_chat_url"}),
        (BY_MAIL | {"chat_url": "https://evil.example/"}, {"/chat_url": "invalid_chat_url"}),
        (BY_MAIL | {"chat_url": f"{WEBHOOK}\r\nHost: evil.example"}, {"/chat_url": "invalid_chat_url"}),
        (BY_MAIL | {"chat_url": "h" * 401}, {"/chat_url": "too_long"}),
        (BY_SMS, {"/sms": "unavailable"}),
        ({"mail": True, "chat": False}, {"/sms": "required"}),
        (BY_MAIL | {"mail": 1}, {"/mail": "invalid"}),
        (BY_MAIL | {"app": True}, {"/app": "unknown_field"}),
    ],
)
def test_what_leads_nowhere_is_refused(
    world: World, carl: Person, given: dict[str, Any], faults: dict[str, str]
) -> None:
    assert carl.put("/api/me/channels", given).faults() == faults
    assert world.count(NoticeChoice) == 0


@pytest.mark.usefixtures("by_sms")
def test_an_sms_needs_a_number(world: World, cora: Person) -> None:
    assert cora.put("/api/me/channels", BY_SMS).faults() == {"/sms": "missing_phone"}
    cora.patch("/api/me", {"phone": "98450 12399"}).ok()
    cora.put("/api/me/channels", BY_SMS).ok()
    assert _channels(cora)["sms"] == {
        "available": True, "chosen": True, "address": "+919845012399", "last_test": None
    }  # fmt: skip


@pytest.mark.parametrize("settings", [{"sms_url": None}, {"sms_templates": {}}])
def test_a_channel_that_went_away_is_shown_as_such(
    world: World, carl: Person, set_up: Callable[..., None], settings: Any
) -> None:
    choose(world, carl, mail=True, sms=True)
    set_up(**SMS)
    assert _chosen(carl) == ["mail", "sms"]
    set_up(**settings)
    assert _channels(carl)["sms"]["available"] is False
    assert _chosen(carl) == ["mail"]


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("PUT", ""), ("POST", "/mail/test")])
def test_one_must_be_signed_in_and_not_blocked(
    world: World, anyone: Api, ada: Person, carl: Person, method: str, path: str
) -> None:
    anyone.call(method, f"/api/me/channels{path}", BY_MAIL).problem(401, "unauthenticated")
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": "Never there"}).ok()
    assert carl.call(method, f"/api/me/channels{path}", BY_MAIL).status in {401, 403}
    assert world.count(Delivery, Delivery.kind == "channel_test") == 0


@pytest.mark.parametrize("name", ["ada", "carl", "petra", "piya"])
def test_a_test_goes_out_on_its_channel_alone(
    world: World, sink: HttpSink, set_up: Callable[..., None], name: str, clock: time_machine.Traveller
) -> None:
    set_up(chat_url=sink.url)
    person = world.person(name)
    person.put("/api/me/channels", BY_MAIL | {"chat_url": WEBHOOK}).ok()
    answer = person.post("/api/me/channels/chat/test").ok(202)
    assert answer == person.get("/api/me/channels").ok()
    pending = {"status": "pending", "last_error": None, "created_at": "2026-06-15T06:30:00Z", "sent_at": None}
    assert [item["last_test"] for item in answer["items"]] == [None, pending, None]
    run(world, "deliver", "chat")
    sent = {"status": "sent", "sent_at": "2026-06-15T06:30:00Z"}
    assert _channels(person)["chat"]["last_test"] == pending | sent
    assert len(sink.received) == 1
    tests = world.all(select(Delivery).where(Delivery.kind == "channel_test"))
    assert [(test.user_id, test.channel) for test in tests] == [(person.id, "chat")]


def test_a_failed_test_says_why_and_the_next_one_counts(
    world: World, carl: Person, sink: HttpSink, set_up: Callable[..., None]
) -> None:
    set_up(chat_url=sink.url)
    carl.put("/api/me/channels", BY_CHAT | {"chat_url": WEBHOOK}).ok()
    sink.answer(404, {"error": {"message": f"no space for {TOKEN}"}})
    carl.post("/api/me/channels/chat/test").ok(202)
    run(world, "deliver", "chat")
    failed = _channels(carl)["chat"]["last_test"]
    assert (failed["status"], failed["last_error"]) == ("failed", "404 no space for …")
    sink.reset()
    carl.post("/api/me/channels/chat/test").ok(202)
    run(world, "deliver", "chat")
    sent = _channels(carl)["chat"]["last_test"]
    assert (sent["status"], sent["last_error"]) == ("sent", None)


def test_a_test_by_mail_and_one_by_sms(
    world: World, carl: Person, outbox: Any, sink: HttpSink, set_up: Callable[..., None]
) -> None:
    url = f"{sink.url.replace('//', f'//{AUTH_KEY}@')}/api/v5/flow"
    set_up(sms_url=url, sms_templates={"channel_test": "77fe"})
    sink.answer(200, {"type": "success", "message": "1"})
    carl.patch("/api/me", {"locale": "hi"}).ok()
    carl.post("/api/me/channels/mail/test").ok(202)
    carl.post("/api/me/channels/sms/test").ok(202)
    run(world, "deliver", "mail")
    run(world, "deliver", "sms")
    assert [mail.subject for mail in outbox.to("carl@example.com")] == ["यह एक जाँच है"]
    assert "/profile" in outbox.to("carl@example.com")[0].text()
    assert sink.received[0].json["recipients"][0]["mobiles"] == "919845012345"
    tests = {name: item["last_test"] for name, item in _channels(carl).items()}
    assert (tests["mail"]["status"], tests["chat"], tests["sms"]["status"]) == ("sent", None, "sent")


@pytest.mark.parametrize("name", ["app", "pigeon", "Mail", "mail%00", "%F0%9F%93%A7", "1"])
def test_an_unknown_channel_is_not_found(carl: Person, name: str) -> None:
    carl.post(f"/api/me/channels/{name}/test").problem(404, "not_found")


def test_what_leads_nowhere_is_not_tried(
    world: World, carl: Person, cora: Person, set_up: Callable[..., None]
) -> None:
    carl.post("/api/me/channels/chat/test").problem(409, "no_address")
    carl.post("/api/me/channels/sms/test").problem(409, "unavailable")
    set_up(**SMS | {"sms_templates": {"booking_booked": "6512ab"}})
    carl.post("/api/me/channels/sms/test").problem(409, "unavailable")
    set_up(**SMS)
    cora.post("/api/me/channels/sms/test").problem(409, "no_address")
    assert world.count(Delivery, Delivery.kind == "channel_test") == 0


@pytest.fixture
def counting(world: World, application: Application) -> Iterator[World]:
    """The same world behind an application that counts."""
    settings = world.settings.model_copy(update={"ratelimit_enabled": True})
    yield World(application(settings), settings, world.town)
    # The limiter is one for the process: the other applications go on uncounted.
    application(world.settings)


def test_five_tests_are_enough_for_a_while(counting: World) -> None:
    carl, cora = counting.person("carl"), counting.person("cora")
    for _ in range(9):
        carl.post("/api/me/channels/chat/test").problem(409, "no_address")  # costs nothing
    for _ in range(5):
        carl.post("/api/me/channels/mail/test").ok(202)
    refused = carl.post("/api/me/channels/mail/test")
    refused.problem(429, "rate_limited")
    assert 0 < int(refused.response.headers["Retry-After"]) <= 600
    cora.post("/api/me/channels/mail/test").ok(202)
    assert counting.count(Delivery, Delivery.kind == "channel_test") == 6


def _everything(world: World, ada: Person) -> dict[str, str]:
    asked = ada.post("/api/exports", {"kind": "everything"}).ok(202)
    run(world, "run_export", asked["id"])
    file = ada.get(f"/api/exports/{asked['id']}/file").response.data
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def test_an_address_stays_in_the_house(world: World, ada: Person, carl: Person) -> None:
    carl.put("/api/me/channels", BY_CHAT | {"chat_url": WEBHOOK}).ok()
    carl.post("/api/me/channels/chat/test").ok(202)
    files = _everything(world, ada)
    (row,) = csv.DictReader(io.StringIO(files["notice_choices.csv"]))
    assert (row["user_id"], row["chat"]) == (str(carl.id), "true")
    shown = [
        *files.values(),
        carl.get("/api/me/channels").text,
        carl.get("/api/me").text,
        ada.get("/api/deliveries").text,
        ada.get(f"/api/users/{carl.id}").text,
        ada.get("/api/audit").text,
    ]
    assert [text for text in shown if KEY in text or TOKEN in text] == []


def _wanted(world: World, kind: str, *people: Person) -> list[str]:
    with world.app.app_context():
        found = channels_for([person.id for person in people], kind)
    return [" ".join(found[person.id]) for person in people]


@pytest.mark.usefixtures("by_sms")
def test_who_wants_which_kind_where(
    world: World, ada: Person, carl: Person, cora: Person, petra: Person, set_up: Callable[..., None]
) -> None:
    choose(world, carl, chat=True, sms=True, chat_url=WEBHOOK)
    choose(world, cora)
    choose(world, petra, mail=True, sms=True)
    people = (ada, carl, cora, petra)
    assert _wanted(world, "booking_booked", *people) == ["mail", "chat", "", "mail"]
    assert _wanted(world, "account_blocked", *people) == ["mail", "mail chat", "mail", "mail"]
    set_up(sms_templates={"booking_booked": "6512ab"})
    assert _wanted(world, "booking_booked", *people) == ["mail", "chat sms", "", "mail sms"]
    set_up(sms_url=None)
    assert _wanted(world, "booking_booked", *people) == ["mail", "chat", "", "mail"]
    assert _wanted(world, "booking_booked") == []


def test_it_is_one_statement_however_many_they_are(world: World, carl: Person) -> None:
    choose(world, carl, chat=True, chat_url=WEBHOOK)
    with statements(world) as asked, world.app.app_context():
        found = channels_for(range(1, 500), "booking_booked")
    assert len(asked) == 1
    assert len(found) == 499
    assert found[carl.id] == (Channel.CHAT,)
