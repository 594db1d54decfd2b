"""How values become cells: by the database itself, the same bytes on both engines."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, String, insert, literal, null, select, type_coerce

from backend.accounts.models import AuditEntry, Role
from backend.core import clock
from backend.core.database import UtcDateTime, choice
from backend.exports.cells import DANGEROUS
from tests.exports.steps import in_a_column, read, written
from tests.worlds import World

NOON = datetime(2025, 12, 31, 18, 31, 0, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        (String(), "plain", '"plain"'),
        (String(), "", '""'),
        (String(), None, ""),
        (String(), "नमस्ते", '"नमस्ते"'),
        (String(), 'he said "no"', '"he said ""no"""'),
        (String(), "one,\ntwo\r\nthree", '"one,\ntwo\r\nthree"'),
        (String(), "100 % {sure} %s $1 \\ '' :x", "\"100 % {sure} %s $1 \\ '' :x\""),
        (String(), "\\.", '"\\."'),
        (String(), "=1+1", '"\'=1+1"'),
        (String(), "+91 98450 12345", '"\'+91 98450 12345"'),
        (String(), "-5", '"\'-5"'),
        (String(), "@SUM(A1)", '"\'@SUM(A1)"'),
        (String(), "\t=1", '"\'\t=1"'),
        (String(), "\r=1", '"\'\r=1"'),
        (String(), "\n=1", '"\'\n=1"'),
        (String(), "＝1", '"\'＝1"'),
        (String(), "＋1", '"\'＋1"'),
        (String(), "－1", '"\'－1"'),
        (String(), "＠1", '"\'＠1"'),
        (String(), "a=1", '"a=1"'),
        (Integer(), -5, "-5"),
        (Integer(), None, ""),
        (Boolean(), True, "true"),
        (Boolean(), False, "false"),
        (Boolean(), None, ""),
        (choice(Role), Role.ADMIN, "admin"),
        (choice(Role), None, ""),
        (UtcDateTime(), NOON, "2026-01-01T00:01:00+05:30"),
        (UtcDateTime(), None, ""),
    ],
)
def test_a_value_becomes_a_cell(world: World, kind: Any, value: Any, line: str) -> None:
    made: Any = literal(value, kind) if value is not None else _nothing(world, kind)
    row = select(literal(7, Integer).label("id"), made.label("value"), literal(8, Integer).label("end"))
    assert written(world, row).decode() == f"7,{line},8\r\n"


def _nothing(world: World, kind: Any) -> Any:
    on_postgresql = world.settings.database_url.startswith("postgresql")
    return null().cast(kind) if on_postgresql else type_coerce(null(), kind)


@pytest.mark.parametrize(
    ("paise", "line"),
    [(0, "0.00"), (5, "0.05"), (59950, "599.50"), (59900, "599.00"), (10**9, "10000000.00")],
)
def test_money_is_in_rupees_with_two_decimals(world: World, paise: int, line: str) -> None:
    assert written(world, select(literal(paise, Integer).label("price"))).decode() == f"{line}\r\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"name": "मीरा", "id": 5}, '{""id"": 5, ""name"": ""मीरा""}'),
        ({"of": {"bb": None, "a": 599.5}}, '{""of"": {""a"": 599.5, ""bb"": null}}'),
        ([1, "x\n\"y'", []], '[1, ""x\\n\\""y\'"", []]'),
        ({}, "{}"),
    ],
)  # fmt: skip
def test_json_is_written_as_postgresql_spells_it(world: World, value: Any, text: str) -> None:
    world.change(
        insert(AuditEntry).values(at=NOON, action="x", subject_kind="x", subject_id=1, details=value)
    )
    row = select(AuditEntry.details).where(AuditEntry.action == "x")
    assert written(world, row).decode() == f'"{text}"\r\n'


TEXTS = st.text(
    st.sampled_from([*",\"\n\r\\'% ab", *DANGEROUS])
    | st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_any_text_is_read_back_and_none_is_run(world: World, texts: list[str]) -> None:
    found = read(written(world, in_a_column([literal(text, String) for text in texts])))
    harmless = [f"'{text}" if text.startswith(tuple(DANGEROUS)) else text for text in texts]
    # A line of one empty cell is read as no cell at all.
    assert sorted("".join(cells) for cells in found) == sorted(harmless)


@pytest.mark.parametrize("name", ["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
def test_moments_have_the_zones_offset_of_then(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    zone = ZoneInfo(name)
    monkeypatch.setattr(clock, "zone", lambda: zone)
    for month, day in ((1, 1), (3, 29), (3, 8), (4, 4), (4, 5), (7, 1), (10, 3), (10, 25), (11, 1)):
        moments = [
            datetime(2026, month, day, hour, minute, second, tzinfo=UTC)
            for hour in range(24)
            for minute, second in ((0, 0), (29, 59), (30, 0), (59, 59))
        ]
        found = read(written(world, in_a_column([literal(each, UtcDateTime) for each in moments])))
        expected = [each.astimezone(zone).isoformat() for each in moments]
        assert sorted(cell for (cell,) in found) == sorted(expected)
