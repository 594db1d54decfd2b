"""How Alembic finds the database and the tables."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import JSON

from backend.core.database import Base, UtcDateTime
from backend.core.extensions import db


def render(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Name our own column types in a migration by what they are in the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run() -> None:
    """Run the migrations in one transaction; on SQLite tables are copied where ALTER falls short."""
    with db.engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
