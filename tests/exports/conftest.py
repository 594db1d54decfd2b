"""What several tests of exports begin with."""

import pytest

from tests.steps import closed
from tests.worlds import Person, World


@pytest.fixture
def asked(world: World, ada: Person, carl: Person, petra: Person) -> int:
    """An export that waits for a worker, of one closed booking."""
    closed(world, carl, petra)
    found: int = ada.post("/api/exports", {"kind": "closed_bookings"}).ok(202)["id"]
    return found
