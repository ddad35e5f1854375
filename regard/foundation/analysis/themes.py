"""
Themes proposed for short texts, and new texts placed in themes that people have made.

The machine proposes, people decide. Campaigns do not make themes: each distinct argument counts
once, however many send it. A text that is like no theme is left in none, to be read for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.clusters import centres_of, find_centres
from regard.foundation.analysis.duplicates import (
    describe_arguments,
    in_order_of_appearance,
    normalise,
)
from regard.foundation.analysis.embeddings import embed, unit
from regard.foundation.analysis.placement import NO_THEME, Placement, place, settle
from regard.foundation.analysis.theme_words import (
    distinctive_terms,
    pick_representatives,
    title_of,
)

REPRESENTATIVES = 5


@dataclass(frozen=True)
class Theme:
    """
    A theme as the machine proposes it.

    Attributes:
        title: one of its own texts, short and central, to be renamed by a person.
        title_from: index of the text that the title quotes.
        terms: up to five words or pairs of words that tell it from the other themes.
        representatives: indices of up to five texts to read first, central and unlike one
            another, from different sources where there are.
        n_texts, n_arguments: how many texts, and how many distinct arguments among them.
    """

    title: str
    title_from: int
    terms: tuple[str, ...]
    representatives: tuple[int, ...]
    n_texts: int
    n_arguments: int


@dataclass(frozen=True, eq=False)
class ThemeProposal:
    """
    Themes, the most argued first, and where each text stands.

    Attributes:
        themes: in the order of their numbers; those of the texts are in `placement.theme`.
        placement: of each text, shape (n_texts,).
        arguments: the distinct argument of each text (`duplicates.group_arguments`).
    """

    themes: tuple[Theme, ...]
    placement: Placement
    arguments: IntArray


def propose_themes(texts: Sequence[str], *, sources: Sequence[str] | None = None) -> ThemeProposal:
    """
    Return themes for texts of a sentence or two on one question.

    The same texts give the same themes on every run and in any order. Between 2 and 40 themes,
    by how many distinct arguments there are and how well they part (`clusters.find_centres`);
    none for fewer than six arguments.

    :param sources: who said each, such as the organisation, so that a theme's representatives
        come from several. None means that each text is its own source.
    :raises ValueError: if there is not one source for each text.
    """
    if sources is not None and len(sources) != len(texts):
        raise ValueError("There must be one source for each text")
    said_by = [""] * len(texts) if sources is None else sources
    order = np.array(sorted(range(len(texts)), key=lambda i: (texts[i], said_by[i])), np.int64)
    found = describe_arguments([texts[i] for i in order])
    shown = order[found.representatives]
    vectors = _centred(embed([texts[i] for i in shown]))
    placed = settle(vectors, find_centres(vectors[_is_worded(vectors)]))
    whose = shown.astype(str) if sources is None else np.array(said_by, dtype=str)[shown]

    back = np.empty_like(order)
    back[order] = found.labels
    return ThemeProposal(
        themes=_described(_Distinct(texts, shown, found.sizes, whose, vectors), placed),
        placement=placed[back],
        arguments=in_order_of_appearance(back),
    )


def nearest_themes(
    texts: Sequence[str], *, members: Sequence[str], themes: Sequence[int]
) -> Placement:
    """
    Place texts in existing themes, by the texts that people keep there. Nothing else moves.

    :param members: texts already read, shape (n_members,). Those in no theme help too: they
        show what is common to all answers to the question, which is set aside.
    :param themes: the theme of each member, any number from 0, or -1 (`NO_THEME`).
    :return: `theme` holds the numbers given in `themes`; all are -1 if no member has a theme.
    :raises ValueError: if there is not one theme for each member.
    """
    wordings = {(normalise(m), t): m for m, t in zip(members, themes, strict=True)}
    labels = np.array([theme for _, theme in wordings], dtype=np.int64)
    known = embed(list(wordings.values()))
    arriving = embed(texts)
    numbers, positions = np.unique(labels[labels >= 0], return_inverse=True)
    if numbers.size > 1:  # with one theme, what is common to all answers is the theme
        common = known[_is_worded(known)].mean(axis=0)
        known, arriving = _centred(known, common), _centred(arriving, common)
    known = known[labels >= 0]
    centres = centres_of(known, positions, numbers.size)
    placed = place(arriving, centres, members=(known, positions))
    return replace(placed, theme=np.append(numbers, NO_THEME)[placed.theme])


@dataclass(frozen=True, eq=False)
class _Distinct:
    """The distinct arguments: a text of each, by index, its size, source and vector."""

    texts: Sequence[str]
    shown: IntArray
    sizes: IntArray
    sources: NDArray[np.str_]
    vectors: FloatArray


def _centred(vectors: FloatArray, common: FloatArray | None = None) -> FloatArray:
    """Return vectors without what is common to all, so that what differs shows; 0 stays 0."""
    worded = _is_worded(vectors)
    if common is None:
        common = vectors.sum(axis=0) / max(1, worded.sum())
    centred = vectors - common
    centred[~worded] = 0
    return unit(centred)


def _is_worded(vectors: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(vectors.any(axis=1))


def _described(distinct: _Distinct, placed: Placement) -> tuple[Theme, ...]:
    n_themes = int(placed.theme.max(initial=NO_THEME)) + 1
    words = [distinct.texts[i] for i in distinct.shown]
    terms = distinctive_terms(words, placed.theme, n_themes=n_themes)
    themes = []
    for number in range(n_themes):
        members = np.flatnonzero(placed.theme == number)
        members = members[np.argsort(-placed.similarity[members], kind="stable")]
        title, quoted = title_of(words, members.tolist())
        first = pick_representatives(
            distinct.vectors[members],
            placed.similarity[members],
            sources=distinct.sources[members].tolist(),
            most=REPRESENTATIVES,
        )
        themes.append(
            Theme(
                title=title,
                title_from=int(distinct.shown[quoted]),
                terms=tuple(terms[number]),
                representatives=tuple(distinct.shown[members[first]].tolist()),
                n_texts=int(distinct.sizes[members].sum()),
                n_arguments=len(members),
            )
        )
    return tuple(themes)
