"""Choosing where one's notices go, over HTTP."""

from typing import Any

from flask import Blueprint

from backend.accounts.permissions import Permission, caller
from backend.core.doors import limiter
from backend.core.http import route
from backend.notifications import channels
from backend.notifications.schemas_channels import ChannelsIn, ChannelsOut

blueprint = Blueprint("channels", __name__, url_prefix="/me/channels")
OWN = Permission.OWN_ACCOUNT


@route(blueprint, "", access=OWN, out=ChannelsOut)
def list_channels() -> Any:
    """The channels besides the app: which I chose, where they lead, and how my newest test went."""
    return ChannelsOut(items=channels.channels_of(caller()))


@route(blueprint, "", "PUT", access=OWN, out=ChannelsOut)
def choose_channels(json: ChannelsIn) -> Any:
    """Choose my channels."""
    channels.choose(caller(), json)
    return ChannelsOut(items=channels.channels_of(caller()))


@route(blueprint, "/<string:channel>/test", "POST", access=OWN, out=ChannelsOut, status=202)
def send_test(channel: str) -> Any:
    """Have a test sent to me on one channel, chosen or not; five in ten minutes at most."""
    me = caller()
    way = channels.way_to(me, channel)
    with limiter.limit("5 per 10 minutes", key_func=lambda: f"tests:{me.id}"):
        channels.send_test(me, way)
    return ChannelsOut(items=channels.channels_of(me)), 202
