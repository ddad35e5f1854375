"""What the machine calls the themes that it proposes, and which of its earlier ones they are."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.placement import NO_THEME
from regard.foundation.analysis.theme_words import distinctive_terms, title_of


@dataclass(frozen=True)
class Said:
    """
    A point as the machine is given it.

    Attributes:
        source: whose it is, such as the organisation: a campaign of one is no theme.
        theme_id: the theme that it is in, or None; of several the first, a kept one before others.
        is_decided: whether a person put it there, or its theme is kept; then it stays.
        is_quotable: whether its words may name a theme, which everyone reads.
    """

    point_id: int
    text: str
    source: str
    theme_id: int | None
    is_decided: bool
    is_quotable: bool


@dataclass(frozen=True)
class NewTheme:
    """A theme as proposed. `was_id` is the machine's earlier theme that it takes the place of."""

    title: str
    terms: tuple[str, ...]
    was_id: int | None


@dataclass(frozen=True)
class Loose:
    """The points that people have not decided on, with how near each is to its theme."""

    said: Sequence[Said]
    similarity: FloatArray
    numbers: dict[int, int]

    def first_of_each_argument(self) -> list[int]:
        """Return the positions of the distinct arguments: a campaign is one."""
        first: dict[int, int] = {}
        for position, each in enumerate(self.said):
            first.setdefault(self.numbers[each.point_id], position)
        return list(first.values())


def name_themes(
    loose: Loose, groups: dict[int, list[int]], kept_titles: Collection[str]
) -> tuple[NewTheme, ...]:
    """Name every group by words of its own, and match it with the machine's earlier theme."""
    texts = [each.text for each in loose.said]
    labels = np.full(len(texts), NO_THEME, dtype=np.int64)
    for number, positions in enumerate(groups.values()):
        labels[positions] = number
    distinct = loose.first_of_each_argument()
    terms = distinctive_terms([texts[i] for i in distinct], labels[distinct], n_themes=len(groups))
    titles = {title.casefold() for title in kept_titles}
    taken: set[int] = set()
    themes = []
    for positions, words in zip(groups.values(), terms, strict=True):
        central = sorted(positions, key=lambda i: (-float(loose.similarity[i]), i))
        quotable = [i for i in central if loose.said[i].is_quotable]
        title = _title(texts, quotable, words, titles)
        was_id = _earlier([loose.said[i].theme_id for i in positions], taken)
        titles.add(title.casefold())
        taken |= set() if was_id is None else {was_id}
        themes.append(NewTheme(title, tuple(words), was_id))
    return tuple(themes)


def _title(
    texts: Sequence[str], quotable: Sequence[int], terms: Sequence[str], taken: Collection[str]
) -> str:
    """Return a quotation, or failing that the telling words, or else a number: never twice."""
    words = ", ".join(terms) or "Said in confidence"
    candidates = [title_of(texts, quotable)[0]] if quotable else []
    candidates.append(words[:1].upper() + words[1:])
    for title in candidates:
        if title.casefold() not in taken:
            return title
    number = 2
    while f"{candidates[-1]} ({number})".casefold() in taken:
        number += 1
    return f"{candidates[-1]} ({number})"


def _earlier(theme_ids: Sequence[int | None], taken: Collection[int]) -> int | None:
    """Return the theme that most of the points were in, so that it keeps its address."""
    shared = Counter(n for n in theme_ids if n is not None and n not in taken)
    if not shared:
        return None
    return min(shared, key=lambda theme_id: (-shared[theme_id], theme_id))
