"""What a link to a new password carries: the name of a row, signed; made when the letter is written."""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from backend.config import Settings

LIFE = timedelta(hours=1)


def _signer() -> URLSafeSerializer:
    settings: Settings = current_app.extensions["settings"]
    return URLSafeSerializer(settings.secret_key, salt="password-reset")


def token_for(reset_id: str) -> str:
    """The token of a reset; kept nowhere."""
    signed: str = _signer().dumps(reset_id)
    return signed


def reset_of(token: str) -> str | None:
    """Which reset a token is for; None for one that is not ours."""
    try:
        return str(_signer().loads(token))
    except BadData:
        return None
