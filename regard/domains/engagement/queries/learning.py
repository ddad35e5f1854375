"""What a machine learns from, how far it has come, and why it asks for a point."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Coding, Learning, Point, ReadNext, Theme
from regard.domains.engagement.rules.learning import Lesson, Taught, next_at
from regard.domains.engagement.rules.proposals import MACHINE
from regard.domains.engagement.types import Stance, ThemeState
from regard.domains.engagement.types.learning import LearningRow, ReadWhy, WhyRead

from .showing import list_cuts, spoken
from .themes import list_used_points

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise


def get_learning(*, exercise: Exercise) -> LearningRow:
    """Return how far a machine has learnt, for a reader who was checked. One query."""
    found = Learning.objects.filter(exercise=exercise).first()
    if found is None:
        return LearningRow(None, 0, 0, None, None, next_at(asked_from=0), is_busy=False)
    return LearningRow(
        learnt_at=found.learnt_at,
        learnt_from=found.learnt_from,
        themes=found.themes,
        right=found.right,
        found=found.found,
        next_at=next_at(asked_from=found.asked_from),
        is_busy=found.learnt_at is None or found.learnt_at < found.asked_at,
        stances=found.stances or 0,
        stance_right=found.stance_right,
        stance_found=found.stance_found,
    )


def get_why_read(*, point_id: int) -> WhyRead | None:
    """Return why a machine asks for a point whose reader was checked; None if it does not."""
    found = ReadNext.objects.filter(point=point_id).select_related("theme", "other").first()
    if found is None:
        return None
    return WhyRead(ReadWhy(found.why), _live(found.theme), _live(found.other))


def count_read(*, exercise_id: int) -> int:
    """Return how many points of an exercise people have decided on."""
    return Point.objects.filter(exercise=exercise_id).exclude(decided_by="").count()


def list_only_described(*, exercise_id: int) -> frozenset[int]:
    """Return the live themes that people named, and that no program filled with what is alike."""
    live = Theme.objects.filter(exercise=exercise_id).exclude(state=ThemeState.MERGED)
    filled = Coding.objects.filter(placed_by=MACHINE, similarity__isnull=False)
    named = live.exclude(named_by=MACHINE).exclude(pk__in=filled.values("theme"))
    return frozenset(named.values_list("pk", flat=True))


def get_lesson(*, exercise_id: int) -> Lesson:
    """Return what a machine may learn from. For the job, which was started by a check."""
    points = list(
        Point.objects.filter(exercise=exercise_id)
        .order_by("pk")
        .values_list("pk", "text", "argument", "decided_by", "answer", "start")
    )
    cuts = list_cuts(answer_ids={point[4] for point in points})
    placed = _list_placed(exercise_id)
    used = list_used_points(point_ids=[point[0] for point in points])
    return Lesson(
        points=tuple(
            Taught(
                point_id=pk,
                text=spoken(text, start=start, redactions=cuts.get(answer_id, ())),
                argument=argument,
                theme_ids=frozenset(theme_id for theme_id, _, _ in placed.get(pk, ())),
                is_read=bool(decided_by),
                is_open=not decided_by and pk not in used,
                stances={
                    theme_id: stance
                    for theme_id, stance, is_guessed in placed.get(pk, ())
                    if decided_by and not is_guessed
                },
                guessed=frozenset(
                    theme_id for theme_id, _, is_guessed in placed.get(pk, ()) if is_guessed
                ),
            )
            for pk, text, argument, decided_by, answer_id, start in points
        ),
        descriptions=_list_descriptions(exercise_id),
        only_described=list_only_described(exercise_id=exercise_id),
    )


def _list_placed(exercise_id: int) -> dict[int, list[tuple[int, Stance, bool]]]:
    """Return the themes of each point, with its stance and whether a machine said that."""
    found: dict[int, list[tuple[int, Stance, bool]]] = defaultdict(list)
    codings = Coding.objects.filter(theme__exercise=exercise_id).order_by("point", "theme")
    columns = codings.values_list("point", "theme", "stance", "stance_chance")
    for point_id, theme_id, stance, chance in columns:
        found[point_id].append((theme_id, Stance(stance), chance is not None))
    return found


def _list_descriptions(exercise_id: int) -> dict[int, str]:
    live = Theme.objects.filter(exercise=exercise_id).exclude(state=ThemeState.MERGED)
    found: Collection[tuple[int, str, str, list[str]]] = list(
        live.order_by("pk").values_list("pk", "title", "summary", "terms")
    )
    return {pk: f"{title}. {summary} {' '.join(terms)}" for pk, title, summary, terms in found}


def _live(theme: Theme | None) -> str:
    return "" if theme is None or theme.state == ThemeState.MERGED else theme.title
