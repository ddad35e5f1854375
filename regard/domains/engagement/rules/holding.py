"""For how long a point stands before one reader before others are asked for it."""

from datetime import datetime, timedelta

HELD_FOR = timedelta(minutes=5)
"""Most points are read within half a minute; who is called away comes back within a few."""


def held_until(at: datetime) -> datetime:
    """Return until when a point that is shown now is kept from others."""
    return at + HELD_FOR
