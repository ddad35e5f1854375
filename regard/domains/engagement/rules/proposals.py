"""
Themes proposed anew around what people have decided.

Nothing decided by people is undone: a theme that somebody named, merged, split or signed off
stays as it is, with every point in it, and so does a point that somebody placed. The machine
groups only the rest, and offers each of the rest to the nearest theme, kept or new.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from regard.domains.engagement.rules.theme_names import Loose, NewTheme, Said, name_themes
from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.clusters import FEWEST_MEMBERS
from regard.foundation.analysis.placement import NO_THEME, Placement
from regard.foundation.analysis.themes import nearest_themes, propose_themes

MACHINE = "machine"


@dataclass(frozen=True)
class Placed:
    """
    Where the machine would put a point.

    Attributes:
        new: number of the new theme, from 0, or None.
        kept_id: the kept theme, or None. With both None it stands alone.
        similarity: to that theme, 0 to 1; None where it stands alone.
    """

    point_id: int
    new: int | None
    kept_id: int | None
    similarity: float | None
    is_unsure: bool


@dataclass(frozen=True)
class Proposal:
    """
    What the machine proposes.

    Attributes:
        themes: new themes, the most argued first.
        placed: every point that people have not decided on.
        arguments: the distinct argument of every point, by the point's number.
    """

    themes: tuple[NewTheme, ...]
    placed: tuple[Placed, ...]
    arguments: dict[int, int]


def propose(said: Sequence[Said], *, kept_titles: Collection[str] = ()) -> Proposal:
    """
    Return themes for the points that people have not decided on, and a place for each.

    The same points and decisions give the same proposal on every run.

    :param said: every point of an exercise, in the order in which they were kept.
    :param kept_titles: names of the kept themes, which no new theme may have.
    """
    proposal = propose_themes([each.text for each in said], sources=[each.source for each in said])
    arguments = proposal.arguments.tolist()
    numbers = {each.point_id: n for each, n in zip(said, arguments, strict=True)}
    loose = [each for each in said if not each.is_decided]
    labels, placement = _place(said, proposal.placement)
    groups = _by_size(labels, loose, numbers)
    themes = name_themes(Loose(loose, placement.similarity, numbers), groups, kept_titles)
    new = {label: position for position, label in enumerate(groups)}
    placed = tuple(
        _placed(each, int(label), new, float(similarity), is_unsure=bool(unsure))
        for each, label, similarity, unsure in zip(
            loose, labels, placement.similarity, placement.unsure, strict=True
        )
    )
    return Proposal(themes, placed, numbers)


def _place(said: Sequence[Said], found: Placement) -> tuple[IntArray, Placement]:
    """
    Return the theme nearest to each loose point, and how near it is.

    All points are grouped together, so that what people have named draws in what is like it. A
    label of 0 or more is a kept theme's number; one under -1 is a new group.

    :param found: the group of every point, as if nobody had decided anything.
    """
    groups = found.theme
    decided = np.array([each.is_decided for each in said], dtype=np.bool_)
    kept = np.array(
        [each.theme_id if each.is_decided and each.theme_id else NO_THEME for each in said],
        dtype=np.int64,
    )
    if not (kept >= 0).any():
        alone = np.where(groups >= 0, -2 - groups, NO_THEME)
        return alone[~decided], found[np.flatnonzero(~decided)]

    free = np.where(decided | np.isin(groups, _belonging(groups, kept)), NO_THEME, groups)
    first_new = int(kept.max()) + 1
    nearest = nearest_themes(
        [each.text for each in said if not each.is_decided],
        members=[each.text for each in said],
        themes=np.where(free >= 0, first_new + free, kept).tolist(),
    )
    theme = nearest.theme
    labels = np.where(theme >= first_new, -2 - (theme - first_new), theme)
    return _without_small(labels, [each for each in said if not each.is_decided]), nearest


def _belonging(groups: IntArray, kept: IntArray) -> list[int]:
    """
    Return the groups that are about what a kept theme is about, which then takes them in.

    Those are the groups that hold a third of a kept theme, or of which half is in kept themes.
    """
    found = []
    for group in range(int(groups.max(initial=NO_THEME)) + 1):
        here = kept[groups == group]
        here = here[here >= 0]
        ids, counts = np.unique(here, return_counts=True)
        wholes = [int((kept == theme_id).sum()) for theme_id in ids]
        holds_a_third = any(3 * n >= whole for n, whole in zip(counts, wholes, strict=True))
        if holds_a_third or 2 * here.size > (groups == group).sum():
            found.append(group)
    return found


def _without_small(labels: IntArray, loose: Sequence[Said]) -> IntArray:
    """Let the points stand alone of which too few were left in a new group."""
    sizes = Counter(
        label for label, _ in {(int(n), said.text) for n, said in zip(labels, loose, strict=True)}
    )
    small = [label for label, size in sizes.items() if label < NO_THEME and size < FEWEST_MEMBERS]
    return np.where(np.isin(labels, small), NO_THEME, labels)


def _by_size(
    labels: IntArray, loose: Sequence[Said], numbers: dict[int, int]
) -> dict[int, list[int]]:
    """Return the positions of the points of each new group, the most argued group first."""
    groups: dict[int, list[int]] = {}
    for position, label in enumerate(labels.tolist()):
        if label < NO_THEME:
            groups.setdefault(label, []).append(position)

    def size(group: Collection[int]) -> int:
        return len({numbers[loose[position].point_id] for position in group})

    return dict(sorted(groups.items(), key=lambda item: (-size(item[1]), item[1][0])))


def _placed(
    said: Said, label: int, new: dict[int, int], similarity: float, *, is_unsure: bool
) -> Placed:
    is_alone = label == NO_THEME
    return Placed(
        point_id=said.point_id,
        new=new.get(label),
        kept_id=label if label >= 0 else None,
        similarity=None if is_alone else similarity,
        is_unsure=is_unsure and not is_alone,
    )
