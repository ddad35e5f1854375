"""What was kept in an exercise, as far as a bundle may hand it on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Answer, Coding, Contribution, Point
from regard.domains.engagement.types import Channel, Speaker, Stance, Visibility

from .proving import SAID, content_of
from .showing import list_cuts, readable, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regard.domains.engagement.models import Exercise

    from .proving import Said

TOGETHER = 500
"""Contributions read at once: with long submissions, some tens of megabytes."""

KEPT = ("exercise", "receipt", "said_on", "speaker", "channel", "visibility", "withheld_at")
"""What is read of a contribution: not who it was."""

POINTS_TOGETHER = 2_000

POINT = ("pk", "contribution__receipt", "answer", "start", "text", "decided_by")

WHOLE, CUT, WITHHELD, COUNTED = "in full", "words taken out", "withheld", "counted only"


@dataclass(frozen=True)
class OriginalRow:
    """
    Something kept, and what of it may be handed on.

    Attributes:
        state: whether its words are there in full, with words taken out, withheld by a
            moderator, or left out because its author let them be counted only.
        answers: (what was asked, what was said); none where the words are left out.
    """

    receipt: str
    said_on: date
    speaker: Speaker
    channel: Channel
    visibility: Visibility
    state: str
    answers: tuple[tuple[str, str], ...]
    _kept: Contribution
    _said: tuple[Said, ...]

    @property
    def content(self) -> bytes | None:
        """What its digest in the ledger is made of; None unless it is there in full."""
        return content_of(self._kept, self._said) if self.state == WHOLE else None


@dataclass(frozen=True)
class _Answer:
    """An answer as it is stored, in whole."""

    pk: int
    asked: str
    said: Said


@dataclass(frozen=True)
class PointSaid:
    """
    A point in words that may be handed on, and the themes that it was put into.

    Attributes:
        stances: on each of its themes, in their order.
        decided_by: who placed it; empty: the machine.
    """

    point_id: int
    receipt: str
    text: str
    theme_ids: tuple[int, ...]
    stances: tuple[Stance, ...]
    is_unsure: bool
    decided_by: str


def stream_originals(*, exercise: Exercise, with_counted: bool) -> Iterator[OriginalRow]:
    """
    Give everything kept in an exercise, in order, for whoever was allowed a bundle.

    Nobody is named, whatever they allowed. Three queries for each 500.

    :param with_counted: whether also words that their author lets only be counted are there.
    """
    every = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False).order_by("pk")
    every, after = every.only(*KEPT), 0
    while kept := list(every.filter(pk__gt=after)[:TOGETHER]):
        yield from _rows(kept, with_counted=with_counted)
        after = kept[-1].pk


def stream_points(*, exercise: Exercise, with_counted: bool) -> Iterator[PointSaid]:
    """
    Give every point of an exercise, in order, for whoever was allowed a bundle.

    Three queries for each 2,000, of no more than is handed on: there may be a million.

    :param with_counted: as of `stream_originals`; without it, none of what was said to the team.
    """
    every = Point.objects.filter(system_id=exercise.system_id, exercise=exercise).order_by("pk")
    every = every.filter(readable(shows_who=with_counted, of="contribution__"))
    rows, after = every.values_list(*POINT), 0
    while some := list(rows.filter(pk__gt=after)[:POINTS_TOGETHER]):
        after = some[-1][0]
        codings = _codings(exercise, first=some[0][0], last=after)
        cuts = list_cuts(answer_ids={row[2] for row in some})
        for point_id, receipt, answer_id, start, text, decided_by in some:
            placed = codings[point_id]
            yield PointSaid(
                point_id=point_id,
                receipt=receipt,
                text=shown(text, start=start, redactions=cuts.get(answer_id, [])),
                theme_ids=tuple(theme_id for theme_id, _, _ in placed),
                stances=tuple(Stance(stance) for _, stance, _ in placed),
                is_unsure=any(is_unsure for _, _, is_unsure in placed),
                decided_by=decided_by,
            )


def _codings(
    exercise: Exercise, *, first: int, last: int
) -> dict[int, list[tuple[int, str, bool]]]:
    """Return by point its themes in order, its stance on each, and whether it is unsure there."""
    found = Coding.objects.filter(
        point__system=exercise.system_id,
        point__exercise=exercise,
        point__gte=first,
        point__lte=last,
    ).order_by("theme")
    codings: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for point_id, theme_id, stance, is_unsure in found.values_list(
        "point", "theme", "stance", "is_unsure"
    ):
        codings[point_id].append((theme_id, stance, is_unsure))
    return codings


def _rows(kept: list[Contribution], *, with_counted: bool) -> Iterator[OriginalRow]:
    answers = _answers(kept)
    cuts = list_cuts(answer_ids=[each.pk for those in answers.values() for each in those])
    for each in kept:
        its = answers[each.pk]
        is_cut = any(answer.pk in cuts for answer in its)
        state = _state(each, is_cut=is_cut, with_counted=with_counted)
        yield OriginalRow(
            receipt=each.receipt,
            said_on=each.said_on,
            speaker=Speaker(each.speaker),
            channel=Channel(each.channel),
            visibility=Visibility(each.visibility),
            state=state,
            answers=tuple(
                (answer.asked, shown(answer.said[1], start=0, redactions=cuts.get(answer.pk, [])))
                for answer in its
                if state in {WHOLE, CUT}
            ),
            _kept=each,
            _said=tuple(answer.said for answer in its),
        )


def _answers(kept: list[Contribution]) -> dict[int, list[_Answer]]:
    """Return the answers of each in the order of questions; all are of one exercise, in order."""
    every = Answer.objects.filter(
        contribution__exercise=kept[0].exercise_id,
        contribution__gte=kept[0].pk,
        contribution__lte=kept[-1].pk,
    ).order_by("question__position", "pk")
    answers: dict[int, list[_Answer]] = defaultdict(list)
    for contribution_id, pk, asked, *said in every.values_list(
        "contribution", "pk", "question__text", *SAID
    ):
        answers[contribution_id].append(_Answer(pk, asked, (said[0], said[1], said[2])))
    return answers


def _state(contribution: Contribution, *, is_cut: bool, with_counted: bool) -> str:
    if contribution.withheld_at is not None:
        return WITHHELD
    if contribution.visibility == Visibility.COUNTED and not with_counted:
        return COUNTED
    return CUT if is_cut else WHOLE
