"""What was taken out or withheld, its history, and who may still open the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from regard.domains.engagement.models import Answer, Contribution, Moderation, Redaction
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.showing import merged, shown
from regard.domains.engagement.types.care import Cut, CutRow, ModerationRow
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed

from .showing import list_cuts

if TYPE_CHECKING:
    from collections.abc import Sequence


AROUND = 60
"""Characters shown on each side of words that were taken out."""


def is_sealed(*, contribution: Contribution) -> bool:
    """
    Test whether its files hold words that readers may not see.

    So it is where anything of it, or of another contribution that came in the same file, is
    withheld or taken out. One query.
    """
    out = Redaction.objects.filter(answer__contribution=OuterRef("pk"), undone_at=None)
    here = Q(pk=contribution.pk)
    if contribution.file_id is not None:
        here |= Q(file=contribution.file_id)
    touched = Contribution.objects.filter(here).filter(
        Q(withheld_at__isnull=False) | Q(Exists(out))
    )
    return touched.exists()


def may_open_files(*, contribution: Contribution, caller: Caller) -> bool:
    """Test whether the caller may open the files that a contribution came in or came with."""
    exercise = contribution.exercise
    if not is_allowed(caller, Permission.VIEW_WHO, exercise):
        return False
    if contribution.is_shielded and not is_allowed(caller, Permission.VIEW_SHIELDED, exercise):
        return False
    is_free = not is_sealed(contribution=contribution)
    return is_free or is_allowed(caller, Permission.VIEW_SEALED, exercise)


def require_files(*, contribution: Contribution, caller: Caller) -> bool:
    """
    Return whether the files of a contribution are sealed, for a caller who may open them.

    Whoever hands out a sealed file records it; see `actions.sealing.record_original_read`.

    :raises NotAllowed: if the caller may not.
    """
    exercise = contribution.exercise
    require(caller, Permission.VIEW_WHO, exercise)
    if contribution.is_shielded:
        require(caller, Permission.VIEW_SHIELDED, exercise)
    is_closed = is_sealed(contribution=contribution)
    if is_closed:
        require(caller, Permission.VIEW_SEALED, exercise)
    return is_closed


def list_redactions(*, contribution: Contribution) -> list[CutRow]:
    """Return what was taken out of a contribution, in its order; put back as well. Two queries."""
    redactions = Redaction.objects.filter(answer__contribution=contribution)
    found = list(
        redactions.select_related("answer__question").order_by(
            "answer__question__position", "start", "pk"
        )
    )
    cuts = list_cuts(answer_ids={each.answer_id for each in found})
    return [_cut_row(each, cuts.get(each.answer_id, [])) for each in found]


def list_moderations(*, contribution: Contribution) -> list[ModerationRow]:
    """Return how it was withheld and given back, the newest first. One query."""
    found = Moderation.objects.filter(contribution=contribution).order_by("-at", "-pk")
    return [ModerationRow(each.is_withheld, each.because, each.at) for each in found]


def list_whole(*, contribution: Contribution) -> list[tuple[int, str, str]]:
    """Return each answer's number, question and whole text, for a moderator. One query."""
    answers = Answer.objects.filter(contribution=contribution).order_by("question__position")
    return list(answers.values_list("pk", "question__text", "text"))


def _cut_row(redaction: Redaction, cuts: Sequence[Cut]) -> CutRow:
    own = Cut(redaction.start, redaction.end, redaction.because)
    text = redaction.answer.text
    around = merged([*cuts, own])
    first = max(0, own.start - AROUND)
    before = shown(text[first : own.start], start=first, redactions=around)
    after = shown(text[own.end : own.end + AROUND], start=own.end, redactions=around)
    return CutRow(
        redaction_id=redaction.pk,
        question=redaction.answer.question.text,
        before=("… " if first else "") + before,
        after=after + (" …" if own.end + AROUND < len(text) else ""),
        length=own.end - own.start,
        because=own.because,
        at=redaction.at,
        undone_at=redaction.undone_at,
    )
