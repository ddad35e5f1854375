import logging

from gunicorn.config import Config
from gunicorn.glogging import Logger
from typing_extensions import override

from .logs import formatter


class ServerLogger(Logger):  # type: ignore[misc]
    """What the web server itself has to say, in the same form."""

    @override
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())
        self.access_log.setLevel(logging.CRITICAL)
