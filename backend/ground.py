"""What web server, worker and command line stand on alike: settings, database, mail, the queue and its jobs.

A worker needs nothing above it: routes, what describes them and migrations would cost it 30 MB.
"""

from pathlib import Path

from flask import Flask
from jinja2 import FileSystemLoader

from backend.bookings import owners, sweeps
from backend.config import Settings
from backend.core import idempotency, jobs, logs
from backend.core.database import engine_options
from backend.core.extensions import cache, db, mail
from backend.core.storage import Storage
from backend.exports import jobs as export_jobs
from backend.notifications import access, listeners, sms
from backend.notifications import jobs as notification_jobs
from backend.notifications import owners as notice_owners
from backend.notifications.inlining import InlinedLoader
from backend.notifications.mail import mail_config
from backend.reports import jobs as report_jobs

# Imported so that their jobs and tables are known.
KNOWN = (export_jobs, idempotency, notification_jobs)

# Where the templates of letters are, found without the routes beside them.
LETTERS = [Path(__file__).parent / floor / "templates" for floor in ("notifications", "reports")]


def new_app(settings: Settings) -> Flask:
    """An application that answers no requests; raises SettingsError for what does not fit together."""
    logs.configure(as_json=settings.is_production)
    app = Flask("backend", static_folder=None)
    app.jinja_loader = InlinedLoader(FileSystemLoader(LETTERS))
    app.extensions["settings"] = settings
    app.extensions["storage"] = Storage(settings.storage_url)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        CACHE_TYPE="RedisCache",
        CACHE_REDIS_URL=settings.redis_url,
        **mail_config(settings),
    )
    for extension in (db, cache, mail):
        extension.init_app(app)
    jobs.install(app, settings)
    listen()
    sms.check_templates(settings)
    return app


def listen() -> None:
    """Connect those who care about what happens to accounts, and make the named jobs known."""
    sweeps.install()
    owners.install()
    listeners.install()
    access.install()
    notice_owners.install()
    report_jobs.install()
