"""The tables of a new town. A module of its own: a worker has nothing of what makes them in memory."""

import flask_migrate

from backend.app import create_app
from backend.config import Settings
from backend.core.extensions import db
from bench.ours.application import Given


def migrate(given: Given) -> None:
    """Make every table in an empty database."""
    with create_app(Settings(**given)).app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
