"""One frozen Settings object from the environment; whatever is wrong is said in one line."""

import json
import os
import re
import secrets
import tempfile
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.config_kinds import (
    BrokerUrl,
    ChatUrl,
    DatabaseUrl,
    Host,
    MailAddress,
    MailUrl,
    PostgresqlUrl,
    PublicUrl,
    RedisUrl,
    SmsTemplates,
    SmsUrl,
    StorageUrl,
    TimeOfDay,
    Zone,
)

HINTS = {
    "app_env": "must be development or production",
    "host": "must be an address of this machine, like 127.0.0.1, or 0.0.0.0 for all",
    "port": "must be a number from 1 to 65535, like 8000",
    "public_url": "must be the address people open, without a path, like https://dastak.example.org",
    "data_dir": "must be a folder that can be written to, like var",
    "database_url": "must be sqlite:///path/to/file.sqlite3 or postgresql://user:password@host/database",
    "database_replica_url": "must be postgresql://user:password@host/database",
    "redis_url": "must be redis://host:6379/0, rediss://host:6379/0 or unix:///path/to/socket",
    "broker_url": "must be redis://host:6379/0, rediss://host:6379/0 or unix:///path/to/socket",
    "mail_url": "must be smtp://user:password@host:587 or smtps://user:password@host:465",
    "mail_from": "must be a mail address, like Dastak <dastak@example.org>",
    "chat_url": "must be https://host without a path, like https://chat.googleapis.com",
    "sms_url": "must be https://AUTHKEY@host/path, like https://AUTHKEY@control.msg91.com/api/v5/flow",
    "sms_templates": "must be kind=template,kind=template, like daily_reminder=6512ab,booking_closed=77fe",
    "storage_url": "must be file:///path/to/folder or s3://bucket/prefix",
    "business_zone": "must be the name of a time zone, like Asia/Kolkata",
    "reminder_at": "must be a time of day from 00:00 to 23:59, like 18:00",
    "absence_days": "must be a number of days from 1 to 365, like 7",
    "trusted_proxies": "must be the number of proxies in front, from 0 to 9",
    "admin_username": "must be 3 to 64 letters, digits, dots, dashes or underscores",
    "admin_email": "must be a mail address, like admin@example.org",
    "admin_password": "must be at least 8 characters long",
    "ratelimit_enabled": "must be true or false",
}
MAKE_KEY = 'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
SAMPLE = re.compile(r"change.?(me|this)|replace|example|secret|password|insecure|development|sample", re.I)


class SettingsError(Exception):
    """The environment can't be used; the text is one line that names the variable and says what to do."""


def _kept_secret(folder: Path) -> str:
    """The key kept in `folder`, made by whichever process comes first; linking makes it appear whole."""
    path = folder / "secret_key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _link_new_secret(path)
        return path.read_text().strip()
    except OSError as error:
        raise SettingsError(f"DATA_DIR {HINTS['data_dir']}: {error}") from error


def _link_new_secret(path: Path) -> None:
    handle, aside = tempfile.mkstemp(dir=path.parent)  # mode 0600 from the start
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(aside, path)
    Path(aside).unlink()


def _lent(name: str, otherwise: str, data: dict[str, Any]) -> str:
    """The address that a running `make run` lends to other commands, else the usual one."""
    with suppress(OSError, ValueError):
        lent = json.loads((data["data_dir"] / "run" / "addresses.json").read_text())
        return str(lent[name]) if name in lent else otherwise
    return otherwise


def _own_url(data: dict[str, Any]) -> str:
    host = str(data["host"])
    if host != "localhost" and (address := ip_address(host)).is_unspecified:
        host = "127.0.0.1" if address.version == 4 else "::1"
    return f"http://[{host}]:{data['port']}" if ":" in host else f"http://{host}:{data['port']}"


