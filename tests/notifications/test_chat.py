"""Google Chat: only its own webhook addresses, rebuilt from the setting, and words without markup."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.problems import Problem
from backend.notifications import chat
from backend.notifications.letters import Brief
from backend.notifications.models import Channel
from backend.notifications.outcomes import NotWanted, Refused, Unreachable
from tests.notifications.ways import KEY, SPACE, TOKEN, WEBHOOK, choose, owed
from tests.servers.http_sink import HttpSink
from tests.servers.processes import free_port
from tests.steps import at
from tests.worlds import Person, World

PATH = f"/v1/spaces/{SPACE}/messages"
QUERY = f"key={KEY}&token={TOKEN}%3D"
HOST = "https://chat.googleapis.com"

GOOD = [
    WEBHOOK,
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}",
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}%3D%3D",
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}=",
]
WRONG = [
    # another host, or one that only looks like it
    f"https://evil.example{PATH}?{QUERY}",
    f"https://chat.googleapis.com.evil.example{PATH}?{QUERY}",
    f"https://evilchat.googleapis.com{PATH}?{QUERY}",
    f"https://evil.chat.googleapis.com{PATH}?{QUERY}",
    f"https://chat.googleapis.com.{PATH}?{QUERY}",
    f"https://chat-googleapis.com{PATH}?{QUERY}",
    f"https://chatxgoogleapis.com{PATH}?{QUERY}",
    f"https://chat.googleapis.co{PATH}?{QUERY}",
    f"https://chat.gооgleapis.com{PATH}?{QUERY}",
    f"https://chat\u3002googleapis\uff0ecom{PATH}?{QUERY}",
    f"https://ⓒhat.googleapis.com{PATH}?{QUERY}",
    f"https://CHAT.googleapis.com{PATH}?{QUERY}",
    f"https://chat.GoogleApis.com{PATH}?{QUERY}",
    f"https://chat%2Egoogleapis.com{PATH}?{QUERY}",
    # a way inside
    f"https://127.0.0.1{PATH}?{QUERY}",
    f"https://[::1]{PATH}?{QUERY}",
    f"https://[::ffff:127.0.0.1]{PATH}?{QUERY}",
    f"https://2130706433{PATH}?{QUERY}",
    f"https://0x7f.1{PATH}?{QUERY}",
    f"https://169.254.169.254{PATH}?{QUERY}",
    f"https://localhost{PATH}?{QUERY}",
    f"https://metadata.google.internal{PATH}?{QUERY}",
    # somebody before the host, a port behind it
    f"https://chat.googleapis.com@evil.example{PATH}?{QUERY}",
    f"https://evil.example@chat.googleapis.com{PATH}?{QUERY}",
    f"https://user:password@chat.googleapis.com{PATH}?{QUERY}",
    f"https://evil.example#@chat.googleapis.com{PATH}?{QUERY}",
    f"https://evil.example?@chat.googleapis.com{PATH}?{QUERY}",
    rf"https://evil.example\@chat.googleapis.com{PATH}?{QUERY}",
    rf"https:\\chat.googleapis.com{PATH}?{QUERY}",
    rf"https://chat.googleapis.com\@evil.example{PATH}?{QUERY}",
    f"https://chat.googleapis.com:443{PATH}?{QUERY}",
    f"https://chat.googleapis.com:8443{PATH}?{QUERY}",
    f"https://chat.googleapis.com:{PATH}?{QUERY}",
    # another scheme
    f"http://chat.googleapis.com{PATH}?{QUERY}",
    f"HTTPS://chat.googleapis.com{PATH}?{QUERY}",
    f"//chat.googleapis.com{PATH}?{QUERY}",
    f"ftp://chat.googleapis.com{PATH}?{QUERY}",
    f"javascript:{HOST}{PATH}?{QUERY}",
    f"chat.googleapis.com{PATH}?{QUERY}",
    # another path
    f"{HOST}/v1/spaces/{SPACE}?{QUERY}",
    f"{HOST}/v1/spaces/{SPACE}/messages/?{QUERY}",
    f"{HOST}/v1/spaces/{SPACE}/messages/1?{QUERY}",
    f"{HOST}/v1/spaces/{SPACE}/members?{QUERY}",
    f"{HOST}/v1//spaces/{SPACE}/messages?{QUERY}",
    f"{HOST}/v1/spaces//messages?{QUERY}",
    f"{HOST}/v1/spaces/../messages?{QUERY}",
    f"{HOST}/v1/spaces/a/../b/messages?{QUERY}",
    f"{HOST}/v1/spaces/a%2F..%2Fb/messages?{QUERY}",
    f"{HOST}/v1/spaces/a%2e/messages?{QUERY}",
    f"{HOST}/v1/spaces/é/messages?{QUERY}",
    f"{HOST}/v1/spaces/{'a' * 65}/messages?{QUERY}",
    f"{HOST}/V1/spaces/{SPACE}/messages?{QUERY}",
    f"{HOST}/v1/spaces/{SPACE};x=1/messages?{QUERY}",
    # other parameters
    f"{HOST}{PATH}",
    f"{HOST}{PATH}?key={KEY}",
    f"{HOST}{PATH}?token={TOKEN}",
    f"{HOST}{PATH}?token={TOKEN}&key={KEY}",
    f"{HOST}{PATH}?{QUERY}&key={KEY}",
    f"{HOST}{PATH}?{QUERY}&threadKey=x",
    f"{HOST}{PATH}?{QUERY}&alt=media",
    f"{HOST}{PATH}?key=&token={TOKEN}",
    f"{HOST}{PATH}?key={KEY}&token=",
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}%3D%3D%3D",
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}%3d",
    f"{HOST}{PATH}?key={KEY}&token={TOKEN}%26x%3D1",
    f"{HOST}{PATH}?key={KEY}%00&token={TOKEN}",
    f"{HOST}{PATH}?key={KEY};token={TOKEN}",
    f"{HOST}{PATH}?{QUERY}#x",
    f"{HOST}{PATH}?{QUERY}#",
    f"{HOST}{PATH}?key={'k' * 101}&token={TOKEN}",
    f"{HOST}{PATH}?key={KEY}&token={'t' * 151}",
    f"{HOST}{PATH}?key={'९' * 39}&token={TOKEN}",
    # what a parser may trim or take for an end
    f" {WEBHOOK}",
    f"{WEBHOOK} ",
    f"{WEBHOOK}\n",
    f"{WEBHOOK}\r\nHost: evil.example",
    f"{HOST}\r\n{PATH}?{QUERY}",
    f"{HOST}{PATH}\t?{QUERY}",
    f"{WEBHOOK}\x00",
    f"\ufeff{WEBHOOK}",
    f"{WEBHOOK}\u200b",
    f"{WEBHOOK} {WEBHOOK}",
    f"<{WEBHOOK}>",
    "",
    "spaces/AAAA",
]


@pytest.mark.parametrize("url", GOOD)
def test_chats_own_addresses_are_taken_and_shown_by_their_space(url: str) -> None:
    chat.check(url)
    assert chat.shown(url) == f"spaces/{SPACE}"


@pytest.mark.parametrize("url", WRONG)
def test_nothing_else_is(url: str) -> None:
    with pytest.raises(Problem) as caught:
        chat.check(url)
    (fault,) = caught.value.errors
    assert (fault.pointer, fault.code) == ("/chat_url", "invalid_chat_url")
    assert chat.shown(url) is None


def test_nothing_else_is_kept(carl: Person) -> None:
    for url in WRONG:
        if url and url == url.strip() and len(url) <= 400:
            given = {"mail": True, "chat": True, "sms": False, "chat_url": url}
            assert carl.put("/api/me/channels", given).faults() == {"/chat_url": "invalid_chat_url"}, url


@given(st.text())
def test_no_text_is_an_address_by_chance(text: str) -> None:
    assert chat.shown(text) is None
    assert chat.shown(f"{HOST}{PATH}?{QUERY}{text or '&'}") is None or set(text) <= set("%3D=")


@pytest.fixture
def chosen(world: World, carl: Person, sink: HttpSink, set_up: Callable[..., None]) -> HttpSink:
    """Carl has his notices in a space; a sink stands in for Google Chat."""
    choose(world, carl, chat=True, chat_url=WEBHOOK)
    set_up(chat_url=sink.url)
    return sink


def _post(world: World, person: Person, kind: str = "booking_booked", **about: Any) -> None:
    given = {"task_name": "Tap repair", "scheduled_for": at(days=1), "booking_id": 7}
    delivery = owed(world, person, Channel.CHAT, kind, **given | about)
    with world.app.app_context():
        chat.post(delivery)


def test_a_notice_is_said_in_the_persons_space(world: World, carl: Person, chosen: HttpSink) -> None:
    _post(world, carl)
    (request,) = chosen.received
    assert request.path == PATH
    assert {name: request.query[name] for name in ("key", "token")} == {"key": KEY, "token": f"{TOKEN}="}
    assert request.json == {
        "text": "*Your booking is in*\n"
        "Tap repair on Tue 16 June, 12:00 pm. We tell you as soon as a professional has accepted it.\n"
        f"<{world.settings.public_url}/bookings/7|See the booking>"
    }


def test_it_speaks_its_readers_language(world: World, carl: Person, chosen: HttpSink) -> None:
    carl.patch("/api/me", {"locale": "hi"}).ok()
    _post(world, carl)
    assert chosen.received[0].json["text"].startswith("*आपकी बुकिंग मिल गई*\nTap repair, मंगल 16 जून, 12:00 pm।")


def test_every_attempt_has_the_same_name_and_no_other_delivery_has_it(
    world: World, carl: Person, chosen: HttpSink
) -> None:
    delivery = owed(world, carl, Channel.CHAT, "channel_test")
    with world.app.app_context():
        chat.post(delivery)
        chat.post(delivery)
        delivery.created_at += timedelta(microseconds=1)  # the same id in a database begun anew
        chat.post(delivery)
        delivery.id += 1
        chat.post(delivery)
    first, again, anew, other = (request.query["requestId"] for request in chosen.received)
    assert first == again
    assert len({first, anew, other}) == 3


def test_what_people_write_is_no_markup(world: World, carl: Person, chosen: HttpSink) -> None:
    name = "<users/all> *Petra* _P_"
    _post(world, carl, "booking_accepted", name=name, reason="`x` ~y~ <https://evil.example|Pay here>")
    text = chosen.received[0].json["text"]
    head, middle, quoted, link = text.split("\n")
    assert head == "*‹users/all› ∗Petra∗ ＿P＿ has accepted your booking*"
    assert quoted == "“ˋxˋ ∼y∼ ‹https://evil.example¦Pay here›”"
    assert [text.count(mark) for mark in "<>|*_~`"] == [1, 1, 1, 2, 0, 0, 0]
    assert "Tap repair" in middle
    assert link.startswith("<http")


@given(st.text(), st.text(), st.text())
def test_no_words_grow_too_long_or_break_out(headline: str, paragraph: str, quote: str) -> None:
    said = Brief(headline, paragraph * 60, quote * 60, "See it", "/bookings/7", {})
    text = chat.text(said, "https://dastak.example.org")
    assert len(text) <= chat.MOST
    assert len(text.encode("utf-8", "replace")) < 32_000
    assert text.endswith("\n<https://dastak.example.org/bookings/7|See it>")
    assert [text.count(mark) for mark in "<>|*_~`"] == [1, 1, 1, 2, 0, 0, 0]


def test_a_long_notice_is_cut_in_the_middle_and_keeps_its_link() -> None:
    text = chat.text(Brief("Head " * 99, "नमस्ते " * 999, "why", "See it", "/inbox", {}), "https://d.example")
    assert len(text) == chat.MOST
    assert text.endswith("…\n<https://d.example/inbox|See it>")


def test_a_path_cannot_end_its_link() -> None:
    said = Brief("Head", "Words", "", "See it", "/x>|<users/all> y", {})
    assert "/x%3E%7C%3Cusers/all%3E%20y|See it>" in chat.text(said, "https://d.example")


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ({}, "there is no Google Chat address"),
        ({"chat": True}, "there is no Google Chat address"),
        ({"chat": True, "chat_url": "https://evil.example/hook"}, "there is no Google Chat address"),
        ({"chat": False, "chat_url": WEBHOOK}, "Google Chat is no longer chosen"),
    ],
)
def test_by_now_it_may_not_be_wanted(
    world: World, carl: Person, sink: HttpSink, set_up: Callable[..., None], choice: Any, reason: str
) -> None:
    set_up(chat_url=sink.url)
    choose(world, carl, **choice)
    with pytest.raises(NotWanted, match=reason):
        _post(world, carl)
    assert sink.connections == 0


def test_who_never_chose_has_no_space(world: World, carl: Person) -> None:
    with pytest.raises(NotWanted):
        _post(world, carl)


def test_a_test_goes_out_before_the_channel_is_chosen(
    world: World, carl: Person, sink: HttpSink, set_up: Callable[..., None]
) -> None:
    set_up(chat_url=sink.url)
    choose(world, carl, chat=False, chat_url=WEBHOOK)
    _post(world, carl, "channel_test")
    assert sink.received[0].json["text"].startswith("*Your notices arrive here*\n")


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (404, True), (302, True), (429, False), (503, False)]
)
def test_no_refusal_tells_key_or_token(
    world: World, carl: Person, chosen: HttpSink, status: int, for_good: bool
) -> None:
    told = f"{KEY} {TOKEN} {TOKEN}= {TOKEN}%3D {WEBHOOK}"
    chosen.answer(status, {"error": {"message": told}}, Location=WEBHOOK)
    with pytest.raises(Refused) as caught:
        _post(world, carl)
    assert caught.value.for_good is for_good
    assert KEY not in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_nobody_there(world: World, carl: Person, chosen: HttpSink, set_up: Callable[..., None]) -> None:
    set_up(chat_url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable) as caught:
        _post(world, carl)
    assert TOKEN not in str(caught.value)
