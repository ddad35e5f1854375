"""Publish a strategy, and write down what everyone is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import actions as engagement_actions
from regard.domains.governance import actions as governance
from regard.domains.governance.types import DutyEvent
from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, Strategy
from regard.domains.strategy.queries.overviews import get_overview
from regard.domains.strategy.queries.owed import to_write
from regard.domains.strategy.queries.publishing import list_blockers
from regard.domains.strategy.queries.replies import PUBLISHING, find_job
from regard.domains.strategy.queries.singles import get_singles
from regard.domains.strategy.queries.states import read_state
from regard.domains.strategy.queries.strategies import answered_exercises
from regard.domains.strategy.types import StrategyStage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState

from .drafts import CannotWrite, lock_draft
from .published_files import digest_of, start_making_files
from .replies import start_sending
from .replying import begin_wave, write_replies

AT_ONCE = 1_000
"""Contributions whose replies are written as it is published; a job goes on with the others."""


class CannotPublish(Refusal):
    """
    Something has to be put right first.

    Attributes:
        blockers: what, and how many of each, in the order to do it in.
    """

    def __init__(self, blockers: list[rules.Blocked]) -> None:
        words = "; ".join(blocked.words for blocked in blockers)
        super().__init__(f"This strategy cannot be published yet. {words}.")
        self.blockers = blockers


@transaction.atomic
def start_publishing(*, strategy: Strategy, by: str, at: datetime) -> Job:
    """
    Start the job that publishes a strategy, as writing to thousands takes longer than a page.

    :raises CannotPublish: if anything said has no outcome, or as `rules.list_blockers`.
    :raises CannotWrite: if it is published already, or being published.
    """
    strategy = lock_draft(strategy)
    refuse_unready(strategy)
    running = find_job(kind=PUBLISHING, strategy=strategy)
    if running is not None and running.state in {JobState.WAITING, JobState.RUNNING}:
        raise CannotWrite("This strategy is being published now")
    ledger.record(event="strategy.publishing", subject=strategy, by=by, at=at)
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    return start_job(
        kind=PUBLISHING,
        title=f"Publishing {strategy.title}",
        scope_key=f"system:{strategy.system_id}",
        by=by,
        args={"strategy_id": strategy.pk},
        next_url=reverse("strategy:replies", kwargs=where),
    )


@transaction.atomic
def publish_strategy(*, strategy: Strategy, by: str, at: datetime) -> Strategy:
    """
    Publish a strategy for good, and start the job that replies to everyone.

    Nothing of it can change afterwards: the database itself refuses. Every kept contribution
    gets a reply, also one with no words of its own: the first of them at once, and where they
    are many the job writes the others from what cannot change any more. Duties that waited for
    it fall due, such as to send it on.

    :raises CannotPublish: if anything said has no outcome, or as `rules.list_blockers`.
    :raises CannotWrite: if it is published already.
    """
    strategy = lock_draft(strategy)
    list(answered_exercises(strategy).select_for_update(of=("self",)).values_list("pk"))
    refuse_unready(strategy)
    answered = drop_stale_outcomes(strategy)
    exercise_ids = list(answered_exercises(strategy).values_list("pk", flat=True))
    engagement_actions.mark_answered(exercise_ids=exercise_ids, tells_members=False, by=by, at=at)
    strategy.stage, strategy.published_at = StrategyStage.PUBLISHED, at
    strategy.digest = digest_of(strategy)
    strategy.save(update_fields=["stage", "published_at", "digest", "updated_at"])
    owed = to_write(strategy=strategy).count()
    detail: dict[str, object] = {
        "outcomes": answered,
        "replies": owed,
        "digest": strategy.digest,
    }
    ledger.record(event="strategy.published", subject=strategy, by=by, at=at, detail=detail)
    governance.tell_event(
        system=strategy.system,
        event=DutyEvent.STRATEGY_PUBLISHED,
        on=timezone.localdate(at),
        why=f"“{strategy.title}” was published",
        by=by,
        at=at,
    )
    wave = begin_wave(strategy=strategy)
    first = write_replies(wave=wave, limit=AT_ONCE, by=by, at=at)
    start_making_files(strategy, by=by)
    start_sending(strategy, wave=wave.number if first.looked_at < owed else None, by=by)
    return strategy


def drop_stale_outcomes(strategy: Strategy) -> int:
    """
    Delete outcomes that count no more, and return how many things have one that does.

    Those of a theme that was merged into another, or of a point that was put into a theme: what
    it is in now answers for it.
    """
    state = read_state(strategy=strategy, shows_who=True)
    overview = get_overview(strategy=strategy, shows_who=True, state=state)
    live = {item.outcome.outcome_id for item in overview.themes if item.outcome}
    live.update(number for number in get_singles(state=state).outcomes if number)
    recorded = set(Outcome.objects.filter(strategy=strategy).values_list("pk", flat=True))
    Outcome.objects.filter(pk__in=recorded - live).delete()
    return len(recorded & live)


def refuse_unready(strategy: Strategy) -> None:
    """:raises CannotPublish: if anything has to be put right first."""
    blockers = list_blockers(strategy=strategy)
    if blockers:
        raise CannotPublish(blockers)
