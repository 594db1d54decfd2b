"""Structured logs: one JSON object a line in production, plain lines elsewhere."""

import logging
from typing import Any

import structlog

log: Any = structlog.get_logger("dastak")


def configure(*, as_json: bool) -> None:
    """Set the log's form for this process; call once at the start."""
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
