"""Whether the process and what it stands on are well."""

from typing import Any

import redis
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from backend.core.doors import limiter
from backend.core.extensions import db
from backend.core.http import PUBLIC


def install(app: Flask) -> None:
    """Add /healthz (the process) and /readyz (database, migrations; Redis only degrades)."""
    for rule, view in (("/healthz", healthz), ("/readyz", readyz)):
        limiter.exempt(view)
        view.access = PUBLIC  # type: ignore[attr-defined]
        app.add_url_rule(rule, view_func=view)


def healthz() -> Any:
    """The process answers."""
    return jsonify(status="ok")


def readyz() -> Any:
    """200 while requests can be served, 503 with the reason while not."""
    parts = {"database": _database(), "redis": _redis()}
    ready = parts["database"] == "ok"
    status = "ok" if set(parts.values()) == {"ok"} else "degraded" if ready else "unavailable"
    return jsonify(status=status, **parts), 200 if ready else 503


def _database() -> str:
    try:
        with db.engine.connect() as connection:
            here = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError:
        return "unreachable"
    return "ok" if here == set(_wanted_heads()) else "migrations missing"


def _wanted_heads() -> list[str]:
    directory = current_app.extensions["migrate"].directory
    return list(ScriptDirectory(directory).get_heads())


def _redis() -> str:
    url = current_app.extensions["settings"].redis_url
    try:
        with redis.Redis.from_url(url, socket_timeout=0.25, socket_connect_timeout=0.25) as client:
            client.ping()
    except redis.RedisError:
        return "unreachable"
    return "ok"
