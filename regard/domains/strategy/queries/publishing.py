"""What stands between a strategy and the public."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import rules
from regard.domains.strategy.models import SoleReading
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import RESTS_ON_NEEDS, ReplyChannel, Sheet
from regard.foundation.accounts.queries import list_people_allowed

from .needs import get_need_matrix
from .outcomes import get_sheet
from .strategies import answered_exercises, list_exercises
from .trees import list_words

if TYPE_CHECKING:
    from regard.domains.engagement.types import ExerciseRow
    from regard.domains.strategy.models import Strategy


def list_blockers(*, strategy: Strategy, sheet: Sheet | None = None) -> list[rules.Blocked]:
    """
    Return all that has to be put right before it can be published; the reader was checked.

    :param sheet: if the caller has read it already, with every point.
    """
    exercises = list_exercises(strategy=strategy)
    sheet = sheet or get_sheet(strategy=strategy, shows_who=True)
    return rules.list_blockers(
        exercises=exercises,
        passages=list_words(strategy),
        sheet=sheet,
        needs=get_need_matrix(strategy=strategy) if strategy.kind in RESTS_ON_NEEDS else None,
        not_weighed=_not_weighed(exercises, sheet),
        excused=_excused(strategy),
    )


def find_sole_reading(*, strategy: Strategy) -> SoleReading | None:
    """Return who answers for what only one person read, as everyone may; None: nobody has to."""
    return SoleReading.objects.filter(strategy=strategy).first()


def list_other_readers(*, strategy: Strategy, by: str) -> list[str]:
    """Return who else could read what is not adopted, by name, for somebody who may publish."""
    allowed = list_people_allowed(permission=Permission.DECIDE_OUTCOMES, scope=strategy)
    return [each.name for each in allowed if each.by != by]


def _excused(strategy: Strategy) -> set[rules.Blocker]:
    excused = {rules.Blocker.NOTHING_ASKED} if strategy.number > 1 else set()
    if find_sole_reading(strategy=strategy) is not None:
        excused.add(rules.Blocker.WAITING_FOR_SECOND_READER)
    return excused


def _not_weighed(exercises: list[ExerciseRow], sheet: Sheet) -> list[int]:
    """Return the exercises that lack more than the signing off of themes, which is said apart."""
    unsigned = {
        item.theme.exercise_id for item in sheet.themes if item.theme and not item.is_signed_off
    }
    ids = [row.exercise_id for row in exercises if row.exercise_id not in unsigned]
    return engagement.list_not_weighed(exercise_ids=ids, today=timezone.localdate())


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
