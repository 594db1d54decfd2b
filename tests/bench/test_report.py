"""What the figures come to, and how the table is kept from run to run."""

from pathlib import Path

from bench.ground import Ground
from bench.report import Line, keep, table
from bench.row import Measured, Row, alternate


def _unmeasured(_ground: Ground) -> Measured:
    raise AssertionError


READING = Row("reading", "Reading", "a bare loop", {"sqlite": 0.5}, _unmeasured)
WRITING = Row("writing", "Writing", "a disk", {}, _unmeasured)
TWICE_AS_LONG = Measured([2.0, 4.0, 3.0], [1.0, 1.0, 1.5], notes=["some notes"])


def test_the_ratio_is_the_share_of_the_limits_speed() -> None:
    assert TWICE_AS_LONG.ratio == 1.0 / 3.0
    assert TWICE_AS_LONG.spread == (0.25, 0.5)


def test_figures_are_medians_or_rates() -> None:
    assert TWICE_AS_LONG.figure(TWICE_AS_LONG.ours) == "3.00 s"
    assert Measured([0.02], [], work=50, unit="mails").figure([0.02]) == "2,500 mails/s"
    assert Measured([0.0125], []).figure([0.0125]) == "12 ms"


def test_a_limit_that_cannot_be_run_leaves_its_cells_empty() -> None:
    cells = Line(READING, "sqlite", Measured([1.0], []), "2026-07-01").cells()
    assert cells[2:7] == ("1.00 s", "–", "–", "–", "≥ 0.5")


def test_both_take_turns() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return float(len(turns))

    assert alternate(lambda: turn("ours"), lambda: turn("limit"), 2) == ([1.0, 3.0], [2.0, 4.0])
    assert turns == ["ours", "limit", "ours", "limit"]


def test_a_run_of_some_rows_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    path, both = tmp_path / "results.md", (READING, WRITING)
    old = [Line(row, "sqlite", TWICE_AS_LONG, "2026-07-01") for row in both]
    keep(old, both, {"date": "2026-07-01"}, path)
    new = Line(WRITING, "sqlite", Measured([1.0], [2.0]), "2026-07-02")
    keep([new], both, {"date": "2026-07-02"}, path)
    text = path.read_text()
    assert table([old[0].cells(), new.cells()]) in text
    assert "2026-07-02" in text
    assert "a bare loop" in text


def test_a_row_that_is_gone_goes_from_the_table(tmp_path: Path) -> None:
    path = tmp_path / "results.md"
    keep([Line(READING, "sqlite", TWICE_AS_LONG, "2026-07-01")], [READING], {}, path)
    keep([Line(WRITING, "sqlite", TWICE_AS_LONG, "2026-07-01")], [WRITING], {}, path)
    assert "Reading" not in path.read_text()
