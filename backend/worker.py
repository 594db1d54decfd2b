"""The queue's entry point: celery -A backend.worker:celery_app worker, or beat."""

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
