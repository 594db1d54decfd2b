"""kombu's way to Redis, mended: a worker outlives the queue's absence."""

from typing import Any

from kombu.transport import redis as transport
from redis.exceptions import ConnectionError as Gone


class Channel(transport.Channel):
    """A channel that says so when its connection is gone.

    kombu 5.7 reaches through a connection that is None by then: an AttributeError ends the worker, in the
    middle of what it does. A connection error is what Celery expects there, and lives with.
    """

    def _connparams(self, asynchronous: bool = False) -> Any:
        if self.connection is None or self.connection.client is None:
            raise Gone("the connection to the queue is closed")
        return super()._connparams(asynchronous)  # type: ignore[misc]  # the stubs leave it out


def mend() -> None:
    """Have every connection to the queue in this process use it."""
    transport.Transport.Channel = Channel
