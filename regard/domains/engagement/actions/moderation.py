"""Keep words or a whole contribution from readers, with a reason, and give them back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Answer, Contribution, Moderation, Redaction
from regard.domains.engagement.rules.showing import find_words
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_AT_ONCE = 500
"""Passages taken out at once. Nobody chooses more; a word that stands everywhere could."""


class CannotModerate(Refusal):
    """It cannot be kept from readers, or given back, so."""


@transaction.atomic
def withhold_contribution(
    *, contribution: Contribution, because: str, by: str, at: datetime
) -> None:
    """
    Keep a whole contribution from readers. It counts on.

    :raises CannotModerate: if it is withheld already, or no reason is given.
    """
    locked = _locked(contribution)
    if locked.withheld_at is not None:
        raise CannotModerate("This is kept from readers already")
    _moderate(locked, is_withheld=True, because=because, by=by, at=at)
    ledger.record(event="contribution.withheld", subject=locked, by=by, at=at)


@transaction.atomic
def give_contribution_back(
    *, contribution: Contribution, because: str, by: str, at: datetime
) -> None:
    """
    Let readers see a contribution again.

    :raises CannotModerate: if it is not withheld, or no reason is given.
    """
    locked = _locked(contribution)
    if locked.withheld_at is None:
        raise CannotModerate("Readers see this already")
    _moderate(locked, is_withheld=False, because=because, by=by, at=at)
    ledger.record(event="contribution.given_back", subject=locked, by=by, at=at)


@transaction.atomic
def take_words_out(
    *,
    contribution: Contribution,
    passages: Collection[tuple[int, int, int]],
    words: str,
    because: str,
    by: str,
    at: datetime,
) -> int:
    """
    Take words out of what readers see, and return how many passages. The original stays.

    :param passages: answer, first character and one past the last of each passage.
    :param words: also every place where these words stand, in any answer; may be empty.
    :param because: what is shown in their place, e.g. "names a person".
    :raises CannotModerate: if nothing is chosen, the words stand nowhere, or there is no reason.
    """
    if not because.strip():
        raise CannotModerate("Say why")
    answers = Answer.objects.filter(contribution=_locked(contribution)).in_bulk()
    chosen = {place for place in passages if _fits(place, answers)}
    written = {
        (pk, *span) for pk, each in answers.items() for span in find_words(each.text, words)
    }
    if words.strip() and not written:
        raise CannotModerate(
            "These words stand nowhere in it. Copy them as they are, without dots left out"
        )
    if not chosen | written:
        raise CannotModerate("Choose sentences, or paste the words to take out")
    if len(chosen | written) > MOST_AT_ONCE:
        raise CannotModerate("These words stand in too many places. Paste more of them at a time")
    made = Redaction.objects.bulk_create(
        Redaction(answer_id=pk, start=start, end=end, because=because.strip(), by=by, at=at)
        for pk, start, end in sorted(chosen | written)
    )
    detail: dict[str, object] = {"redactions": [each.pk for each in made]}
    ledger.record(event="words.taken_out", subject=contribution, by=by, at=at, detail=detail)
    return len(made)


@transaction.atomic
def put_words_back(
    *, contribution: Contribution, redaction_id: int, by: str, at: datetime
) -> None:
    """
    Let readers see words again that were taken out. Pressed twice, it is done once.

    :raises NotFound: if nothing of this number was taken out of the contribution.
    """
    out = Redaction.objects.select_for_update().filter(answer__contribution=contribution)
    found = out.filter(pk=redaction_id).first()
    if found is None:
        raise NotFound("These words were not taken out of this answer")
    if found.undone_at is not None:
        return
    found.undone_at, found.undone_by = at, by
    found.save(update_fields=["undone_at", "undone_by", "updated_at"])
    detail: dict[str, object] = {"redaction": found.pk}
    ledger.record(event="words.put_back", subject=contribution, by=by, at=at, detail=detail)


@transaction.atomic
def record_original_read(*, contribution: Contribution, by: str, at: datetime) -> None:
    """Note that somebody read what was taken out or withheld."""
    ledger.record(event="original.read", subject=contribution, by=by, at=at)


def _locked(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_for_update().get(pk=contribution.pk)


def _moderate(
    contribution: Contribution, *, is_withheld: bool, because: str, by: str, at: datetime
) -> None:
    if not because.strip():
        raise CannotModerate("Say why")
    contribution.withheld_at = at if is_withheld else None
    contribution.save(update_fields=["withheld_at", "updated_at"])
    Moderation.objects.create(
        contribution=contribution, is_withheld=is_withheld, because=because.strip(), by=by, at=at
    )


def _fits(place: tuple[int, int, int], answers: dict[int, Answer]) -> bool:
    pk, start, end = place
    return pk in answers and 0 <= start < end <= len(answers[pk].text)
