"""What people tell unasked."""

from datetime import UTC, date, datetime

from regard.domains.engagement.actions.seeing import begin_seeing, tell
from regard.domains.engagement.models import Contribution, Question
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.engagement.types.seeing import Seen, Where
from tests.factories.register import SystemFactory

BEGUN = datetime(2025, 1, 2, 9, tzinfo=UTC)
TOLD = datetime(2026, 11, 10, 12, tzinfo=UTC)


def begin(system=None):
    """Return where people tell what they are seeing, from January 2025 on."""
    return begin_seeing(system=system or SystemFactory(), by="person:1", at=BEGUN)


def told(
    exercise,
    words="Night staff leave for the warehouse.",
    *,
    seen=Seen.WORSE,
    speaker=Speaker.PERSON,
    where=Where(),  # noqa: B008 (frozen)
    on=None,
    **known,
):
    """Return something told, as it is kept; `on` is the day on which it was said."""
    what, kind = Question.objects.filter(exercise=exercise).order_by("position")
    answers = {what.pk: words} | ({kind.pk: seen.label} if seen else {})
    kept = tell(
        exercise=exercise,
        said=Said(answers=answers, speaker=speaker, channel=Channel.WEB, **known),
        where=where,
        by="public",
        at=TOLD,
    )
    if on is not None:
        Contribution.objects.filter(pk=kept.pk).update(said_on=on)
        kept.refresh_from_db()
    return kept


Q1, Q2, Q3 = date(2026, 2, 3), date(2026, 5, 3), date(2026, 8, 3)
"""Days in three quarters, one after the other, all over by November 2026."""
