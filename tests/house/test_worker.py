"""A worker leaves out what answers requests, and nothing that its jobs need."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.servers.stack import ROOT

HEAVY = {"alembic", "PIL", "pypdfium2", "spectree", "icalendar", "phonenumbers", "flask_limiter"}
LOOK = """
import json, sys
from backend.{module} import {app}
from backend.core.database import Base
from backend.core.planner import NAMED
print(json.dumps({{
    "jobs": sorted(name for name in app.extensions["celery"].tasks if name.startswith("dastak.")),
    "named": sorted(NAMED),
    "tables": sorted(Base.metadata.tables),
    "letters": sorted(name for name in app.jinja_env.list_templates() if name.startswith("mail/")),
    "heavy": sorted({heavy} & set(sys.modules)),
}}))
"""


def _seen(folder: Path, module: str, app: str) -> dict[str, Any]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder)}
    words = [sys.executable, "-c", LOOK.format(module=module, app=app, heavy=HEAVY)]
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a worker and the whole application know."""
    folder = tmp_path_factory.mktemp("looked")
    return _seen(folder, "worker", "app"), _seen(folder, "app", "create_app; app = create_app()")


@pytest.mark.parametrize("what", ["jobs", "named", "tables", "letters"])
def test_a_worker_knows_all_that_the_application_knows(seen: Any, what: str) -> None:
    worker, whole = seen
    assert worker[what] == whole[what]
    assert worker[what] != []


def test_a_worker_holds_nothing_heavy_that_it_never_uses(seen: Any) -> None:
    worker, whole = seen
    assert worker["heavy"] == []
    assert "alembic" in whole["heavy"]
