"""When the blows fall."""

from collections import Counter
from dataclasses import replace

import pytest

from chaos.size import FULL, QUICK, Blow, Size, steps


@pytest.mark.parametrize("size", [FULL, QUICK])
def test_as_many_fall_as_were_asked_for(size: Size) -> None:
    counts = Counter(step.blow for step in steps(size))
    assert counts == {Blow.KILL: size.kills, Blow.EMPTY: size.empties, Blow.AWAY: 1}


def test_the_same_seed_gives_the_same_way() -> None:
    assert steps(FULL) == steps(FULL)
    assert steps(FULL) != steps(replace(FULL, seed=2))


@pytest.mark.parametrize("seed", range(20))
def test_they_are_spread_over_the_sending(seed: int) -> None:
    due = [step.accepted for step in steps(replace(FULL, seed=seed))]
    assert due == sorted(due)
    assert 0 < due[0] < FULL.reminders * 0.4
    assert FULL.reminders * 0.6 < due[-1] < FULL.reminders


@pytest.mark.parametrize("seed", range(20))
def test_some_fall_while_the_sink_is_away(seed: int) -> None:
    way = steps(replace(FULL, seed=seed))
    gone = [step.blow for step in way].index(Blow.AWAY)
    hidden = way[gone + 1 : gone + 4]
    assert Counter(step.blow for step in hidden) == {Blow.KILL: 2, Blow.EMPTY: 1}
    moments = [step.away_for for step in hidden]
    assert moments == sorted(moments)
    assert 0 < moments[0] < moments[-1] < FULL.away_seconds
    assert not any(step.away_for for step in way if step not in hidden)
