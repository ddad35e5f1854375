"""Keep what people say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import rules
from regard.domains.engagement.models import Contribution, Exercise, Invitation
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.queries.proving import KEPT, digest_of, list_contents
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.contributions import (
    BY_THEMSELVES,
    MOST_CHARACTERS,
    tidy_answers,
)
from regard.domains.engagement.rules.phases import reason_not_to_answer_unasked
from regard.domains.engagement.types import Channel, Said, Speaker, Stage
from regard.domains.register import actions as register
from regard.domains.register.types import Proof
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files.models import File

from .writing import write_contributions

PROOFS = {
    Channel.LINK: Proof.ANSWERED,
    Channel.EMAIL: Proof.ANSWERED,
    Channel.TELEPHONE: Proof.SPOKEN_TO,
    Channel.LETTER: Proof.LETTER_ANSWERED,
}
"""What an answer proves of how its service is reached. Other ways do not tell."""


BEHIND_SHIELD = "shield"
"""In the ledger, whoever kept something behind a shield."""


TOGETHER = 2_000
"""Rows of a file whose words are read and written down at once."""


class CannotKeep(Refusal):
    """
    What was said cannot be kept as it is.

    Attributes:
        reasons: what is wrong, by the number of the question; key 0 for all together.
    """

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def keep_contribution(
    *,
    exercise: Exercise,
    said: Said,
    file: File | None = None,
    invitation: Invitation | None = None,
    by: str,
    at: datetime,
) -> Contribution:
    """
    Keep what someone said, as they said it, with a receipt, its points and a receipt link.

    :param said: its answers are kept in their own words; only line ends are made alike.
    :param file: the letter or spreadsheet that it came in.
    :param invitation: the invitation that it answers.
    :raises CannotKeep: if the exercise takes no answers, or an answer does not fit.
    """
    exercise = Exercise.objects.select_related("system").get(pk=exercise.pk)
    check_that_it_takes(exercise=exercise, said=said, at=at)
    asked = list_asked(exercise=exercise)
    _refuse_unfit(asked, as_if_typed(said))
    [kept] = write_contributions(
        exercise=exercise, saids=[said], file=file, invitation=invitation, asked=asked, at=at
    )
    record_kept(contribution=kept, by=by, at=at)
    return kept


def as_if_typed(said: Said) -> dict[int, str]:
    """Return the answers, of one in parts only as much as could be typed: it may be longer."""
    return {
        question_id: text[:MOST_CHARACTERS] if question_id in said.places else text
        for question_id, text in said.answers.items()
    }


def check_that_it_takes(*, exercise: Exercise, said: Said, at: datetime) -> None:
    """:raises CannotKeep: if the exercise does not take what was said on its day."""
    today = timezone.localdate(at)
    stage, opens_on = Stage(exercise.stage), exercise.opens_on
    if said.channel in BY_THEMSELVES:
        reason = rules.reason_not_to_take(
            stage=stage, opens_on=opens_on, closes_on=exercise.closes_on, today=today
        )
    else:
        reason = rules.reason_not_to_enter(
            stage=stage, opens_on=opens_on, said_on=said.said_on or today, today=today
        )
    if reason is None and said.channel is Channel.WEB:
        reason = reason_not_to_answer_unasked(list_phases(exercise=exercise))
    if exercise.forgotten_at is not None:
        reason = "Who spoke here was forgotten, two years after the reply. Ask anew instead."
    if reason:
        raise CannotKeep({0: reason})


def check_answers(*, exercise: Exercise, answers: Mapping[int, str]) -> None:
    """:raises CannotKeep: if an answer is missing, too long or not one of the choices."""
    _refuse_unfit(list_asked(exercise=exercise), answers)


def _refuse_unfit(asked: Sequence[Asked], answers: Mapping[int, str]) -> None:
    reasons = rules.reasons_against_answers(questions=asked, answers=tidy_answers(answers))
    if reasons:
        raise CannotKeep(reasons)


def record_kept(*, contribution: Contribution, by: str, at: datetime) -> None:
    """
    Write into the ledger that something was kept, without who said it.

    Of what was said behind a shield it does not say who kept it, as that is a link of a service.

    What a service said by a way that we wrote to it by proves that it can be reached.
    """
    by = BEHIND_SHIELD if contribution.is_shielded else by
    [(_, detail)] = _details([contribution])
    ledger.record(event=KEPT, subject=contribution, by=by, at=at, detail=detail)
    how = PROOFS.get(Channel(contribution.channel))
    if how and contribution.speaker == Speaker.PROVIDER and contribution.location_id:
        register.prove_contact(location_id=contribution.location_id, how=how, by=by, at=at)


def record_rows_kept(*, contributions: Sequence[Contribution], by: str, at: datetime) -> None:
    """Write into the ledger what was kept from the rows of a file, set-wise."""
    for start in range(0, len(contributions), TOGETHER):
        some = contributions[start : start + TOGETHER]
        ledger.record_all(event=KEPT, details=_details(some), by=by, at=at)


def _details(
    contributions: Sequence[Contribution],
) -> list[tuple[Contribution, dict[str, object]]]:
    """Return what the ledger says of each: its receipt, and a digest of all its words."""
    contents = list_contents(contributions=contributions)
    return [
        (
            each,
            {
                "exercise": each.exercise_id,
                "channel": each.channel,
                "receipt": each.receipt,
                "digest": digest_of(contents[each.pk]),
            },
        )
        for each in contributions
    ]
