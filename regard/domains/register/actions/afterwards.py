"""What every action on single locations ends with: they are placed and found again."""

from collections.abc import Collection
from datetime import datetime

from regard.foundation.authority import EVERYWHERE
from regard.foundation.jobs.actions import start_job

from .placing import place_locations


def place_and_index(*, location_ids: Collection[int], by: str, at: datetime) -> None:
    """
    Work out anew where these locations lie and, in a job, by what words they are found.

    Part of the action that changed them: if that is undone, so is this.
    """
    if not location_ids:
        return
    place_locations(location_ids=location_ids, at=at)
    start_job(
        kind="register.index",
        title="Looking up the words of services that changed",
        scope_key=EVERYWHERE,
        by=by,
        args={"location_ids": sorted(location_ids)},
    )
