"""How values become cells."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.models import Role
from backend.core.database import Base
from backend.exports.cells import DANGEROUS, cell, harmless, rupees
from backend.exports.tables import SECRET_TABLES, everything, is_secret

KOLKATA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("plain", "plain"),
        ("नमस्ते", "नमस्ते"),
        ("=1+1", "'=1+1"),
        ("+91 98450 12345", "'+91 98450 12345"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
        (-5, -5),
        (True, "true"),
        (False, "false"),
        (Role.ADMIN, "admin"),
        ({"name": "मीरा"}, '{"name": "मीरा"}'),
        (datetime(2025, 12, 31, 18, 31, tzinfo=UTC), "2026-01-01T00:01:00+05:30"),
    ],
)
def test_a_value_becomes_a_cell(value: Any, written: Any) -> None:
    assert cell(value, KOLKATA) == written


@given(st.text())
def test_no_text_is_run_as_a_formula(text: str) -> None:
    written = harmless(text)
    assert not written.startswith(DANGEROUS)
    assert written.removeprefix("'" if text.startswith(DANGEROUS) else "") == text


@pytest.mark.parametrize(
    ("paise", "written"), [(0, "0.00"), (5, "0.05"), (59950, "599.50"), (59900, "599.00")]
)
def test_money_has_two_decimals(paise: int, written: str) -> None:
    assert rupees(paise) == written


def test_no_secret_leaves_the_house() -> None:
    columns = {
        f"{name}.{column.name}" for name, rows in everything().items() for column in rows.selected_columns
    }
    for secret in (
        "users.password_hash",
        "sessions.id",
        "sessions.refresh_id",
        "sessions.previous_refresh_id",
        "documents.storage_key",
        "exports.storage_key",
    ):
        assert secret not in columns
    assert "users.email" in columns
    assert not SECRET_TABLES & everything().keys()


def test_every_table_is_in_everything_or_secret() -> None:
    assert everything().keys() | SECRET_TABLES == {table.name for table in Base.metadata.sorted_tables}


@pytest.mark.parametrize("column", ["otp_secret", "api_token", "webhook_key", "password", "token_hash"])
def test_secrets_of_later_tables_are_known_by_name(column: str) -> None:
    assert is_secret("whatever", column)
