"""The application, put together readable from top to bottom."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.accounts import permissions, routes, routes_me, routes_users, sessions
from backend.bookings import routes as booking_routes
from backend.bookings import sweeps
from backend.catalogue import routes as catalogue_routes
from backend.config import Settings
from backend.core import docs, headers, health, http, jobs, logs, problems, spa
from backend.core.database import engine_options
from backend.core.extensions import cache, cors, db, limiter, mail, migrate
from backend.core.storage import Storage
from backend.exports import routes as export_routes
from backend.notifications import listeners, routes_channels, sms
from backend.notifications import routes as notification_routes
from backend.notifications.mail import mail_config
from backend.reports import routes as report_routes
from backend.stats import routes as stats_routes

API = [
    routes.blueprint,
    routes_me.blueprint,
    routes_users.blueprint,
    catalogue_routes.blueprint,
    booking_routes.blueprint,
    notification_routes.blueprint,
    routes_channels.blueprint,
    report_routes.blueprint,
    export_routes.blueprint,
    stats_routes.blueprint,
    docs.blueprint,
]

MIGRATIONS = Path(__file__).parent / "migrations"
LARGEST_BODY = 6 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """A whole application for `settings`, from the environment where none are given."""
    settings = settings or Settings.from_env()
    logs.configure(as_json=settings.is_production)
    app = Flask("backend", static_folder=None)
    app.extensions["settings"] = settings
    app.extensions["storage"] = Storage(settings.storage_url)
    app.extensions["authorize"] = permissions.authorize
    configure(app, settings)
    connect(app, settings)
    jobs.install(app, settings)
    listen()
    for blueprint in API:
        app.register_blueprint(blueprint, url_prefix=f"/api{blueprint.url_prefix or ''}")
    sms.check_templates(settings)
    health.install(app)
    headers.install(app, settings)
    problems.install(app)
    spa.install(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Flask's own settings and those of the extensions."""
    app.json = http.StrictJson(app)
    app.url_map.converters["int"] = http.BoundedInteger
    app.url_map.strict_slashes = False
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=300,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        RATELIMIT_ENABLED=settings.ratelimit_enabled,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        RATELIMIT_STORAGE_OPTIONS={"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        RATELIMIT_STRATEGY="fixed-window",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_KEY_PREFIX="dastak",
        CACHE_TYPE="RedisCache",
        CACHE_REDIS_URL=settings.redis_url,
        **mail_config(settings),
    )


def connect(app: Flask, settings: Settings) -> None:
    """Bind the extensions to the application."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    sessions.install(app, settings)
    limiter.init_app(app)
    cache.init_app(app)
    mail.init_app(app)
    cors.init_app(app, origins=[])


def listen() -> None:
    """Connect those who care about what happens to accounts."""
    sweeps.install()
    listeners.install()
