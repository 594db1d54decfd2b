"""Two browsers of one person: chat is never chosen without an address, whoever comes first."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from backend.notifications.models import NoticeChoice
from tests.notifications.ways import WEBHOOK
from tests.races.conftest import Field
from tests.races.contest import Contest, statuses

ROUNDS = 30
BY_CHAT = {"mail": False, "chat": True, "sms": False}
BY_MAIL = {"mail": True, "chat": False, "sms": False}


def test_choosing_chat_and_removing_its_address(ground: Field, contest: Callable[[int], Contest]) -> None:
    one, other, line = ground.racer("carl"), ground.racer("carl"), contest(2)
    for _ in range(ROUNDS):
        assert one.call("PUT", "/api/me/channels", BY_MAIL | {"chat_url": WEBHOOK}).status == 200
        outcomes = line.start(
            [
                partial(one.call, "PUT", "/api/me/channels", BY_CHAT),
                partial(other.call, "PUT", "/api/me/channels", BY_MAIL | {"chat_url": None}),
            ]
        )
        assert statuses(outcomes) in ([200, 200], [200, 422])
        row = ground.world.one(select(NoticeChoice))
        assert row.chat_url or not row.chat


def test_the_first_choice_made_eight_times(ground: Field, contest: Callable[[int], Contest]) -> None:
    racers, line = [ground.racer("carl") for _ in range(8)], contest(8)
    given = BY_CHAT | {"chat_url": WEBHOOK}
    outcomes = line.start([partial(racer.call, "PUT", "/api/me/channels", given) for racer in racers])
    assert statuses(outcomes) == [200] * 8
    assert ground.world.count(NoticeChoice) == 1
