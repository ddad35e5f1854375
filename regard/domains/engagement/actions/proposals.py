"""Let a machine propose themes, and write what it proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.urls import reverse

from regard.domains.engagement.models import Coding, Exercise, Point, Theme
from regard.domains.engagement.queries.proposals import Material, get_material
from regard.domains.engagement.rules.proposals import MACHINE, Proposal
from regard.domains.engagement.rules.themes import reason_not_to_propose
from regard.domains.engagement.types import Stage
from regard.foundation.audit import ledger
from regard.foundation.jobs.actions import start_job

from .arguments import write_arguments
from .deciding import CannotEditThemes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regard.foundation.jobs.models import Job

PROPOSE = "engagement.propose_themes"

PLACE = """
    with placed as (
        select * from unnest(%(points)s::bigint[], %(themes)s::bigint[],
            %(similarity)s::float8[], %(is_unsure)s::boolean[])
            as placed(point_id, theme_id, similarity, is_unsure)
    ), left_behind as (
        delete from engagement_coding as coding using placed
        where coding.point_id = placed.point_id
            and coding.theme_id is distinct from placed.theme_id
    )
    insert into engagement_coding as coding (
        point_id, theme_id, stance, placed_by, placed_at, similarity, is_unsure,
        created_at, updated_at
    )
    select point_id, theme_id, 'unclear', %(by)s, %(at)s, similarity, is_unsure, %(at)s, %(at)s
    from placed where theme_id is not null
    on conflict (point_id, theme_id) do update
    set similarity = excluded.similarity, is_unsure = excluded.is_unsure,
        placed_by = excluded.placed_by, placed_at = excluded.placed_at,
        updated_at = excluded.updated_at
"""
"""Set-wise, because an exercise may have tens of thousands of points."""


@transaction.atomic
def propose_themes(*, exercise: Exercise, by: str, at: datetime) -> Job:
    """
    Start the job that groups what was said into themes, for people to decide on.

    :raises CannotEditThemes: if nothing was said in words yet, or the exercise is answered.
    """
    exercise = Exercise.objects.select_related("system").get(pk=exercise.pk)
    points = Point.objects.filter(exercise=exercise).count()
    reason = reason_not_to_propose(stage=Stage(exercise.stage), points=points)
    if reason:
        raise CannotEditThemes(reason)

    address = {"system": exercise.system.slug, "slug": exercise.slug}
    ledger.record(event="themes.asked_for", subject=exercise, by=by, at=at)
    return start_job(
        kind=PROPOSE,
        title=f"Grouping what was said about “{exercise.title}”",
        scope_key=f"system:{exercise.system_id}",
        by=by,
        args={"exercise_id": exercise.pk},
        next_url=reverse("engagement:themes", kwargs=address),
    )


@transaction.atomic
def write_proposal(
    *, exercise_id: int, material: Material, proposal: Proposal, by: str, at: datetime
) -> bool:
    """
    Write what a machine proposes, unless people have decided something since it was given it.

    :param material: what the proposal was made from.
    :return: whether it was written. If not, propose anew from what holds now.
    :raises CannotEditThemes: if the exercise has been answered meanwhile.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise_id)
    reason = reason_not_to_propose(stage=Stage(exercise.stage), points=len(material.said))
    if reason:
        raise CannotEditThemes(reason)
    if get_material(exercise_id=exercise_id) != material:
        return False

    theme_ids = _write_themes(exercise, proposal)
    _place(proposal, theme_ids, at=at)
    gone = material.loose_theme_ids - set(theme_ids)
    Coding.objects.filter(theme__in=gone).delete()
    Theme.objects.filter(pk__in=gone).delete()
    arguments = write_arguments(exercise_id=exercise_id, numbers=proposal.arguments)
    detail: dict[str, object] = {
        "themes": len(theme_ids),
        "points": len(proposal.placed),
        "alone": sum(placed.new is placed.kept_id is None for placed in proposal.placed),
        "arguments": arguments,
    }
    ledger.record(event="themes.proposed", subject=exercise, by=by, at=at, detail=detail)
    return True


def _write_themes(exercise: Exercise, proposal: Proposal) -> list[int]:
    """Write the new themes, in the place of earlier ones where they go on, and number them."""
    for new in proposal.themes:
        if new.was_id is not None:
            Theme.objects.filter(pk=new.was_id).update(title=new.title, terms=list(new.terms))
    made = iter(
        Theme.objects.bulk_create(
            Theme(
                system_id=exercise.system_id,
                exercise=exercise,
                title=new.title,
                terms=list(new.terms),
                named_by=MACHINE,
            )
            for new in proposal.themes
            if new.was_id is None
        )
    )
    return [next(made).pk if new.was_id is None else new.was_id for new in proposal.themes]


def _place(proposal: Proposal, theme_ids: Sequence[int], *, at: datetime) -> None:
    placed = proposal.placed
    themes = [point.kept_id if point.new is None else theme_ids[point.new] for point in placed]
    with connection.cursor() as cursor:
        cursor.execute(
            PLACE,
            {
                "by": MACHINE,
                "at": at,
                "points": [point.point_id for point in placed],
                "themes": themes,
                "similarity": [point.similarity for point in placed],
                "is_unsure": [point.is_unsure for point in placed],
            },
        )
