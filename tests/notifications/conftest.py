"""What the tests of channels share: a server that stands in for Google Chat and MSG91, settings to change."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.servers.http_sink import HttpSink, http_sink
from tests.worlds import World


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    """A real HTTP server of the test's own."""
    with http_sink() as found:
        yield found


@pytest.fixture
def set_up(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the world run under other settings: `set_up(sms_url=…)`."""

    def change(**settings: Any) -> None:
        now = world.app.extensions["settings"]
        monkeypatch.setitem(world.app.extensions, "settings", now.model_copy(update=settings))

    return change
