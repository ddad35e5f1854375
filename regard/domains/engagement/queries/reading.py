"""A whole answer with its points in their places, for a reader who was checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from regard.domains.engagement.models import Answer, Coding, Contribution, Point
from regard.domains.engagement.rules.arrivals import read_places
from regard.domains.engagement.types.care import Cut

from .showing import list_cuts, shown, shown_span


@dataclass(frozen=True)
class WholeAnswer:
    """
    One answer in full.

    Attributes:
        text: as readers see it, without what was taken out.
        places: where in it its pages or parts begin; empty if it has none.
    """

    answer_id: int
    question: str
    text: str
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class PlacedPoint:
    """A point: answer text[start:end], and the themes that it is in."""

    point_id: int
    answer_id: int
    start: int
    end: int
    theme_ids: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """
    A contribution to be read.

    Attributes:
        themes: the title of each theme that one of its points is in, by number.
    """

    answers: tuple[WholeAnswer, ...]
    points: tuple[PlacedPoint, ...]
    themes: dict[int, str]


def get_reading(*, contribution: Contribution) -> Reading:
    """
    Return a contribution that was fetched through its check, to be read in full. Four queries.

    However long it is: its text is fetched once, and not again with each of its points.
    """
    answers = list(
        Answer.objects.filter(contribution=contribution)
        .select_related("question")
        .order_by("question__position")
    )
    cuts = list_cuts(answer_ids=[each.pk for each in answers])
    codings = Coding.objects.filter(point__contribution=contribution).order_by("theme")
    theme_ids: dict[int, list[int]] = defaultdict(list)
    themes: dict[int, str] = {}
    for point_id, theme_id, title in codings.values_list("point", "theme", "theme__title"):
        theme_ids[point_id].append(theme_id)
        themes[theme_id] = title
    points = Point.objects.filter(contribution=contribution).order_by("answer", "start")
    return Reading(
        answers=tuple(_whole(each, cuts.get(each.pk, [])) for each in answers),
        points=tuple(
            PlacedPoint(
                point_id,
                answer_id,
                *shown_span(start, end, cuts.get(answer_id, ())),
                theme_ids=tuple(theme_ids[point_id]),
            )
            for point_id, answer_id, start, end in points.values_list(
                "pk", "answer", "start", "end"
            )
        ),
        themes=themes,
    )


def _whole(answer: Answer, cuts: list[Cut]) -> WholeAnswer:
    return WholeAnswer(
        answer_id=answer.pk,
        question=answer.question.text,
        text=shown(answer.text, start=0, redactions=cuts),
        places=tuple(
            (shown_span(start, start + 1, cuts)[0], name)
            for start, name in read_places(answer.places)
        ),
    )
