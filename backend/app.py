"""The application, put together readable from top to bottom."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.accounts import permissions, routes, routes_me, routes_users, sessions
from backend.bookings import routes as booking_routes
from backend.catalogue import routes as catalogue_routes
from backend.config import Settings
from backend.core import docs, headers, health, http, problems, spa
from backend.core.doors import compress, cors, limiter
from backend.core.extensions import db
from backend.exports import routes as export_routes
from backend.ground import new_app
from backend.notifications import routes as notification_routes
from backend.notifications import routes_channels
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
    app = new_app(settings)
    app.extensions["authorize"] = permissions.authorize
    configure(app, settings)
    connect(app, settings)
    for blueprint in API:
        app.register_blueprint(blueprint, url_prefix=f"/api{blueprint.url_prefix or ''}")
    health.install(app)
    headers.install(app, settings)
    problems.install(app)
    spa.install(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def configure(app: Flask, settings: Settings) -> None:
    """How requests are read, and how many are let through."""
    app.json = http.StrictJson(app)
    app.url_map.converters["int"] = http.BoundedInteger
    app.url_map.strict_slashes = False
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=300,
        RATELIMIT_ENABLED=settings.ratelimit_enabled,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        RATELIMIT_STORAGE_OPTIONS={"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        RATELIMIT_STRATEGY="fixed-window",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_KEY_PREFIX="dastak",
        COMPRESS_MIMETYPES=["application/json", "application/problem+json"],
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_STREAMS=False,
    )


def connect(app: Flask, settings: Settings) -> None:
    """Bind the extensions that only requests and the command line need."""
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    sessions.install(app, settings)
    limiter.init_app(app)
    cors.init_app(app, origins=[])
    compress.init_app(app)
