"""The queue's entry point: python -m backend.worker, or celery -A backend.worker:celery_app worker or beat.

The first is the same worker without Celery's command line, whose interactive shell costs each child 8 MB.
"""

import argparse
import sys
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from backend.config import Settings
from backend.core.extensions import db
from backend.core.jobs import be_patient
from backend.ground import new_app
from celerybeat_schedule import SCHEDULE

app = new_app(Settings.from_env())
celery_app: Celery = app.extensions["celery"]
celery_app.conf.beat_schedule = SCHEDULE
be_patient(celery_app)
(app.extensions["settings"].data_dir / "beat").mkdir(parents=True, exist_ok=True)


@worker_process_init.connect
def forget_connections(**_: Any) -> None:
    """A child must not talk over the connections it inherited; they stay open for its parent."""
    with app.app_context():
        db.engine.dispose(close=False)


def main(words: list[str]) -> int:
    """Work until a signal says to end; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m backend.worker", description="Do the jobs of the queue.")
    parser.add_argument("--concurrency", type=int, default=2, help="how many jobs at once (2)")
    concurrency = parser.parse_args(words).concurrency
    worker = celery_app.Worker(
        concurrency=concurrency, loglevel="INFO", without_gossip=True, without_mingle=True
    )
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
