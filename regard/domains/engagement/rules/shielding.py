"""What is left of an answer that somebody gives behind a shield."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from regard.domains.engagement.types import Said, Visibility

LONDON = ZoneInfo("Europe/London")


def behind_shield(said: Said) -> Said:
    """
    Return what everyone but a steward may have of an answer; the same where it has no shield.

    Neither the service nor the person, and no way to reach them. What they agreed to have shown
    of who they are is taken back: a shield and a name cannot both be wanted.
    """
    if not said.is_shielded:
        return said
    counted = Visibility.COUNTED
    return replace(
        said,
        visibility=counted if said.visibility is counted else Visibility.TEAM,
        location_id=None,
        name="",
        email="",
        telephone="",
        address="",
        file_line=None,
    )


def shielded_time(at: datetime) -> datetime:
    """
    Return when something behind a shield is said to have been kept: when its day began.

    The minute would tell who it was, beside the minute at which a link was opened.
    """
    return datetime.combine(at.astimezone(LONDON).date(), time.min, LONDON)
