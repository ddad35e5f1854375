"""Let a machine learn from people's coding, and write what it suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.urls import reverse

from regard.domains.engagement.actions.deciding import live_themes, lock_exercise, refuse_if
from regard.domains.engagement.models import Coding, Exercise, Learning, ReadNext
from regard.domains.engagement.queries.learning import count_read, list_only_described
from regard.domains.engagement.queries.themes import list_used_points, list_used_themes
from regard.domains.engagement.rules import learning as rules
from regard.domains.engagement.rules.proposals import MACHINE
from regard.domains.engagement.types import ThemeState
from regard.foundation.audit import ledger
from regard.foundation.jobs.actions import start_job

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.engagement.rules.learning import Findings, Suggested
    from regard.domains.engagement.rules.stances import StanceFindings
    from regard.foundation.jobs.models import Job

LEARN = "engagement.learn_themes"

TAKE_BACK = """
    delete from engagement_coding as coding using engagement_point as point
    where coding.point_id = point.id and point.exercise_id = %(exercise)s
        and point.decided_by = '' and coding.placed_by = %(machine)s
        and coding.theme_id = any(%(free)s) and not point.id = any(%(used)s)
        and not exists (
            select from unnest(%(points)s::bigint[], %(themes)s::bigint[])
                as suggested(point_id, theme_id)
            where suggested.point_id = coding.point_id and suggested.theme_id = coding.theme_id
        )
"""
SUGGEST = """
    insert into engagement_coding as coding (
        point_id, theme_id, stance, placed_by, placed_at, similarity, is_unsure,
        created_at, updated_at
    )
    select point_id, theme_id, 'unclear', %(machine)s, %(at)s, chance, is_unsure, %(at)s, %(at)s
    from unnest(%(points)s::bigint[], %(themes)s::bigint[], %(chances)s::float8[],
        %(is_unsure)s::boolean[]) as suggested(point_id, theme_id, chance, is_unsure)
    join engagement_point as point on point.id = point_id
    where point.exercise_id = %(exercise)s and point.decided_by = ''
    on conflict (point_id, theme_id) do update
    set similarity = excluded.similarity, is_unsure = excluded.is_unsure,
        placed_at = excluded.placed_at, updated_at = excluded.updated_at
    where coding.placed_by = %(machine)s and (coding.similarity, coding.is_unsure)
        is distinct from (excluded.similarity, excluded.is_unsure)
"""
"""Set-wise, and only where nobody has decided meanwhile; a stance that was given stays."""

LEAN = """
    with suggested as (
        select * from unnest(%(stand_points)s::bigint[], %(stand_themes)s::bigint[],
            %(stances)s::varchar[], %(stand_chances)s::float8[])
            as suggested(point_id, theme_id, stance, chance)
    ), leaning as (
        select coding.id, coalesce(suggested.stance, 'unclear') as stance, suggested.chance
        from engagement_coding as coding
        join engagement_point as point on point.id = coding.point_id
        left join suggested on suggested.point_id = coding.point_id
            and suggested.theme_id = coding.theme_id
        where point.exercise_id = %(exercise)s and not point.id = any(%(used)s)
            and (
                coding.stance_chance is not null
                or (point.decided_by = '' and coding.placed_by = %(machine)s
                    and coding.stance = 'unclear' and suggested.chance is not null)
            )
    )
    update engagement_coding as coding
    set stance = leaning.stance, stance_chance = leaning.chance, updated_at = %(at)s
    from leaning
    where coding.id = leaning.id and (coding.stance, coding.stance_chance)
        is distinct from (leaning.stance, leaning.chance)
