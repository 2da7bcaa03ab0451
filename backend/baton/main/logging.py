"""How Baton logs: one JSON object per line on standard error. Tracebacks name files and lines, never the values of variables,
which may be passwords or business data."""

import sys
from typing import Any

import structlog


def as_lines() -> None:
    """For the serving process and workers: JSON that a log collector reads."""
    _configure(structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str))


def as_text() -> None:
    """For commands and tests: a line that people read."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    _configure(plain)


def _configure(*renderers: Any) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            *renderers,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
