"""Logs as JSON lines, each with the id of the request or job that wrote it."""

import logging
import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SIGNED_LINK = re.compile(r"/([akr])/[^/\s\"']+")
"""The addresses that open something without a password: see the addresses of each domain."""

NOT_KEPT = ("ip", "user_agent")
"""What the request log would say of whoever asked, and nobody needs."""


def without_people(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take out of a line what names or reaches a person, or opens their page."""
    for name in NOT_KEPT:
        event.pop(name, None)
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return {
        name: SIGNED_LINK.sub(r"/\1/(secret)", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.format_exc_info,
    without_people,
]


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Return the formatter that also turns what libraries log into JSON."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )


def to_stderr() -> None:
    """Log to stderr from a process that may not have loaded the settings, which say so too."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
