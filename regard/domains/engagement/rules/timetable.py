"""When the days of an exercise may move after it has opened, and what has come late."""

from datetime import date, timedelta

from regard.domains.engagement.types import Stage
from regard.domains.engagement.types.phases import Days

from .words import day

SHORTEST_WHY = 10
"""Characters. A reason that says less is none."""


def reasons_not_to_move(
    *, stage: Stage, was: Days, becomes: Days, because: str, today: date
) -> dict[str, str]:
    """
    Return why days cannot become others, by field ("" for all); empty if they can.

    Nobody's time is cut short here: to end sooner, it is closed, with a reason of its own.
    """
    if stage in {Stage.DRAFT, Stage.ANSWERED}:
        return {"": _STAGE_WORDS[stage]}
    reasons = {}
    if becomes.closes_on < was.closes_on:
        reasons["closes_on"] = (
            f"People were told that they have until {day(was.closes_on)}. To end sooner, close "
            "it and say why."
        )
    elif becomes.closes_on > was.closes_on and becomes.closes_on < today:
        reasons["closes_on"] = "Choose a last day that is still to come"
    if becomes.reply_by <= becomes.closes_on:
        reasons["reply_by"] = "The day to reply by must come after the last day for answers"
    elif becomes.reply_by != was.reply_by and becomes.reply_by < today:
        reasons["reply_by"] = "Choose a day that is still to come"
    if becomes == was:
        reasons["closes_on"] = "Change at least one of the days"
    if len(because.strip()) < SHORTEST_WHY:
        reasons["because"] = "Say why, in a sentence: it is shown to everyone"
    return reasons


_STAGE_WORDS = {
    Stage.DRAFT: "It has not been opened. Change the days of the draft.",
    Stage.ANSWERED: "It has been answered. Its days are over.",
}


def reason_not_to_pause(*, stage: Stage, paused_on: date | None) -> str | None:
    """Return why an exercise cannot be paused; None if it can."""
    if stage is not Stage.OPEN:
        return "Only an open exercise can be paused"
    if paused_on:
        return f"It has been paused since {day(paused_on)}"
    return None


def reason_not_to_resume(*, stage: Stage, paused_on: date | None) -> str | None:
    """Return why an exercise cannot go on; None if it can."""
    if paused_on is None:
        return "It is not paused"
    if stage is not Stage.OPEN:
        return "It has closed. It no longer goes on."
    return None


def reason_not_to_write(*, paused_on: date | None) -> str | None:
    """Return why no invitation and no reminder goes out; None if they may."""
    if paused_on is None:
        return None
    return (
        f"It has been paused since {day(paused_on)}: it takes answers, and sends no invitations "
        "and no reminders. Let it go on first."
    )


def days_after_pause(*, days: Days, paused_on: date, today: date) -> Days:
    """Return the days with as many added as it was paused for: what is proposed on resuming."""
    added = timedelta(days=max(0, (today - paused_on).days))
    return Days(days.opens_on, days.closes_on + added, days.reply_by + added)


def is_late(*, said_on: date, closes_on: date) -> bool:
    """Test whether something was said after the last day."""
    return said_on > closes_on
