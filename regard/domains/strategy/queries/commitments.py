"""Promises, how far they have come, and who asked for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from regard.domains.strategy.models import (
    Commitment,
    CommitmentNotice,
    CommitmentUpdate,
    Milestone,
    Passage,
    Reply,
    Strategy,
)
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.rules.commitments import SOON, sort_key
from regard.domains.strategy.types import (
    CommitmentRow,
    CommitmentState,
    StepRow,
    StrategyStage,
    UpdateRow,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound
from regard.foundation.files.models import File
from regard.foundation.mail import weekly
from regard.foundation.mail.models import State

from .replies import list_reply_urls

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.accounts.models import Person

TELLING = "strategy.tell_of_commitment"
"""The kind of job that tells those who asked."""

ABOUT = "strategy.Commitments:"
"""Begins what a reminder is about; the system's number and the week follow."""


def list_commitments(*, system: System, today: date) -> list[CommitmentRow]:
    """Return what was promised in anything published, what is late first. Open to all."""
    found = Commitment.objects.filter(system=system, strategy__stage=StrategyStage.PUBLISHED)
    return sorted(rows_of(found), key=lambda row: sort_key(row, today))


def list_commitments_of(*, strategy: Strategy) -> list[CommitmentRow]:
    """Return what a version promises, in the order of its passages; its reader was checked."""
    found = Commitment.objects.filter(strategy=strategy).order_by("passage__position", "number")
    return rows_of(found)


def count_earlier_commitments(*, strategy: Strategy) -> int:
    """Return how many promises published versions before this one made, ended ones too."""
    return Commitment.objects.filter(
        system=strategy.system_id,
        strategy__slug=strategy.slug,
        strategy__number__lt=strategy.number,
        strategy__stage=StrategyStage.PUBLISHED,
    ).count()


def list_commitments_on(*, passage: Passage) -> list[CommitmentRow]:
    """
    Return what a passage promises, in this version or one before; its reader was checked.

    What only a draft promises shows in that draft alone.
    """
    strategy = passage.strategy
    found = Commitment.objects.filter(
        Q(strategy=strategy) | Q(strategy__stage=StrategyStage.PUBLISHED),
        system=strategy.system_id,
        strategy__slug=strategy.slug,
        strategy__number__lte=strategy.number,
        passage__key=passage.key,
    )
    return rows_of(found.order_by("number"))


def get_commitment(
    *, system: System, number: int, caller: Caller, to: Permission | None = None
) -> Commitment:
    """
    Return a promise that the caller may see, or do something with.

    :raises NotFound: if there is none, or it stands in a draft that they may not read.
    :raises NotAllowed: if they may see it, but not do `to` with it.
    """
    found = (
        Commitment.objects.filter(system=system, number=number)
        .select_related("system", "strategy__system", "passage", "body")
        .first()
    )
    if found is None or not _is_visible(found, caller):
        raise NotFound(f"There is no commitment C{number} here")
    if to is not None:
        require(caller, to, found)
    return found


def as_commitment_row(*, commitment: Commitment) -> CommitmentRow:
    """Return a promise whose reader was checked, as far as it has come."""
    [row] = rows_of(Commitment.objects.filter(pk=commitment.pk))
    return row


def list_steps(*, commitment: Commitment) -> list[StepRow]:
    found = Milestone.objects.filter(commitment=commitment).order_by("due_on", "position", "pk")
    return [StepRow(each.pk, each.words, each.due_on, each.done_on) for each in found]


def list_updates(*, commitment: Commitment) -> list[UpdateRow]:
    """Return what was reported of a promise whose reader was checked, the newest first."""
    found = CommitmentUpdate.objects.filter(commitment=commitment)
    return [
        UpdateRow(
            state=CommitmentState(each.state),
            words=each.words,
            evidence=each.evidence,
            evidence_url=each.evidence_url,
            file_id=each.file_id,
            at=each.at,
            told=each.told,
        )
        for each in found.annotate(told=Count("notices")).order_by("-at", "-pk")
    ]


def get_evidence_file(*, commitment: Commitment, file_id: int) -> File:
    """
    Return a file that shows how a promise goes, whose reader was checked.

    :raises NotFound: if no update of it has this file.
    """
    found = CommitmentUpdate.objects.filter(commitment=commitment, file=file_id)
    update = found.select_related("file").first()
    if update is None or update.file is None:
        raise NotFound("There is no such file")
    return update.file


def list_promises_kept_for(*, contribution_id: int) -> list[tuple[CommitmentRow, UpdateRow]]:
    """Return what ended of what one contribution asked for, for whoever holds its reply."""
    notices = CommitmentNotice.objects.filter(contribution=contribution_id).select_related(
        "update__commitment"
    )
    found = []
    for notice in notices.order_by("pk"):
        update = notice.update
        row = as_commitment_row(commitment=update.commitment)
        said = UpdateRow(
            state=CommitmentState(update.state),
            words=update.words,
            evidence=update.evidence,
            evidence_url=update.evidence_url,
            file_id=update.file_id,
            at=update.at,
            told=1,
        )
        found.append((row, said))
    return found


