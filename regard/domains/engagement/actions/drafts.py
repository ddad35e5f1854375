"""
Answers that are being written behind a signed link.

A draft is its writer's alone: nobody else reads it, and it counts nowhere until it is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from regard.domains.engagement.models import Answer, Contribution, Exercise, Invitation
from regard.domains.engagement.queries.drafts import get_draft, said_in
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.branching import split_answers
from regard.domains.engagement.rules.contributions import MOST_CHARACTERS, read_answers, tidy
from regard.domains.engagement.rules.saving import Mark
from regard.domains.engagement.types import Channel, Speaker, Visibility
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .contributions import as_if_typed, check_answers, check_that_it_takes, record_kept
from .pages import end_pages, mark_saved
from .safeguarding import raise_concerns
from .shielding import shield_draft
from .writing import issue_receipts, new_receipts, write_points

LOCK = """
select e.stage, e.opens_on, e.closes_on
from engagement_invitation i join engagement_exercise e on e.id = i.exercise_id
where i.id = %s for update of i
"""


@dataclass(frozen=True)
class Step:
    """
    What one page of the answer adds to the draft.

    Attributes:
        answers: by the number of the question; an empty one takes back what was there.
        files: the number of the kept file of each of these answers that is one.
        places: where the parts of an answer begin, as in `Said`; it may be longer than others.
        visibility: None leaves it as it was; so does it for `is_shielded` and `email`.
        mark: of the page and the words in it; None: as if from a page shown just now.
    """

    answers: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    visibility: Visibility | None = None
    is_shielded: bool | None = None
    email: str | None = None
    mark: Mark | None = None


class NothingToKeep(Refusal):
    """Nothing has been written behind this link yet."""


@transaction.atomic
def save_draft(
    *,
    invitation: Invitation,
    step: Step,
    asked: Sequence[Asked] | None = None,
    by: str,
    at: datetime,
) -> Contribution:
    """
    Save one page of an unfinished answer, as it is, however little fits.

    The ledger says when a draft was begun, and not each time that its writer stops to think.

    :param asked: what the exercise asks, where it was read before; it never changes once open.
    :raises CannotKeep: if the exercise takes no more answers.
    :raises Overtaken: if a newer page, or newer words of this one, were saved before.
    """
    exercise = _lock(invitation)
    draft = get_draft(invitation=invitation) or _begin(invitation, by=by, at=at)
    check_that_it_takes(exercise=exercise, said=said_in(draft, answers={}), at=at)
    if step.answers:
        questions = list_asked(exercise=exercise) if asked is None else asked
        _write(invitation, draft, questions, step)
    _set(draft, step)
    return draft


@transaction.atomic
def keep_draft(*, invitation: Invitation, by: str, at: datetime) -> Contribution:
    """
    Keep what was written behind a link: from now on it does not change.

    Answers to questions that are no longer asked, because an earlier answer changed, are
    dropped; the page before this names them.

    Pressed twice, it keeps once and returns what was kept.

    :raises CannotKeep: if the exercise takes no more answers, or an answer does not fit.
    :raises NothingToKeep: if there is no draft and nothing was kept before.
    """
    invitation = _locked(invitation)
    draft = get_draft(invitation=invitation)
    if draft is None:
        return _kept_before(invitation)
    said = said_in(draft)
    check_that_it_takes(exercise=invitation.exercise, said=said, at=at)
    answers, dropped = split_answers(list_asked(exercise=invitation.exercise), said.answers)
    fits = as_if_typed(replace(said, answers=answers))
    check_answers(exercise=invitation.exercise, answers=fits)
    Answer.objects.filter(contribution=draft, question__in=dropped).delete()
    kept = _kept(draft, at=at)
    end_pages(invitation_id=invitation.pk, at=at)
    written = list(Answer.objects.filter(contribution=kept))
    write_points(exercise=invitation.exercise, answers=written)
    raise_concerns(answers=written, at=at)
    issue_receipts(exercise=invitation.exercise, contributions=[kept])
    record_kept(contribution=kept, by=by, at=at)
    return kept


def _kept(draft: Contribution, *, at: datetime) -> Contribution:
    if draft.is_shielded:
        receipt = new_receipts(draft.exercise, 1)[0]
        return shield_draft(draft=draft, receipt=receipt, at=at)
    draft.kept_at = at
    draft.said_on = timezone.localdate(at)
    draft.save(update_fields=["kept_at", "said_on", "updated_at"])
    return draft


def _locked(invitation: Invitation) -> Invitation:
    """Return the invitation, so that two presses of a button come one after the other."""
    locked = Invitation.objects.select_for_update(of=("self",))
    return locked.select_related("exercise__system").get(pk=invitation.pk)


def _lock(invitation: Invitation) -> Exercise:
    """
    Let saves behind one link come one after the other; return the exercise with its stage of now.

    Somebody who writes saves every few seconds, so it reads no more than may have changed.
    """
    exercise = invitation.exercise
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [invitation.pk])
        [(exercise.stage, exercise.opens_on, exercise.closes_on)] = cursor.fetchall()
    return exercise


def _begin(invitation: Invitation, *, by: str, at: datetime) -> Contribution:
    exercise: Exercise = invitation.exercise
    draft = Contribution.objects.create(
        system_id=exercise.system_id,
        exercise=exercise,
        invitation=invitation,
        location_id=invitation.location_id,
        speaker=Speaker.PROVIDER,
        channel=Channel.LINK,
        receipt=new_receipts(exercise, 1)[0],
        said_on=timezone.localdate(at),
    )
    ledger.record(event="draft.begun", subject=draft, by=by, at=at)
    return draft


def _write(
    invitation: Invitation, draft: Contribution, questions: Sequence[Asked], step: Step
) -> None:
    """Write the answers to what is asked, in one statement; take back those that are empty."""
    asked = [question for question in questions if question.question_id in step.answers]
    mark_saved(
        invitation_id=invitation.pk,
        question_ids=[question.question_id for question in asked],
        mark=step.mark,
    )
    cut = {q.question_id: _cut(step, q.question_id) for q in asked}
    read = read_answers(questions=asked, answers=cut)
    emptied = cut.keys() - read.keys()
    if emptied:
        Answer.objects.filter(contribution=draft, question__in=emptied).delete()
    Answer.objects.bulk_create(
        (
            Answer(
                contribution=draft,
                question_id=number,
                text=said.text,
                value=said.value,
                file_id=step.files.get(number),
                places=[list(place) for place in step.places.get(number, ())],
            )
            for number, said in read.items()
        ),
        update_conflicts=True,
        unique_fields=["contribution", "question"],
        update_fields=["text", "value", "file", "places", "updated_at"],
    )


def _cut(step: Step, question_id: int) -> str:
    """Return an answer tidied, and no longer than can be typed at once."""
    text = tidy(step.answers[question_id])
    return text if question_id in step.places else text[:MOST_CHARACTERS]


def _set(draft: Contribution, step: Step) -> None:
    """Write what else a page says of the draft, if it says anything new."""
    wanted = {
        "visibility": step.visibility,
        "is_shielded": step.is_shielded,
        "email": step.email,
    }
    new = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(draft, name)
    }
    if not new:
        return
    for name, value in new.items():
        setattr(draft, name, value)
    draft.save(update_fields=[*new, "updated_at"])


def _kept_before(invitation: Invitation) -> Contribution:
    kept = Contribution.objects.filter(invitation=invitation, kept_at__isnull=False)
    latest = kept.order_by("-kept_at", "-pk").first()
    if latest is None:
        raise NothingToKeep("Nothing has been written yet. Answer at least one question.")
    return latest
