"""
Distinct arguments among the points of an exercise, with the letters of a campaign as one.

Points in nearly the same words are one argument (see `foundation.analysis.duplicates`). A letter
that each sender changed shares too few words for that; but its points say what the same part of
one template says, and so are the same argument too. What a sender adds is an argument of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from regard.domains.engagement.rules.campaign_words import is_own
from regard.foundation.analysis.campaigns import Template, compare, find_words, make_template
from regard.foundation.analysis.duplicates import group_arguments

Span = tuple[int, int]


@dataclass(frozen=True)
class Letter:
    """
    One answer made from a template.

    Attributes:
        text: the answer, without the words that were taken out of it.
        likeness: share of the template's words that it has, 0 to 1.
        points: its points, by number: where each begins and ends in the answer.
    """

    text: str
    likeness: float
    points: Mapping[int, Span]


def number_points(texts: Mapping[int, str]) -> dict[int, int]:
    """Return the argument of each point, by its number, as nearly the same words say."""
    return dict(zip(texts, group_arguments(list(texts.values())).tolist(), strict=True))


def join_letters(
    numbers: Mapping[int, int], campaigns: Iterable[tuple[str, Sequence[Letter]]]
) -> dict[int, int]:
    """
    Return the argument of each point, where those in the letters of a campaign are one.

    :param numbers: as `number_points` gives them, of every point of an exercise.
    :param campaigns: the template of each, and the answers made from it. A point that is not
        among the numbers is left out.
    """
    parents = {number: number for number in numbers.values()}
    for template, letters in campaigns:
        first: dict[int, int] = {}
        for point_id, place in places_of(template, letters).items():
            if point_id not in numbers:
                continue
            number = _root(parents, numbers[point_id])
            same = _root(parents, first.setdefault(place, number))
            parents[max(number, same)] = min(number, same)
    return {point_id: _root(parents, number) for point_id, number in numbers.items()}


def places_of(template: str, letters: Sequence[Letter]) -> dict[int, int]:
    """
    Return which part of a template each point says, by the point's number.

    The parts are the points of the letter that is most like the template, as that one was
    written with lines and lists, which a template has not. A point that is mostly its sender's
    own words is not among them.
    """
    made = make_template(template.split())
    stands = [(letter, _stands(made, letter)) for letter in letters]
    usual = max(stands, key=lambda s: (s[0].likeness, len(s[1])), default=None)
    if usual is None:
        return {}
    starts = sorted(words[0] for words in usual[1].values())
    return {
        point_id: bisect_right(starts, median_low(words))
        for _, points in stands
        for point_id, words in points.items()
    }


def _stands(template: Template, letter: Letter) -> dict[int, list[int]]:
    """Return which words of a template, from 0, each point has that is not mostly its own."""
    difference = compare(template, letter.text)
    added = [(span.start, span.end) for span in difference.added]
    left_out = [(gap.template.start, gap.template.end) for gap in difference.left_out]
    in_text = [w.start for w in find_words(letter.text) if not _within(w.start, added)]
    in_template = [i for i, word in enumerate(template.words) if not _within(word.start, left_out)]
    pairs = list(zip(in_text, in_template, strict=True))
    found = {
        point_id: [i for at, i in pairs if start <= at < end]
        for point_id, (start, end) in letter.points.items()
        if not is_own(start, end, added)
    }
    return {point_id: words for point_id, words in found.items() if words}


def _within(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _root(parents: dict[int, int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
