"""What the tests of planned jobs begin with."""

import pytest
import time_machine

from tests.jobs import run_planned
from tests.worlds import World


@pytest.fixture
def started(world: World, clock: time_machine.Traveller) -> World:
    """The planner has looked for the first time, at noon on 15 June 2026."""
    run_planned(world)
    return world
