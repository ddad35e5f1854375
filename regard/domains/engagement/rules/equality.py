"""Who the people heard are, beside everyone, worked out from counts with small ones hidden."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from regard.domains.engagement.types.monitoring import (
    CharacteristicHeard,
    Effect,
    GroupHeard,
    ThemeEffects,
)
from regard.foundation.analysis.chance import benjamini_hochberg, chance_of_fewer, finite_wilson
from regard.foundation.analysis.disclosure import is_small, suppress_counts

from .monitoring import CHARACTERISTICS, Characteristic, PopulationLine

FLAG_AT = 0.05

SMALLEST_GROUP = 12
"""People of a group who told, below which it stands in no table of themes (twice the smallest
count shown, so that at least one cell of a row can be)."""

Told = Mapping[tuple[str, str], int]
"""How many told that they are of a group, by characteristic and value."""


@dataclass(frozen=True)
class _Tested:
    heard: CharacteristicHeard
    chances: tuple[float, ...]


def compare_people(
    told: Told, populations: Sequence[PopulationLine]
) -> tuple[CharacteristicHeard, ...]:
    """
    Return every characteristic by group, heard beside everyone.

    Every group shown with a population is tested for being heard less than its share, as if
    those who told had been drawn by lot from everyone; all tests of the page are adjusted for
    one another. Of several populations the newest counts.
    """
    newest = _newest(populations)
    tested = [_compare(each, told, newest.get(each.key, {})) for each in CHARACTERISTICS]
    chances = benjamini_hochberg([chance for each in tested for chance in each.chances])
    flags = iter(np.nan_to_num(chances, nan=1.0) <= FLAG_AT)
    return tuple(
        replace(
            each.heard,
            groups=tuple(
                replace(group, is_flagged=bool(next(flags))) for group in each.heard.groups
            ),
        )
        for each in tested
    )


def weigh_themes(
    themes: Sequence[tuple[int, str]],
    *,
    spoke: Mapping[tuple[int, str, str], int],
    told: Told,
    written: Mapping[tuple[int, str, str], tuple[str, str]],
) -> tuple[ThemeEffects, ...]:
    """
    Return how often people of each group spoke of each theme.

    A count is hidden where it, or the rest of its group, is 1 to 5. Groups of fewer than
    SMALLEST_GROUP are left out, unless something is written of them.

    :param themes: number and title, in their order.
    :param spoke: people who spoke of a theme, by theme, characteristic and value.
    :param written: effect and mitigation, by the same.
    """
    found = []
    for theme_id, title in themes:
        for each in CHARACTERISTICS:
            effects = [
                _effect(each, value, told, spoke, written, theme_id)
                for value, _ in each.values
                if told.get((each.key, value), 0) >= SMALLEST_GROUP
                or (theme_id, each.key, value) in written
            ]
            if effects:
                found.append(ThemeEffects(theme_id, title, each.key, each.name, tuple(effects)))
    return tuple(found)


def list_missing(
    characteristics: Sequence[CharacteristicHeard], themes: Sequence[ThemeEffects]
) -> tuple[str, ...]:
    """Return what is not known or not done yet, in sentences for whoever has due regard."""
    sentences = []
    silent = [each.name.lower() for each in characteristics if each.told in {0, None}]
    if silent:
        sentences.append(f"Nobody, or too few to count, told us of: {'; '.join(silent)}.")
    unknown = [each.name.lower() for each in characteristics if each.source is None]
    if unknown:
        sentences.append(f"No population is loaded to compare with, for: {'; '.join(unknown)}.")
    few = [
        f"{group.label} ({each.name.lower()})"
        for each in characteristics
        for group in each.groups
        if group.people and group.heard in {0, None}
    ]
    if few:
        sentences.append(
            f"Of these groups nobody, or too few to show, was heard: {'; '.join(few)}."
        )
    open_effects = sum(
        not effect.effect for each in themes for effect in each.effects if effect.spoke
    )
    if open_effects:
        sentences.append(
            f"For {open_effects} of the groups that spoke of a theme, nobody has yet written how "
            "it affects them and what will be done."
        )
    return tuple(sentences)


def _newest(populations: Sequence[PopulationLine]) -> dict[str, dict[str, PopulationLine]]:
    """Return the lines of the newest day of each characteristic, by group."""
    days: dict[str, list[PopulationLine]] = defaultdict(list)
    for line in populations:
        days[line.characteristic].append(line)
    return {
        key: {line.value: line for line in lines if line.as_at == max(x.as_at for x in lines)}
        for key, lines in days.items()
    }


def _compare(each: Characteristic, told: Told, lines: Mapping[str, PopulationLine]) -> _Tested:
    counts = [told.get((each.key, value), 0) for value, _ in each.values]
    total = sum(counts)
    everyone = sum(line.people for line in lines.values())
    hides = is_small(total)
    shown = suppress_counts(counts)
    groups, chances = [], []
    for (value, label), count in zip(each.values, shown, strict=True):
        line = lines.get(value)
        is_known = not hides and total > 0 and not math.isnan(count)
        groups.append(_group(value, label, count if is_known else None, total, line, everyone))
        fits = is_known and line is not None and total <= everyone and count <= line.people
        fits = fits and line is not None and total - count <= everyone - line.people
        chances.append(
            float(chance_of_fewer(count, total, population=everyone, total=line.people))
            if fits and line is not None
            else math.nan
        )
    any_line = next(iter(lines.values()), None)
    return _Tested(
        CharacteristicHeard(
            each.key,
            each.name,
            told=None if hides else total,
            groups=tuple(groups),
            source=any_line.source if any_line else None,
            as_at=any_line.as_at if any_line else None,
        ),
        tuple(chances),
    )


def _group(
    value: str,
    label: str,
    count: float | None,
    total: int,
    line: PopulationLine | None,
    everyone: int,
) -> GroupHeard:
    people = line.people if line else None
    stated = people / everyone if people is not None and everyone else None
    if count is None:
        return GroupHeard(value, label, None if total else 0, people=people, stated=stated)
    low, high = finite_wilson(count, total, max(everyone, total * 1000))
    return GroupHeard(
        value,
        label,
        int(count),
        share=count / total,
        low=float(low),
        high=float(high),
        people=people,
        stated=stated,
    )


def _effect(
    each: Characteristic,
    value: str,
    told: Told,
    spoke: Mapping[tuple[int, str, str], int],
    written: Mapping[tuple[int, str, str], tuple[str, str]],
    theme_id: int,
) -> Effect:
    people = told.get((each.key, value), 0)
    count = spoke.get((theme_id, each.key, value), 0)
    effect, mitigation = written.get((theme_id, each.key, value), ("", ""))
    hides = people < SMALLEST_GROUP or is_small(count, people)
    return Effect(
        value,
        each.label(value),
        spoke=None if hides else count,
        share=None if hides else count / people,
        effect=effect,
        mitigation=mitigation,
    )
