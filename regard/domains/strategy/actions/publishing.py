"""Publish a strategy, and write down what everyone is told."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import actions as engagement_actions
from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ContributorRow, PointRow
from regard.domains.governance import actions as governance
from regard.domains.governance.types import DutyEvent
from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, Reply, Strategy
from regard.domains.strategy.queries.outcomes import get_sheet, stale_outcomes
from regard.domains.strategy.queries.publishing import list_blockers
from regard.domains.strategy.queries.replies import LINK_PURPOSE, PUBLISHING, find_job
from regard.domains.strategy.queries.strategies import answered_exercises
from regard.domains.strategy.types import ReplyChannel, ReplyState, Sheet, StrategyStage
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState

from .drafts import CannotWrite, lock_draft
from .replies import start_sending

LINKS_LAST = timedelta(days=730)
"""A reply can be opened as long as we keep it: two years."""


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
    refuse_unready(strategy, get_sheet(strategy=strategy, shows_who=True))
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
    Publish a strategy for good, write a reply to everyone, and start sending them.

    Nothing of it can change afterwards: the database itself refuses. Every kept contribution
    gets a reply, also one with no words of its own. Duties that waited for it fall due, such as
    to send it on.

    :raises CannotPublish: if anything said has no outcome, or as `rules.list_blockers`.
    :raises CannotWrite: if it is published already.
    """
    strategy = lock_draft(strategy)
    sheet = get_sheet(strategy=strategy, shows_who=True)
    refuse_unready(strategy, sheet)
    Outcome.objects.filter(pk__in=stale_outcomes(strategy=strategy, items=sheet.items)).delete()

    replies = [reply for content in _compose_all(strategy, sheet) for reply in content]
    for reply in replies:
        if reply.channel == ReplyChannel.PAGE:
            reply.state, reply.sent_at = ReplyState.SENT, at
    written = Reply.objects.bulk_create(replies, batch_size=1000)
    links.issue_many(
        purpose=LINK_PURPOSE,
        subject_ids=[reply.pk for reply in written],
        expires_at=at + LINKS_LAST,
    )
    exercise_ids = list(answered_exercises(strategy).values_list("pk", flat=True))
    engagement_actions.mark_answered(exercise_ids=exercise_ids, by=by, at=at)
    strategy.stage, strategy.published_at = StrategyStage.PUBLISHED, at
    strategy.save(update_fields=["stage", "published_at", "updated_at"])
    detail: dict[str, object] = {"outcomes": len(sheet.items), "replies": len(written)}
    ledger.record(event="strategy.published", subject=strategy, by=by, at=at, detail=detail)
    governance.tell_event(
        system=strategy.system,
        event=DutyEvent.STRATEGY_PUBLISHED,
        on=timezone.localdate(at),
        why=f"“{strategy.title}” was published",
        by=by,
        at=at,
    )
    start_sending(strategy, by=by)
    return strategy


def refuse_unready(strategy: Strategy, sheet: Sheet) -> None:
    """:raises CannotPublish: if anything has to be put right first."""
    blockers = list_blockers(strategy=strategy, sheet=sheet)
    if blockers:
        raise CannotPublish(blockers)


def _compose_all(strategy: Strategy, sheet: Sheet) -> list[list[Reply]]:
    """Return the replies to each exercise's contributors. Four or so queries an exercise."""
    themes = {item.theme.theme_id: item for item in sheet.themes if item.theme}
    lone = {item.point.point_id: item for item in sheet.lone if item.point}
    replies = []
    for exercise in answered_exercises(strategy):
        frame = rules.Frame(
            partnership=strategy.system.partnership_name,
            strategy_title=strategy.title,
            strategy_slug=strategy.slug,
            asked=exercise.title,
        )
        points: dict[int, list[PointRow]] = defaultdict(list)
        for point in engagement.list_points(exercise=exercise, shows_who=True):
            points[point.contribution_id].append(point)
        replies.append(
            [
                _reply(
                    strategy,
                    contributor,
                    rules.compose(
                        frame=frame,
                        contributor=contributor,
                        points=points[contributor.contribution_id],
                        themes=themes,
                        lone=lone,
                    ),
                )
                for contributor in engagement.list_contributors(exercise=exercise)
            ]
        )
    return replies


def _reply(strategy: Strategy, contributor: ContributorRow, content: rules.Content) -> Reply:
    channel = rules.choose_channel(
        email=contributor.email, address_lines=contributor.address_lines
    )
    to = {
        ReplyChannel.EMAIL: contributor.email,
        ReplyChannel.LETTER: "\n".join(contributor.address_lines),
        ReplyChannel.PAGE: "",
    }
    return Reply(
        system_id=strategy.system_id,
        strategy=strategy,
        contribution_id=contributor.contribution_id,
        channel=channel,
        to=to[channel],
        content=content.as_json(),
    )
