"""What was kept in an exercise, as far as a bundle may hand it on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Answer, Contribution
from regard.domains.engagement.types import Channel, Speaker, Visibility

from .points import list_points
from .proving import list_contents
from .showing import list_cuts, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import PointRow

TOGETHER = 500
"""Contributions, or points, read at once: with long submissions, some tens of megabytes."""

WHOLE, CUT, WITHHELD, COUNTED = "in full", "words taken out", "withheld", "counted only"


@dataclass(frozen=True)
class OriginalRow:
    """
    Something kept, and what of it may be handed on.

    Attributes:
        state: whether its words are there in full, with words taken out, withheld by a
            moderator, or left out because its author let them be counted only.
        answers: (what was asked, what was said); none where the words are left out.
        content: what its digest in the ledger is made of; None unless it is there in full.
    """

    contribution_id: int
    receipt: str
    said_on: date
    speaker: Speaker
    channel: Channel
    visibility: Visibility
    state: str
    answers: tuple[tuple[str, str], ...]
    content: bytes | None


def stream_originals(*, exercise: Exercise, with_counted: bool) -> Iterator[OriginalRow]:
    """
    Give everything kept in an exercise, in order, for whoever was allowed a bundle.

    Nobody is named, whatever they allowed. Four queries for each 500.

    :param with_counted: whether also words that their author lets only be counted are there.
    """
    every = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False).order_by("pk")
    after = 0
    while kept := list(every.filter(pk__gt=after)[:TOGETHER]):
        yield from _rows(kept, with_counted=with_counted)
        after = kept[-1].pk


def stream_points(*, exercise: Exercise, with_counted: bool) -> Iterator[PointRow]:
    """
    Give every point of an exercise, in order, for whoever was allowed a bundle.

    :param with_counted: as of `stream_originals`; without it, none of what was said to the team.
    """
    after = 0
    while some := list_points(
        exercise=exercise, shows_who=with_counted, after=after, limit=TOGETHER
    ):
        yield from some
        after = some[-1].point_id


def _rows(kept: list[Contribution], *, with_counted: bool) -> list[OriginalRow]:
    answers: dict[int, list[Answer]] = defaultdict(list)
    rows = Answer.objects.filter(contribution__in=kept).select_related("question")
    for answer in rows.order_by("question__position", "pk"):
        answers[answer.contribution_id].append(answer)
    cuts = list_cuts(answer_ids=[each.pk for those in answers.values() for each in those])
    contents = list_contents(contributions=kept)
    found = []
    for each in kept:
        state = _state(each, {answer.pk for answer in answers[each.pk]} & set(cuts), with_counted)
        found.append(
            OriginalRow(
                contribution_id=each.pk,
                receipt=each.receipt,
                said_on=each.said_on,
                speaker=Speaker(each.speaker),
                channel=Channel(each.channel),
                visibility=Visibility(each.visibility),
                state=state,
                answers=tuple(
                    (
                        answer.question.text,
                        shown(answer.text, start=0, redactions=cuts.get(answer.pk, [])),
                    )
                    for answer in answers[each.pk]
                    if state in {WHOLE, CUT}
                ),
                content=contents[each.pk] if state == WHOLE else None,
            )
        )
    return found


def _state(contribution: Contribution, cut_answers: set[int], with_counted: bool) -> str:  # noqa: FBT001 (handed on)
    if contribution.withheld_at is not None:
        return WITHHELD
    if contribution.visibility == Visibility.COUNTED and not with_counted:
        return COUNTED
    return CUT if cut_answers else WHOLE
