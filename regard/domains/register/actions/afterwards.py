"""What every action on single locations ends with: they are placed and found again."""

from collections.abc import Collection
from datetime import datetime

from .placing import place_locations


def place_and_index(*, location_ids: Collection[int], at: datetime) -> None:
    """Work out anew where these locations lie and by what words they are found."""
    if location_ids:
        place_locations(location_ids=location_ids, at=at)