"""
"""What a machine said before and says no longer is unclear again. What a person said stays."""


@transaction.atomic
def learn_themes(*, exercise: Exercise, by: str, at: datetime) -> Job:
    """
    Start the job that learns from how people placed points, and suggests the rest.

    :raises CannotEditThemes: if there is nothing to learn from, or the exercise is answered.
    """
    exercise = lock_exercise(exercise.pk)
    read = count_read(exercise_id=exercise.pk)
    described = len(list_only_described(exercise_id=exercise.pk))
    refuse_if(rules.reason_not_to_learn(read=read, described=described))
    ledger.record(event="themes.learning_asked_for", subject=exercise, by=by, at=at)
    return _start(exercise, read=read, by=by, at=at)


def learn_if_due(exercise: Exercise, *, by: str, at: datetime) -> None:
    """Start that job where people have read enough more. In the transaction of what they did."""
    found = Learning.objects.filter(exercise=exercise).first()
    read = count_read(exercise_id=exercise.pk)
    if rules.is_due(read=read, asked_from=found.asked_from if found else 0):
        _start(exercise, read=read, by=by, at=at)


@transaction.atomic
def write_suggestions(*, exercise_id: int, findings: Findings, by: str, at: datetime) -> None:
    """
    Write what was learnt, for points that nobody has decided on meanwhile.

    From a theme that is signed off, or that a strategy refers to, nothing is taken.

    :raises CannotEditThemes: if the exercise has been answered meanwhile.
    """
    exercise = lock_exercise(exercise_id)
    themes = {theme.pk: theme for theme in live_themes(exercise_id)}
    firm = {n for n, theme in themes.items() if theme.state == ThemeState.SIGNED_OFF}
    firm |= list_used_themes(theme_ids=list(themes))
    suggested = [each for each in findings.suggested if each.theme_id in themes]
    left = exercise.points.filter(decided_by="").values_list("pk", flat=True)
    used = list_used_points(point_ids=list(left))
    suggested = [each for each in suggested if each.point_id not in used]
    _place(exercise, suggested, free=findings.theme_ids - firm, used=used, at=at)
    _lean(exercise, findings.stances, at=at)
    _ask(exercise, findings, live=themes.keys())
    Learning.objects.filter(exercise=exercise).update(
        learnt_from=findings.read,
        learnt_at=at,
        themes=findings.learnt,
        right=findings.trial.right if findings.trial else None,
        found=findings.trial.found if findings.trial else None,
        **_of_stances(findings.stances),
    )
    detail: dict[str, object] = {
        "read": findings.read,
        "themes": sorted(findings.theme_ids),
        "suggested": len(suggested),
        "asked": len(findings.asked),
        "stances": len(findings.stances.suggested),
    }
    ledger.record(event="themes.learnt", subject=exercise, by=by, at=at, detail=detail)


def _start(exercise: Exercise, *, read: int, by: str, at: datetime) -> Job:
    Learning.objects.update_or_create(
        exercise=exercise,
        defaults={"system_id": exercise.system_id, "asked_from": read, "asked_at": at},
    )
    address = {"system": exercise.system.slug, "slug": exercise.slug}
    return start_job(
        kind=LEARN,
        title=f"Learning from how people placed what was said about “{exercise.title}”",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        args={"exercise_id": exercise.pk},
        next_url=reverse("engagement:code_points", kwargs=address),
    )


def _place(
    exercise: Exercise,
    suggested: Collection[Suggested],
    *,
    free: Collection[int],
    used: Collection[int],
    at: datetime,
) -> None:
    known: dict[str, Any] = {
        "exercise": exercise.pk,
        "machine": MACHINE,
        "at": at,
        "free": list(free),
        "used": list(used),
        "points": [each.point_id for each in suggested],
        "themes": [each.theme_id for each in suggested],
        "chances": [each.chance for each in suggested],
        "is_unsure": [each.is_unsure for each in suggested],
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE_BACK, known)
        cursor.execute(SUGGEST, known)


def _lean(exercise: Exercise, found: StanceFindings, *, at: datetime) -> None:
    """Write the stances that a machine suggests, where no person said anything."""
    points = Coding.objects.filter(theme__exercise=exercise, stance_chance__isnull=False)
    said = set(points.values_list("point", flat=True))
    suggested = found.suggested
    known: dict[str, Any] = {
        "exercise": exercise.pk,
        "machine": MACHINE,
        "at": at,
        "used": list(list_used_points(point_ids=said | {each.point_id for each in suggested})),
        "stand_points": [each.point_id for each in suggested],
        "stand_themes": [each.theme_id for each in suggested],
        "stances": [str(each.stance) for each in suggested],
        "stand_chances": [each.chance for each in suggested],
    }
    with connection.cursor() as cursor:
        cursor.execute(LEAN, known)


def _of_stances(found: StanceFindings) -> dict[str, float | None]:
    """Return how stances were learnt, as it is kept."""
    return {
        "stances": found.learnt_from or None,
        "stance_right": found.trial.right if found.trial else None,
        "stance_found": found.trial.found if found.trial else None,
    }


def _ask(exercise: Exercise, findings: Findings, *, live: Collection[int]) -> None:
    """Keep what to ask for, of the points that are there still."""
    ReadNext.objects.filter(point__exercise=exercise).delete()
    asked_ids = [each.point_id for each in findings.asked]
    here = set(exercise.points.filter(pk__in=asked_ids).values_list("pk", flat=True))
    ReadNext.objects.bulk_create(
        ReadNext(
            point_id=each.point_id,
            place=place,
            why=each.why,
            theme_id=each.theme_id,
            other_id=each.other_id,
        )
        for place, each in enumerate(findings.asked, 1)
        if each.point_id in here and {each.theme_id, each.other_id or each.theme_id} <= set(live)
    )
