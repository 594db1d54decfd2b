"""The judge itself: it must be able to find each thing that may never happen."""

from dataclasses import replace

import pytest

from chaos.evidence import Answer, Evidence, Kill, Row
from chaos.verdict import Verdict, judge

WORKER, OTHER = 40001, 40002


def answer(at: float, number: int, *, accepted: bool = True, port: int = WORKER, id_: str = "") -> Answer:
    return Answer(at, accepted, id_ or f"<delivery-{number}@x>", f"p{number}@x", f"1/{port}", port)


def row(number: int, status: str = "sent", attempts: int = 1) -> Row:
    return Row(number, "mail", f"p{number}@x", f"<delivery-{number}@x>", status, attempts)


@pytest.fixture
def good() -> Evidence:
    """Three reminders: one sent, one refused at first, one sent again since its worker was killed."""
    return Evidence(
        owed={(1, "mail"), (2, "mail"), (3, "mail")},
        rows=[row(1), row(2, attempts=2), row(3, attempts=2)],
        answers=[
            answer(10.0, 1),
            answer(10.1, 2, accepted=False),
            answer(10.2, 3),
            answer(30.0, 2, port=OTHER),
            answer(140.0, 3, port=OTHER),
        ],
        kills=[Kill(10.25, whole=True, ports=frozenset({WORKER}))],
        runs=["done"],
    )


def test_what_is_explained_is_no_fault(good: Evidence) -> None:
    assert judge(good) == Verdict(lost=0, doubled=1, explained=1, refused=1, faults=[])


def test_a_lost_mail(good: Evidence) -> None:
    good.answers = good.answers[1:]
    verdict = judge(good)
    assert verdict.lost == 1
    assert verdict.faults == ["lost: <delivery-1@x> of user 1 was never accepted, its row is sent"]


def test_a_mail_that_was_only_refused_is_lost(good: Evidence) -> None:
    good.answers[0] = replace(good.answers[0], accepted=False)
    assert judge(good).lost == 1


def test_nobody_is_forgotten(good: Evidence) -> None:
    good.owed.add((4, "mail"))
    assert judge(good).faults == ["lost: user 4 has no row on mail"]


def test_a_double_with_another_message_id(good: Evidence) -> None:
    good.answers[4] = answer(140.0, 3, port=OTHER, id_="<delivery-33@x>")
    faults = judge(good).faults
    assert any("came again after 129.8 s as <delivery-33@x>" in fault for fault in faults)
    assert "<delivery-33@x> to p3@x belongs to no row of theirs" in faults


def test_a_double_without_any_kill(good: Evidence) -> None:
    good.kills = []
    assert judge(good).faults == [
        "doubled: <delivery-3@x> to p3@x came again after 129.8 s, and no kill is why"
    ]


def test_a_double_long_before_a_kill(good: Evidence) -> None:
    good.kills = [replace(good.kills[0], at=20.0)]
    assert "no kill is why" in judge(good).faults[0]


def test_a_double_when_another_worker_was_killed(good: Evidence) -> None:
    good.kills = [replace(good.kills[0], ports=frozenset({OTHER}))]
    assert "no kill is why" in judge(good).faults[0]


def test_a_double_of_what_was_marked_long_ago(good: Evidence) -> None:
    good.answers.append(answer(140.1, 1, port=OTHER))
    good.rows[0] = row(1, attempts=2)
    good.answers.insert(1, answer(10.05, 2, accepted=False))
    good.rows[1] = row(2, attempts=3)
    good.kills.append(replace(good.kills[0], at=12.0))
    assert judge(good).faults == [
        "doubled: <delivery-1@x> to p1@x came again after 130.1 s, though its sender had gone on to others"
    ]


@pytest.mark.parametrize("status", ["sending", "pending", "failed", "unknown", "skipped"])
def test_a_row_that_is_not_sent_in_the_end(good: Evidence, status: str) -> None:
    good.rows[0] = row(1, status)
    assert judge(good).faults == [f"<delivery-1@x> is left {status} after 1 attempts"]


def test_two_rows_for_one(good: Evidence) -> None:
    good.rows.append(row(1))
    assert judge(good).faults == ["user 1 has 2 rows on mail"]


def test_a_row_for_somebody_who_is_owed_nothing(good: Evidence) -> None:
    good.owed.remove((1, "mail"))
    assert judge(good).faults == ["user 1 is owed nothing on mail and has a row"]


def test_a_mail_that_nobody_claimed(good: Evidence) -> None:
    good.rows[1] = row(2, attempts=1)
    assert judge(good).faults == ["<delivery-2@x> reached the sink 2 times in 1 attempts"]


def test_more_attempts_than_anything_explains(good: Evidence) -> None:
    good.rows[0] = row(1, attempts=3)
    assert judge(good).faults == ["<delivery-1@x> has 3 attempts, and the sink saw 1"]
    good.away = [(50.0, 59.0)]
    assert judge(good).faults == []


@pytest.mark.parametrize("runs", [[], ["running"], ["failed"], ["done", "done"]])
def test_reminders_planned_otherwise_than_once(good: Evidence, runs: list[str]) -> None:
    good.runs = runs
    assert len(judge(good).faults) == 1


def test_a_process_that_ended_by_itself(good: Evidence) -> None:
    good.fell_over = ["beat 2"]
    assert judge(good).faults == ["ended by itself: beat 2"]


def test_a_blow_that_never_fell(good: Evidence) -> None:
    good.not_done = ["kill"]
    assert judge(good).faults == ["never came to pass: kill"]


def test_a_worker_that_hears_nothing_any_more(good: Evidence) -> None:
    good.deaf = ["worker-1"]
    assert judge(good).faults == ["took no job since the queue was emptied: worker-1"]
