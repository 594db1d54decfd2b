"""No secret leaves the house."""

import re

import pytest

from backend.core.database import Base
from backend.exports.tables import SECRET_TABLES, everything, is_secret

TABLES = Base.metadata.sorted_tables
KEPT_BACK = {
    "deliveries.claimed_by", "documents.storage_key", "exports.claimed_by", "exports.storage_key",
    "notice_choices.chat_url", "password_resets.id", "sessions.id", "sessions.previous_refresh_id",
    "sessions.refresh_id",
    "tasks.name_key", "tasks.search", "users.password_hash", "users.search", "users.username_key",
    "bookings.search",
}  # fmt: skip
SUSPICIOUS = re.compile(r"pass|secret|token|hash|otp|key|salt|nonce|url|uri|webhook|credential|cookie|claim")


def _shown() -> set[str]:
    rows = everything().items()
    return {f"{name}.{column.name}" for name, columns in rows for column in columns.selected_columns}


def test_exactly_these_columns_stay() -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    of_secret_tables = {each for each in columns if each.partition(".")[0] in SECRET_TABLES}
    assert columns - _shown() - of_secret_tables == KEPT_BACK


def test_no_column_that_sounds_like_a_secret_is_shown() -> None:
    assert [name for name in sorted(_shown()) if SUSPICIOUS.search(name.partition(".")[2])] == []


def test_every_table_is_in_everything_or_secret() -> None:
    assert everything().keys() | SECRET_TABLES == {table.name for table in TABLES}
    assert not SECRET_TABLES & everything().keys()


@pytest.mark.parametrize(
    "column", ["otp_secret", "api_token", "webhook_key", "password", "token_hash", "chat_url", "webhook"]
)
def test_secrets_of_later_tables_are_known_by_name(column: str) -> None:
    assert is_secret("whatever", column)
