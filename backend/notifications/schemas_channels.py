"""What comes in and goes out about the channels that somebody chose."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from backend.core.fields import Input, Output, left_out
from backend.notifications.models import Channel, DeliveryStatus

Ticked = Annotated[bool, Field(strict=True)]


class ChannelsIn(Input):
    """Where I want my notices besides the app; a `chat_url` left out stays, null removes it."""

    mail: Ticked
    chat: Ticked
    sms: Ticked
    chat_url: Annotated[str, Field(max_length=400)] | None = Field(default_factory=left_out)


class TestOut(Output):
    """What became of the newest test."""

    status: DeliveryStatus
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


class ChannelOut(Output):
    """One channel; `address` is where it leads, without anything secret, None where there is none yet."""

    channel: Channel
    available: bool
    chosen: bool
    address: str | None
    last_test: TestOut | None


class ChannelsOut(Output):
    """The channels besides the app."""

    items: list[ChannelOut]
