"""What a published document's record holds for the regulator, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement import queries as engagement
from regard.domains.governance import queries as governance
from regard.domains.strategy.rules.regulator import Facts
from regard.domains.strategy.types import CommitmentState, OutcomeKind, RegardState
from regard.foundation.accounts.callers import Anyone
from regard.foundation.audit import proofs
from regard.foundation.base.errors import NotFound

from .annex import list_opinions
from .commitments import list_commitments_of
from .needs import get_need_matrix
from .overviews import get_overview
from .regard_figures import get_regard_figures
from .regard_owed import list_owed
from .reply_figures import get_reply_figures
from .strategies import list_answered_exercises

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types import Overview


def get_regulator_facts(*, strategy: Strategy, on: date) -> Facts:
    """
    Return what the record of a version, whose reader was checked, holds on a day.

    :raises NotFound: if it is a draft.
    """
    if strategy.published_at is None:
        raise NotFound("What is shown to the regulator is made of what is published")
    overview = get_overview(strategy=strategy, shows_who=False)
    replies = get_reply_figures(strategy=strategy)
    needs = get_need_matrix(strategy=strategy)
    promises = list_commitments_of(strategy=strategy)
    open_ones = [each for each in promises if each.ended_on is None]
    owed = list_owed(system=strategy.system, caller=Anyone(), on=on)
    decisions = governance.count_decisions(system=strategy.system, since=None, until=None)
    whole = get_regard_figures(strategy=strategy).whole
    opinions = list_opinions(strategy=strategy)
    seal = proofs.newest_seal()
    return Facts(
        version=strategy.number,
        published_on=timezone.localdate(strategy.published_at),
        asked=sum(row.asked for row in overview.exercises),
        heard=sum(row.heard for row in overview.exercises),
        voices=sum(row.contributions for row in overview.exercises),
        **_outcomes(overview),
        replies=replies.total.replies + replies.unwritten,
        replied=replies.total.sent,
        days=replies.total.quartiles[1] if replies.total.quartiles else None,
        answers=replies.answered,
        does_not=replies.not_answered,
        needs=len(needs.needs),
        orphans=len(needs.orphan_needs),
        promises=len(promises),
        done=sum(each.state is CommitmentState.DONE for each in promises),
        late=sum(each.due_on < on for each in open_ones),
        decisions=decisions.all,
        asked_before=decisions.asked_before,
        signed=sum(row.state is RegardState.SIGNED for row in owed),
        overdue=sum(row.state is RegardState.OVERDUE for row in owed),
        passages=whole.passages,
        regarded=whole.regarded,
        boards=len(opinions),
        opinions=sum(row.opinion_id is not None for row in opinions),
        samples=sum(
            len(engagement.list_measured(exercise=exercise))
            for exercise in list_answered_exercises(strategy=strategy)
        ),
        sealed=seal.size if seal else 0,
    )


def _outcomes(overview: Overview) -> dict[str, int]:
    themes = Counter(item.outcome.kind for item in overview.themes if item.outcome)
    counts = {kind: themes[kind] + overview.count_singles(kind) for kind in OutcomeKind}
    refused = counts[OutcomeKind.NOT_ADOPTED]
    return {
        "outcomes": sum(counts.values()),
        "changed": sum(number for kind, number in counts.items() if kind.is_change),
        "not_adopted": refused,
        "read_twice": refused - overview.waiting_for_second_reader,
    }