class Settings(BaseSettings):
    """Everything that can be set, checked; README's table describes each."""

    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, validate_default=True, extra="forbid", hide_input_in_errors=True
    )

    app_env: Literal["development", "production"] = "development"
    data_dir: Path = Path("var")
    secret_key: str = Field(
        repr=False,
        default_factory=lambda data: (
            "" if data["app_env"] == "production" else _kept_secret(data["data_dir"])
        ),
    )
    host: Host = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    public_url: PublicUrl = Field(default_factory=_own_url)
    database_url: DatabaseUrl = Field(
        repr=False, default_factory=lambda data: f"sqlite:///{data['data_dir']}/dastak.sqlite3"
    )
    database_replica_url: PostgresqlUrl | None = Field(None, repr=False)
    redis_url: RedisUrl = Field(
        repr=False, default_factory=lambda data: _lent("REDIS_URL", "redis://127.0.0.1:6379/0", data)
    )
    broker_url: BrokerUrl = Field(repr=False, default_factory=lambda data: data["redis_url"])
    mail_url: MailUrl = Field(
        repr=False, default_factory=lambda data: _lent("MAIL_URL", "smtp://127.0.0.1:1025", data)
    )
    mail_from: MailAddress = "Dastak <dastak@localhost>"
    chat_url: ChatUrl = Field("https://chat.googleapis.com", repr=False)  # some paste a whole webhook here
    sms_url: SmsUrl | None = Field(None, repr=False)
    sms_templates: SmsTemplates = Field(default_factory=dict)
    storage_url: StorageUrl = Field(default_factory=lambda data: f"file://{data['data_dir']}/files")
    business_zone: Zone = "Asia/Kolkata"
    reminder_at: TimeOfDay = Field(default="18:00")  # type: ignore[assignment]
    absence_days: int = Field(7, ge=1, le=365)
    trusted_proxies: int = Field(0, ge=0, le=9)
    admin_username: str = Field("admin", pattern=r"^[A-Za-z0-9._-]{3,64}$")
    admin_email: MailAddress = "admin@example.com"
    admin_password: str | None = Field(None, min_length=8, repr=False)
    ratelimit_enabled: bool = True

    @classmethod
    def from_env(cls) -> Self:
        """The settings of this process; raises SettingsError about the first value that can't be used."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError(_one_line(error)) from error

    @property
    def is_production(self) -> bool:
        """Whether mistakes must stop the start rather than be mended silently."""
        return self.app_env == "production"

    @property
    def cookie_secure(self) -> bool:
        """Whether browsers reach us by https, so that cookies are Secure and named __Host-."""
        return self.public_url.startswith("https:")

    @property
    def limits_url(self) -> str:
        """The Redis URL in the rate limiter's spelling, where a Unix socket is called redis+unix."""
        return re.sub(r"^unix:", "redis+unix:", self.redis_url)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("secret_key")
    @classmethod
    def _strong(cls, key: str, info: ValidationInfo) -> str:
        if not key:
            raise ValueError(f"SECRET_KEY is missing, and APP_ENV=production needs one; {MAKE_KEY}")
        if len(key.encode()) < 32:
            raise ValueError(
                f"SECRET_KEY is {len(key.encode())} bytes long, but needs 32 at least; {MAKE_KEY}"
            )
        if info.data.get("app_env") == "production" and (SAMPLE.search(key) or len(set(key)) < 10):
            raise ValueError(f"SECRET_KEY is a sample that others know or can guess; {MAKE_KEY}")
        return key

    @field_validator("ratelimit_enabled")
    @classmethod
    def _guarded(cls, enabled: bool, info: ValidationInfo) -> bool:
        if not enabled and info.data.get("app_env") == "production":
            raise ValueError("RATELIMIT_ENABLED=false is refused with APP_ENV=production; leave it out")
        return enabled


def _one_line(error: ValidationError) -> str:
    first = error.errors()[0]
    field, said = str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
    if said.startswith(field.upper()):
        return said
    seen = f", but is {first['input']!r}" if Settings.model_fields[field].repr else ""
    return f"{field.upper()} {HINTS[field]}{seen}"
