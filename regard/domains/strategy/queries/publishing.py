"""What stands between a strategy and the public."""

from collections import Counter

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import rules
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import RESTS_ON_NEEDS, ReplyChannel, Sheet

from .needs import get_need_matrix
from .outcomes import get_sheet
from .strategies import answered_exercises, list_exercises
from .trees import list_words


def list_blockers(*, strategy: Strategy, sheet: Sheet | None = None) -> list[rules.Blocked]:
    """
    Return all that has to be put right before it can be published; the reader was checked.

    :param sheet: if the caller has read it already, with every point.
    """
    return rules.list_blockers(
        exercises=list_exercises(strategy=strategy),
        passages=list_words(strategy),
        may_answer_none=strategy.number > 1,
        sheet=sheet or get_sheet(strategy=strategy, shows_who=True),
        needs=get_need_matrix(strategy=strategy) if strategy.kind in RESTS_ON_NEEDS else None,
    )


def count_ways_to_reply(*, strategy: Strategy) -> dict[ReplyChannel, int]:
    """Return to how many each channel would carry a reply, whose reader was checked."""
    counts: Counter[ReplyChannel] = Counter()
    for exercise in answered_exercises(strategy).select_related("system"):
        kept = list(engagement.kept_in(exercise_ids=[exercise.pk]).select_related("network"))
        counts.update(
            rules.choose_channel(
                email=to.contributor.email,
                address_lines=to.contributor.address_lines,
                carried_by=to.carried_by,
            )
            for to in engagement.list_to_reply(system=exercise.system, contributions=kept)
        )
        counts.update(
            rules.choose_channel(
                email=member.email, address_lines=member.address_lines, carried_by=member.network
            )
            for member in engagement.list_members_to_reply(
                exercise=exercise, contribution_ids=[each.pk for each in kept]
            )
        )
    return {channel: counts[channel] for channel in ReplyChannel}
