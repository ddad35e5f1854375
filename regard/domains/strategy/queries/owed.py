"""To whom a document owes a reply that is not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q

from regard.domains.engagement import queries as engagement
from regard.domains.strategy.models import LateOutcome, Reply, Strategy
from regard.domains.strategy.types import ReplyChannel, ReplyState, StrategyStage
from regard.foundation.base.held import hold
from regard.foundation.mail.queries import PAUSES, is_due_again

from .states import KEPT_FOR
from .strategies import answered_exercises
from .waiting import answered_ids, list_waiting_ids

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from regard.domains.engagement.models import Contribution


def next_wave(*, strategy: Strategy) -> int:
    """Return the number of a document's next wave of replies, from 1 through all versions."""
    replies = Reply.objects.filter(system=strategy.system_id, strategy__slug=strategy.slug)
    return (replies.aggregate(last=Max("wave"))["last"] or 0) + 1


def has_reply() -> Exists:
    """Return the condition that a contribution had its reply."""
    return Exists(Reply.objects.filter(contribution=OuterRef("pk"), member=None))


def to_write(*, strategy: Strategy) -> QuerySet[Contribution]:
    """
    Return whoever the published versions of a document owe a reply that is not written.

    Those who had none, and those of whom a point was answered anew since. Also those who wait
    for an outcome: whoever writes passes these over.
    """
    anew = LateOutcome.objects.filter(point__contribution=OuterRef("pk"), wave=None)
    kept = engagement.kept_in(exercise_ids=answered_ids(strategy))
    return kept.filter(Q(~has_reply()) | Q(Exists(anew)))


def has_to_write(*, strategy: Strategy) -> bool:
    """Test whether a reply could be written now, whose caller is a job. Five queries."""
    waiting = set(list_waiting_ids(strategy=strategy).values())
    return to_write(strategy=strategy).exclude(pk__in=waiting).exists()


def has_put_off(*, strategy: Strategy, at: datetime) -> bool:
    """Test whether the mail server put a reply off that is due again, whose caller is a job."""
    owed = Reply.objects.filter(
        strategy=strategy, channel=ReplyChannel.EMAIL, state=ReplyState.OWED
    )
    never_tried = Q(message=None, created_at__lte=at - PAUSES[0])
    return owed.filter(never_tried | is_due_again(at, of="message__")).exists()


def count_to_write(*, strategy: Strategy, after: int) -> int:
    """Return how many contributions after one are to be looked at. For the job that does."""
    return to_write(strategy=strategy).filter(pk__gt=after).count()


def count_unwritten(*, strategy: Strategy) -> int:
    """
    Return how many of those whom a version answers have no reply written yet.

    Three queries, and one more where somebody spoke or was answered since.
    """
    asked = engagement.read_asked(answered_exercises(strategy))
    to_all = Reply.objects.filter(system=strategy.system_id, strategy__slug=strategy.slug)
    written = to_all.filter(member=None).count()

    def count() -> int:
        ids = [exercise.pk for exercise in asked.exercises]
        return engagement.kept_in(exercise_ids=ids).filter(~has_reply()).count()

    return hold(
        f"strategy.unwritten:{strategy.pk}",
        count,
        mark=f"{asked.print_of_points}:{written}",
        seconds=KEPT_FOR,
    )


def list_newest_published() -> list[Strategy]:
    """Return the newest published version of each document, for the job that looks after them."""
    newer = Strategy.objects.filter(follows=OuterRef("pk"), stage=StrategyStage.PUBLISHED)
    found = Strategy.objects.filter(~Exists(newer), stage=StrategyStage.PUBLISHED)
    return list(found.select_related("system").order_by("pk"))
