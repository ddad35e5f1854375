"""When people may be asked and reminded."""

from datetime import date

from regard.domains.engagement.types import Stage

from .words import day

LINK_DAYS = 90
"""How long a link goes on working after the reply is due, to see what became of the answer."""


def reason_not_to_invite(*, stage: Stage, closes_on: date, today: date) -> str | None:
    """Return why nobody can be asked or reminded today; None if they can."""
    if stage is Stage.DRAFT:
        return "Open it first: then we know whom it is for."
    if stage is not Stage.OPEN or today > closes_on:
        return f"It closed on {day(closes_on)}, so there is nothing left to invite to."
    return None
