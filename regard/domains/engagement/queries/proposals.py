"""What a machine is given to propose themes from. For the job, which was started by a check."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Coding, Point, Theme
from regard.domains.engagement.queries.showing import list_cuts, spoken
from regard.domains.engagement.queries.themes import list_used_points, list_used_themes
from regard.domains.engagement.rules.proposals import MACHINE
from regard.domains.engagement.rules.theme_names import Said
from regard.domains.engagement.types import ThemeState, Visibility

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Material:
    """
    Every point of an exercise, and what people have decided.

    Attributes:
        kept_titles: names of the themes that stay, by their number.
        loose_theme_ids: live themes that nobody has decided on, which may be made anew.
    """

    said: tuple[Said, ...]
    kept_titles: dict[int, str]
    loose_theme_ids: frozenset[int]


def get_material(*, exercise_id: int) -> Material:
    """Return what a machine may group, in the order in which it was kept."""
    points = list(
        Point.objects.filter(exercise=exercise_id)
        .order_by("pk")
        .values_list(
            "pk",
            "text",
            "contribution",
            "contribution__location__organisation",
            "contribution__visibility",
            "decided_by",
            "answer",
            "start",
            "contribution__withheld_at",
        )
    )
    cuts = list_cuts(answer_ids={point[6] for point in points})
    by_people = {point[0] for point in points if point[5]}
    decided = by_people | list_used_points(point_ids=[point[0] for point in points])
    themes = _list_themes(exercise_id)
    loose = _list_loose(exercise_id, {n for pk in decided for n in themes.get(pk, ())})
    live = Theme.objects.filter(exercise=exercise_id).exclude(state=ThemeState.MERGED)
    kept = dict(live.exclude(pk__in=loose).values_list("pk", "title"))
    said = []
    for pk, text, spoke, organisation, visibility, _, answer_id, start, withheld_at in points:
        in_themes = sorted(themes.get(pk, ()), key=lambda n: (n not in kept, n))
        theme_id = next(iter(in_themes), None)
        said.append(
            Said(
                point_id=pk,
                text=spoken(text, start=start, redactions=cuts.get(answer_id, ())),
                source=f"organisation:{organisation}" if organisation else f"contribution:{spoke}",
                theme_id=theme_id,
                is_decided=pk in decided or theme_id in kept,
                is_quotable=visibility != Visibility.COUNTED and withheld_at is None,
            )
        )
    return Material(tuple(said), kept, loose)


def _list_themes(exercise_id: int) -> dict[int, list[int]]:
    """Return the themes of every point that is in any, by point."""
    themes: dict[int, list[int]] = defaultdict(list)
    codings = Coding.objects.filter(theme__exercise=exercise_id)
    for point_id, theme_id in codings.values_list("point", "theme"):
        themes[point_id].append(theme_id)
    return themes


def _list_loose(exercise_id: int, decided: Collection[int]) -> frozenset[int]:
    """Return the themes that only a machine made, and in which nobody has placed a point."""
    made = Theme.objects.filter(
        exercise=exercise_id, state=ThemeState.PROPOSED, named_by=MACHINE
    ).values_list("pk", flat=True)
    untouched = set(made) - set(decided)
    return frozenset(untouched - list_used_themes(theme_ids=untouched))