ASKED = """
with passages as (
    select passage.id
    from strategy_passage passage
    join strategy_strategy strategy on strategy.id = passage.strategy_id
    where strategy.system_id = %(system)s and strategy.slug = %(slug)s
        and strategy.stage = 'published' and passage.key = %(key)s
),
outcomes as (
    select outcome.id, outcome.theme_id, outcome.point_id
    from strategy_outcome outcome where outcome.passage_id in (select id from passages)
    union
    select outcome.id, outcome.theme_id, outcome.point_id
    from strategy_outcomepassage more join strategy_outcome outcome on outcome.id = more.outcome_id
    where more.passage_id in (select id from passages)
),
points as (
    select coding.point_id
    from engagement_coding coding join outcomes on outcomes.theme_id = coding.theme_id
    where not exists (
        select from strategy_outcome own where own.point_id = coding.point_id and own.is_own
    )
    union
    select point_id from outcomes where point_id is not null
)
select distinct point.contribution_id
from engagement_point point where point.id in (select point_id from points)
order by 1
"""
"""Who asked for what a passage says: those whose points led to it, in any published version."""


def list_askers(*, commitment: Commitment) -> list[int]:
    """Return the contributions, by number, whose words led to what is promised. For jobs."""
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED,
            {
                "system": commitment.system_id,
                "slug": commitment.strategy.slug,
                "key": commitment.passage.key,
            },
        )
        return [number for (number,) in cursor.fetchall()]


def list_notices_to_write(*, update_id: int, limit: int) -> list[tuple[CommitmentNotice, Reply]]:
    """Return notices that go by email and have none yet, each with the reply it follows."""
    found = CommitmentNotice.objects.filter(update=update_id, message=None).exclude(to="")
    notices = list(found.order_by("pk")[:limit])
    replies = Reply.objects.filter(
        contribution__in=[each.contribution_id for each in notices], member=None
    )
    of = {reply.contribution_id: reply for reply in replies}
    return [(each, of[each.contribution_id]) for each in notices if each.contribution_id in of]


def list_notices_to_send(*, update_id: int, after: int, limit: int) -> list[tuple[int, int, int]]:
    """Return the number, message and contribution of notices whose email waits. For jobs."""
    found = CommitmentNotice.objects.filter(
        update=update_id, pk__gt=after, message__state__in=[State.WAITING, State.SENDING]
    )
    return list(found.order_by("pk").values_list("pk", "message_id", "contribution_id")[:limit])


def list_own_urls(*, contribution_ids: list[int]) -> dict[int, str]:
    """Return the secret address of each contribution's reply, by the contribution. For jobs."""
    replies = list(Reply.objects.filter(contribution__in=contribution_ids, member=None))
    urls = list_reply_urls(replies=replies)
    return {each.contribution_id: urls[each.pk] for each in replies if each.pk in urls}


def get_update_for_job(*, update_id: int) -> CommitmentUpdate:
    """Return an update for a job, whose starter was checked."""
    found = CommitmentUpdate.objects.select_related("commitment__strategy__system")
    return found.get(pk=update_id)


def reminder_about(*, system: System, on: date) -> str:
    """Return what the reminders of a system in the week of a day are about."""
    return weekly.about_week(ABOUT, of=system.pk, on=on)


def list_pressing(*, system: System, on: date) -> list[CommitmentRow]:
    """Return the promises that are late or due soon, the latest first."""
    rows = list_commitments(system=system, today=on)
    return [row for row in rows if not row.state.is_end and row.due_on <= on + SOON]


def list_to_remind(*, system: System, on: date) -> list[Person]:
    """Return who follows promises in a system and was not reminded in the week of a day."""
    return weekly.list_people_to_remind(
        about=reminder_about(system=system, on=on),
        permission=Permission.FOLLOW_COMMITMENTS,
        scope_key=f"system:{system.pk}",
    )


def _is_visible(commitment: Commitment, caller: Caller) -> bool:
    if commitment.strategy.stage == StrategyStage.PUBLISHED:
        return True
    return is_allowed(caller, Permission.VIEW_DRAFT, commitment.strategy)


def rows_of(found: QuerySet[Commitment]) -> list[CommitmentRow]:
    """Return promises as rows. One query."""
    newest = CommitmentUpdate.objects.filter(commitment=OuterRef("pk")).order_by("-at", "-pk")
    rows = found.select_related("strategy", "passage", "body").annotate(
        said=Subquery(newest.values("words")[:1]),
        said_at=Subquery(newest.values("at")[:1]),
        steps=Count("milestones"),
        steps_done=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
    )
    return [
        CommitmentRow(
            commitment_id=each.pk,
            number=each.number,
            words=each.words,
            strategy_slug=each.strategy.slug,
            strategy_title=each.strategy.title,
            passage_ref=each.passage.ref,
            passage_key=each.passage.key,
            passage_heading=each.passage.heading,
            body_slug=each.body.slug if each.body else "",
            body_name=each.body.name if each.body else "",
            owner=each.owner,
            due_on=each.due_on,
            state=CommitmentState(each.state),
            ended_on=each.ended_on,
            said=each.said or "",
            said_on=timezone.localdate(each.said_at) if each.said_at else None,
            steps=each.steps,
            steps_done=each.steps_done,
        )
        for each in rows
    ]
