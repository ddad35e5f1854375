from typing import Annotated

import typer

from regard.foundation.base.errors import Refusal


class TooSoon(Refusal):
    """A worker would be taken for dead while it works."""


def worker(
    *,
    dead_after: Annotated[
        float,
        typer.Option(help="Seconds without a sign of life after which a worker is dead."),
    ] = 10.0,
) -> None:
    """Do work in the background. Run as many as you like, on any machine."""
    from regard.foundation.jobs import worker as queue  # noqa: PLC0415 (after Django is set up)

    if dead_after < 1:
        raise TooSoon("--dead-after must be at least 1 second")
    queue.run(silent_for=dead_after)
