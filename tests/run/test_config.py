"""The settings: what is taken, what is refused, and how that is said."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path

import pytest

from backend.config import HINTS, Settings, SettingsError

GOOD_KEY = "Zq3vN8_hT1xkR7-wYb5LmC2dEf9uGs4aJp6o"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What is said about these variables; it must be one line."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.from_env()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = Settings.from_env()
    assert settings.database_url == f"sqlite:///{tmp_path}/var/dastak.sqlite3"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.reminder_at == time(18)
    assert not settings.is_production
    assert not settings.cookie_secure


def test_every_setting_has_a_hint() -> None:
    assert HINTS.keys() | {"secret_key"} == Settings.model_fields.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "staging"),
        ("SECRET_KEY", "short"),
        ("HOST", "not an address"),
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PUBLIC_URL", "dastak.example.org"),
        ("PUBLIC_URL", "https://dastak.example.org/below"),
        ("DATABASE_URL", "mysql://host/database"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql:///database"),
        ("DATABASE_URL", "postgresql://host:port/database"),
        ("DATABASE_REPLICA_URL", "sqlite:///copy.sqlite3"),
        ("REDIS_URL", "http://host"),
        ("REDIS_URL", "redis://host:99999"),
        ("REDIS_URL", "unix://"),
        ("BROKER_URL", "amqp://host"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_FROM", "Dastak"),
        ("CHAT_URL", "chat.googleapis.com"),
        ("CHAT_URL", "http://chat.googleapis.com"),
        ("CHAT_URL", "http://10.0.0.1"),
        ("CHAT_URL", "http://127.0.0.1.example"),
        ("CHAT_URL", "https://user@chat.googleapis.com"),
        ("CHAT_URL", "https://chat.googleapis.com/v1"),
        ("CHAT_URL", "https://chat.googleapis.com?x=1"),
        ("CHAT_URL", "https://chat.googleapis.com#x"),
        ("CHAT_URL", "https://chat.googleapis.com:port"),
        ("CHAT_URL", "https://"),
        ("SMS_URL", "control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://KEY@control.msg91.com"),
        ("SMS_URL", "https://KEY@control.msg91.com/"),
        ("SMS_URL", "https://KEY:word@control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://KEY:@control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://K%0AY@control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://KEY@control.msg91.com/api/v5/flow?x=1"),
        ("SMS_URL", "https://KEY@control.msg91.com/api/v5/a flow"),
        ("SMS_URL", "http://KEY@control.msg91.com/api/v5/flow"),
        ("SMS_URL", "https://KEY@/api/v5/flow"),
        ("SMS_TEMPLATES", "daily_reminder"),
        ("SMS_TEMPLATES", "daily_reminder="),
        ("SMS_TEMPLATES", "=6512ab"),
        ("SMS_TEMPLATES", "daily_reminder=6512ab,"),
        ("SMS_TEMPLATES", "daily_reminder=6512ab;x=1"),
        ("SMS_TEMPLATES", "daily_reminder=1,daily_reminder=2"),
        ("SMS_TEMPLATES", '{"daily_reminder": "6512ab"}'),
        ("STORAGE_URL", "ftp://host/files"),
        ("STORAGE_URL", "s3:///files"),
        ("BUSINESS_ZONE", "Mars/Olympus"),
        ("BUSINESS_ZONE", "../../etc/passwd"),
        ("REMINDER_AT", "24:00"),
        ("REMINDER_AT", "6 pm"),
        ("ABSENCE_DAYS", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("ADMIN_USERNAME", "a b"),
        ("ADMIN_EMAIL", "nobody"),
        ("ADMIN_PASSWORD", "seven77"),
        ("RATELIMIT_ENABLED", "perhaps"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert refusal(monkeypatch, **{name: value}).startswith(f"{name} ")


def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, DATA_DIR="/proc/nowhere").startswith("DATA_DIR ")


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ADMIN_PASSWORD", "DATABASE_URL", "MAIL_URL", "SMS_URL", "CHAT_URL"]
)
def test_what_is_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert "hush" not in refusal(monkeypatch, **{name: "hush:/"})


@pytest.mark.parametrize("key", ["", "Zq3vN8", "please-change-me-please-change-me", "ab" * 40, "x" * 32])
def test_production_refuses_a_key_that_is_missing_short_or_known(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    said = refusal(monkeypatch, APP_ENV="production", SECRET_KEY=key)
    assert re.match(r"SECRET_KEY is .* make one with: ", said)


def test_production_refuses_to_go_without_rate_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(monkeypatch, APP_ENV="production", SECRET_KEY=GOOD_KEY, RATELIMIT_ENABLED="false")
    assert said.startswith("RATELIMIT_ENABLED=false is refused")


def test_production_takes_a_good_key_and_keeps_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    monkeypatch.setenv("PUBLIC_URL", "https://dastak.example.org/")
    settings = Settings.from_env()
    assert (settings.secret_key, settings.cookie_secure) == (GOOD_KEY, True)
    assert settings.public_url == "https://dastak.example.org"
    assert not (tmp_path / "var").exists()


def test_the_key_is_made_once_whoever_comes_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: Settings.from_env().secret_key, range(16)))
    (key,) = keys
    assert len(key) >= 32
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_through_psycopg(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://user:p%40ss@host:5433/name")
    assert Settings.from_env().database_url == "postgresql+psycopg://user:p%40ss@host:5433/name"


def test_a_unix_socket_is_spelt_as_each_library_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "unix:///run/redis.sock?db=2")
    settings = Settings.from_env()
    assert settings.redis_url == "unix:///run/redis.sock?db=2"
    assert settings.broker_url == "redis+socket:///run/redis.sock?virtual_host=2"
    assert settings.limits_url == "redis+unix:///run/redis.sock?db=2"


def test_what_a_running_application_lends_is_used_unless_one_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "var" / "run"
    folder.mkdir(parents=True)
    (folder / "addresses.json").write_text('{"REDIS_URL": "redis://127.0.0.1:4444/0"}')
    assert Settings.from_env().redis_url == Settings.from_env().broker_url == "redis://127.0.0.1:4444/0"
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:5555/0")
    assert Settings.from_env().redis_url == "redis://127.0.0.1:5555/0"


def test_chat_is_googles_and_sms_are_none_unless_one_says_otherwise() -> None:
    settings = Settings.from_env()
    assert (settings.chat_url, settings.sms_url) == ("https://chat.googleapis.com", None)
    assert settings.sms_templates == {}


@pytest.mark.parametrize("name", ["CHAT_URL", "SMS_URL", "SMS_TEMPLATES"])
def test_an_empty_channel_setting_is_one_left_out(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = Settings.from_env()
    monkeypatch.setenv(name, "")
    assert Settings.from_env() == before


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://chat.googleapis.com/", "https://chat.googleapis.com"),
        ("https://chat.example:8443", "https://chat.example:8443"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("http://localhost:9000", "http://localhost:9000"),
    ],
)
def test_chat_may_be_somewhere_else(monkeypatch: pytest.MonkeyPatch, given: str, read: str) -> None:
    monkeypatch.setenv("CHAT_URL", given)
    assert Settings.from_env().chat_url == read


def test_sms_go_where_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://416091ALVB8qpT65cb@control.msg91.com/api/v5/flow"
    monkeypatch.setenv("SMS_URL", url)
    monkeypatch.setenv("SMS_TEMPLATES", "daily_reminder=6512ab, booking_accepted = 77fe")
    settings = Settings.from_env()
    assert settings.sms_url == url
    assert settings.sms_templates == {"daily_reminder": "6512ab", "booking_accepted": "77fe"}
    assert "416091ALVB8qpT65cb" not in repr(settings)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("localhost", "http://localhost:8000"),
    ],
)
def test_people_are_sent_to_an_address_that_a_browser_can_open(
    monkeypatch: pytest.MonkeyPatch, host: str, url: str
) -> None:
    monkeypatch.setenv("HOST", host)
    assert Settings.from_env().public_url == url


def test_settings_never_change_and_show_no_secret() -> None:
    settings = Settings.from_env()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
    assert settings.secret_key not in repr(settings)
