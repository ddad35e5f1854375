"""Promise something in a draft, report how it goes, and tell those who asked when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
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
from regard.domains.strategy.queries import commitments as queries
from regard.domains.strategy.rules import commitments as rules
from regard.domains.strategy.types import CommitmentState, ReplyChannel, StrategyStage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

from .drafts import lock_draft
from .numbering import next_number

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.files.models import File


class CannotPromise(Refusal):
    """The promise cannot be made or changed so."""


class CannotReport(Refusal):
    """What was reported of a promise cannot be kept."""


@dataclass(frozen=True)
class Promise:
    """
    What is promised.

    Attributes:
        ref: the number of the passage that says so.
        body_id: who answers for it; None: nobody with a body here.
        owner: the post that sees to it; may be empty if a body answers.
    """

    ref: str
    words: str
    body_id: int | None
    owner: str
    due_on: date


@dataclass(frozen=True)
class Report:
    """
    How a promise goes.

    Attributes:
        words: what was done, or why it is dropped.
        evidence: what shows it, in words; evidence_url: where. Both may be empty.
    """

    state: CommitmentState
    words: str
    evidence: str = ""
    evidence_url: str = ""
    file: File | None = None


@transaction.atomic
def make_commitment(*, strategy: Strategy, promise: Promise, by: str, at: datetime) -> Commitment:
    """
    Promise something in a passage of a draft.

    :raises CannotPromise: if nobody answers for it, or it has no words or a day that is past.
    :raises CannotWrite: if the version is published.
    :raises NotFound: if there is no such passage.
    """
    strategy = lock_draft(strategy)
    _refuse_unfit(promise, timezone.localdate(at))
    made = Commitment.objects.create(
        system=strategy.system,
        strategy=strategy,
        passage=_passage(strategy, promise.ref),
        number=next_number(Commitment.objects.all(), system_id=strategy.system_id),
        words=" ".join(promise.words.split()),
        body_id=promise.body_id,
        owner=promise.owner.strip(),
        due_on=promise.due_on,
    )
    ledger.record(event="commitment.made", subject=made, by=by, at=at)
    return made


@transaction.atomic
def edit_commitment(
    *, commitment: Commitment, promise: Promise, by: str, at: datetime
) -> Commitment:
    """
    Change what a draft promises. Once that is published it stands, and is reported on.

    :raises CannotPromise, CannotWrite, NotFound: as `make_commitment`.
    """
    strategy = lock_draft(commitment.strategy)
    _refuse_unfit(promise, timezone.localdate(at))
    commitment.passage = _passage(strategy, promise.ref)
    commitment.words = " ".join(promise.words.split())
    commitment.body_id, commitment.owner = promise.body_id, promise.owner.strip()
    commitment.due_on = promise.due_on
    commitment.save()
    ledger.record(event="commitment.edited", subject=commitment, by=by, at=at)
    return commitment


@transaction.atomic
def remove_commitment(*, commitment: Commitment, by: str, at: datetime) -> None:
    """
    Take a promise out of a draft.

    :raises CannotWrite: if the version is published: then it can only be dropped, with a reason.
    :raises CannotPromise: if something was reported of it, which stays.
    """
    lock_draft(commitment.strategy)
    if commitment.updates.exists():
        raise CannotPromise("Something was reported of it, so it stays")
    ledger.record(event="commitment.removed", subject=commitment, by=by, at=at)
    commitment.delete()


@transaction.atomic
def add_step(
    *, commitment: Commitment, words: str, due_on: date, by: str, at: datetime
) -> Milestone:
    """
    Add a step on the way, also after publication.

    :raises CannotPromise: without words, or if it is due after the whole, or that is over.
    """
    commitment = _lock(commitment)
    if not words.strip():
        raise CannotPromise("Say what the step is")
    if due_on > commitment.due_on:
        raise CannotPromise("A step is due no later than the whole")
    if commitment.ended_on:
        raise CannotPromise("It is over, so it takes no more steps")
    last = commitment.milestones.aggregate(last=Max("position"))["last"] or 0
    step = Milestone.objects.create(
        commitment=commitment, position=last + 1, words=" ".join(words.split()), due_on=due_on
    )
    ledger.record(event="step.added", subject=step, by=by, at=at)
    return step


@transaction.atomic
def mark_step(
    *, commitment: Commitment, milestone_id: int, done_on: date | None, by: str, at: datetime
) -> None:
    """
    Say when a step was done; None: it is not done after all.

    :raises NotFound: if it is not this promise's.
    :raises CannotReport: if the day is still to come.
    """
    if done_on is not None and done_on > timezone.localdate(at):
        raise CannotReport("That day is still to come")
    step = commitment.milestones.filter(pk=milestone_id).first()
    if step is None:
        raise NotFound("There is no such step")
    step.done_on = done_on
    step.save(update_fields=["done_on", "updated_at"])
    ledger.record(event="step.marked", subject=step, by=by, at=at)


@transaction.atomic
def report_on_commitment(
    *, commitment: Commitment, report: Report, by: str, at: datetime
) -> CommitmentUpdate:
    """
    Report how far a published promise has come. Nothing reported is ever changed.

    When it is done or dropped, all whose words led to it are told: by email if that is how
    their reply went, else on the page of their reply. Each is told once of each end.

    :raises CannotReport: without words, or of what is not published.
    """
    commitment = _lock(commitment)
    if commitment.strategy.stage != StrategyStage.PUBLISHED:
        raise CannotReport("It is not published yet, so there is nothing to report")
    if not report.words.strip():
        raise CannotReport("Say what was done, or why it is dropped")
    update = CommitmentUpdate.objects.create(
        commitment=commitment,
        state=report.state,
        words=report.words.strip(),
        evidence=report.evidence.strip(),
        evidence_url=report.evidence_url,
        file=report.file,
        by=by,
        at=at,
    )
    was_over = commitment.ended_on is not None and commitment.state == report.state
    commitment.state = report.state
    if not was_over:
        commitment.ended_on = timezone.localdate(at) if report.state.is_end else None
    commitment.save(update_fields=["state", "ended_on", "updated_at"])
    told = 0 if was_over or not report.state.is_end else _notice(update)
    detail: dict[str, object] = {"state": report.state, "told": told}
    ledger.record(event="commitment.reported", subject=commitment, by=by, at=at, detail=detail)
    if told:
        _start_telling(update, by)
    return update


@transaction.atomic
def write_notices(*, update: CommitmentUpdate, limit: int, by: str, at: datetime) -> int:
    """
    Write the emails of some notices that have none yet, and return of how many.

    They are sent by the job that calls this.
    """
    found = queries.list_notices_to_write(update_id=update.pk, limit=limit)
    if not found:
        return 0
    commitment = update.commitment
    where = {"system": commitment.system.slug, "number": commitment.number}
    letter = rules.ended_letter(
        row=queries.as_commitment_row(commitment=commitment),
        partnership=commitment.system.partnership_name,
        words=update.words,
        url=settings.PUBLIC_ADDRESS + reverse("strategy:commitment", kwargs=where),
    )
    messages = mail.post(
        [
            mail.Draft(
                to=notice.to,
                subject=letter.subject,
                body=letter.body,
                about=f"strategy.CommitmentNotice:{notice.pk}",
                purpose=Purpose.ANSWERING,
            )
            for notice, _ in found
        ],
        scope_key=f"system:{commitment.system_id}",
    )
    notices = []
    for (notice, _), message in zip(found, messages, strict=True):
        notice.message = message
        notices.append(notice)
    CommitmentNotice.objects.bulk_update(notices, ["message"])
    detail: dict[str, object] = {"emails": len(notices)}
    ledger.record(event="commitment.told", subject=commitment, by=by, at=at, detail=detail)
    return len(notices)


@transaction.atomic
def remind_of_commitments(*, system: System, by: str, at: datetime) -> int:
    """
    Write to everyone who follows promises and had no reminder this week; return to how many.

    Nothing is written where nothing is late or due soon. A job sends what is written.
    """
    on = timezone.localdate(at)
    rows = queries.list_pressing(system=system, on=on)
    people = queries.list_to_remind(system=system, on=on) if rows else []
    if not people:
        return 0
    address = settings.PUBLIC_ADDRESS + reverse("strategy:commitments", args=[system.slug])
    drafts = []
    for person in people:
        letter = rules.reminder_letter(
            name=person.name,
            partnership=system.partnership_name,
            rows=rows,
            today=on,
            url=address,
        )
        about = queries.reminder_about(system=system, on=on)
        drafts.append(mail.Draft(person.email, letter.subject, letter.body, about))
    mail.post(drafts, scope_key=f"system:{system.pk}")
    detail: dict[str, object] = {"people": len(drafts), "commitments": len(rows)}
    ledger.record(event="commitments.reminded", subject=system, by=by, at=at, detail=detail)
    return len(drafts)


def _notice(update: CommitmentUpdate) -> int:
    """Write down who is told of an end, and return how many."""
    askers = queries.list_askers(commitment=update.commitment)
    replies = Reply.objects.filter(
        contribution__in=askers, member=None, channel=ReplyChannel.EMAIL
    )
    to = dict(replies.values_list("contribution_id", "to"))
    made = CommitmentNotice.objects.bulk_create(
        [
            CommitmentNotice(update=update, contribution_id=number, to=to.get(number, ""))
            for number in askers
        ],
        batch_size=1000,
    )
    return len(made)


def _start_telling(update: CommitmentUpdate, by: str) -> None:
    commitment = update.commitment
    where = {"system": commitment.system.slug, "number": commitment.number}
    start_job(
        kind=queries.TELLING,
        title=f"Telling those who asked for C{commitment.number}",
        scope_key=f"system:{commitment.system_id}",
        by=by,
        args={"update_id": update.pk},
        next_url=reverse("strategy:commitment", kwargs=where),
    )


def _refuse_unfit(promise: Promise, today: date) -> None:
    if not promise.words.strip():
        raise CannotPromise("Say what will be done")
    if promise.body_id is None and not promise.owner.strip():
        raise CannotPromise("Say who answers for it: a body, a post, or both")
    if promise.due_on < today:
        raise CannotPromise("Choose a day that is still to come")


def _passage(strategy: Strategy, ref: str) -> Passage:
    found = strategy.passages.filter(ref=ref).first()
    if found is None:
        raise NotFound(f"This document has no passage {ref}")
    return found


def _lock(commitment: Commitment) -> Commitment:
    found = Commitment.objects.select_for_update(of=("self",))
    return found.select_related("strategy", "system", "passage").get(pk=commitment.pk)
