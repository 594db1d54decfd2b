"""Nothing is lost or doubled while everything the deliveries stand on is killed: the small form."""

from pathlib import Path

from chaos.play import play
from chaos.size import QUICK
from chaos.verdict import judge
from tests.worlds import Worlds


def test_every_reminder_arrives_and_every_row_is_explained(
    engine: str, worlds: Worlds, tmp_path: Path
) -> None:
    evidence = play(QUICK, tmp_path, worlds.database(engine, f"chaos_{engine}"))
    verdict = judge(evidence, QUICK.shortest_pause)
    assert verdict.faults == []
    assert len(evidence.rows) == QUICK.reminders
    # What proves something only where it came to pass.
    assert any(kill.ports for kill in evidence.kills)
    assert len(evidence.redis_restarts) == QUICK.empties
    assert evidence.away
    assert verdict.refused
