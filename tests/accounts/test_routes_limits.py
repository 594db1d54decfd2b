"""Limits to begin with: registrations, failed sign-ins, writes. Here they are switched on."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.api import Api
from tests.cast import PASSWORD, customer
from tests.conftest import Application
from tests.worlds import World


@pytest.fixture
def limited(world: World, application: Application) -> Iterator[World]:
    """The same world behind an application that counts."""
    settings = world.settings.model_copy(update={"ratelimit_enabled": True})
    yield World(application(settings), settings, world.town)
    # The limiter is one for the process: the other applications go on uncounted.
    application(world.settings)


def _try(world: World, name: str, password: str, address: str = "127.0.0.1") -> int:
    body = {"username": name, "password": password}
    return Api(world.app.test_client()).post("/api/check", body, environ_base={"REMOTE_ADDR": address}).status


def test_ten_failed_sign_ins_are_enough(limited: World) -> None:
    assert [_try(limited, "carl", "not this one") for _ in range(10)] == [401] * 10
    refused = limited.anyone().post("/api/check", {"username": "CARL", "password": PASSWORD})
    refused.problem(429, "rate_limited")
    assert int(refused.response.headers["Retry-After"]) > 0


def test_the_owner_is_not_locked_out_and_nobody_else(limited: World) -> None:
    for _ in range(11):
        _try(limited, "carl", "not this one")
    assert _try(limited, "carl", PASSWORD, "127.0.0.2") == 200
    assert _try(limited, "cora", PASSWORD) == 200


def test_right_sign_ins_are_free(limited: World) -> None:
    assert [_try(limited, "carl", PASSWORD) for _ in range(15)] == [200] * 15


def test_the_root_door_counts_with_the_other(limited: World) -> None:
    for path in ["/check", "/api/check"] * 5:
        limited.anyone().post(path, {"username": "carl", "password": "not this one"})
    assert _try(limited, "carl", PASSWORD) == 429


def test_thirty_registrations_an_hour(limited: World, clock: time_machine.Traveller) -> None:
    visitor = limited.anyone()
    for number in range(30):
        visitor.post("/api/add_customer", customer(f"nina{number}") | {"pincode": "0"})
    visitor.post("/api/add_customer", customer("nina")).problem(429, "rate_limited")
    clock.shift(timedelta(hours=1))


@pytest.mark.parametrize("name", ["\ud800", "\x00", "x" * 5000, "", "ß" * 300, "a b"])
def test_a_strange_name_breaks_no_counter(limited: World, name: str) -> None:
    assert _try(limited, name, "not this one") in {401, 422}


@pytest.mark.parametrize("body", ["[]", "null", '{"username": {}}', '{"username": null}', "{"])
def test_a_strange_body_breaks_no_counter(limited: World, body: str) -> None:
    answer = limited.anyone().call("POST", "/api/check", data=body, content_type="application/json")
    assert answer.status in {400, 422}


def _forgot(world: World, email: str, address: str = "127.0.0.1") -> int:
    door = Api(world.app.test_client())
    return door.post("/api/password-resets", {"email": email}, environ_base={"REMOTE_ADDR": address}).status


@pytest.mark.parametrize("email", ["carl@example.com", "nobody@example.com"])
def test_five_links_an_hour_for_any_address_known_or_not(
    limited: World, clock: time_machine.Traveller, email: str
) -> None:
    asked = [_forgot(limited, email, f"127.0.0.{number}") for number in range(1, 8)]
    assert asked == [202] * 5 + [429] * 2
    assert _forgot(limited, email.upper()) == 429
    clock.shift(timedelta(hours=1))


def test_twenty_links_an_hour_from_one_place(limited: World, clock: time_machine.Traveller) -> None:
    asked = [_forgot(limited, f"somebody{number}@example.com") for number in range(21)]
    assert asked == [202] * 20 + [429]
    assert _forgot(limited, "cora@example.com", "127.0.0.2") == 202
    clock.shift(timedelta(hours=1))


def test_twenty_wrong_links_are_enough(limited: World) -> None:
    body = {"token": "nonsense", "new_password": "another long evening"}
    tried = [limited.anyone().post("/api/password-resets/use", body).status for _ in range(21)]
    assert tried == [409] * 20 + [429]
