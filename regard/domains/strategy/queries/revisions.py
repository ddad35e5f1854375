"""What a passage said on the way, who wrote it, and because of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from regard.domains.engagement import queries as engagement
from regard.domains.governance import queries as governance
from regard.domains.strategy.models import Passage, PassageRevision, RevisionCause, Strategy

from .strategies import answered_exercises


@dataclass(frozen=True)
class Cause:
    """
    What was said that led to a change: a theme, or a point.

    Attributes:
        words: the theme's title, or the point's own words.
        exercise_slug: where it was said.
        theme_id: None for a point.
        point_id: None for a theme.
    """

    words: str
    exercise_slug: str
    theme_id: int | None
    point_id: int | None


@dataclass(frozen=True)
class Revision:
    """
    The words of a passage after one change.

    Attributes:
        who: who wrote it, by name; empty: not known.
        because: why, in their words; empty: they did not say.
    """

    number: int
    heading: str
    text: str
    because: str
    causes: tuple[Cause, ...]
    who: str
    at: datetime


def list_revisions(*, passage: Passage) -> list[Revision]:
    """
    Return every change of a passage whose writer was checked, the newest first.

    One that nobody changed yet has none. A fixed number of queries for each exercise.
    """
    rows = list(passage.revisions.order_by("-number"))
    names = governance.list_person_names(row.by for row in rows)
    causes = list_causes(
        revision_ids=[row.pk for row in rows], strategies=[passage.strategy], shows_who=True
    )
    return [
        Revision(
            number=row.number,
            heading=row.heading,
            text=row.text,
            because=row.because,
            causes=tuple(causes.get(row.pk, ())),
            who=names.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    ]


def find_revision(*, passage: Passage, number: int) -> tuple[str, str] | None:
    """Return heading and text of one revision; None if its words were not kept."""
    row = passage.revisions.filter(number=number).values_list("heading", "text").first()
    if row is None and passage.revision == number:
        return passage.heading, passage.text
    return row


def name_writer(by: str) -> str:
    """Return the name of who the ledger calls so; empty where none is known."""
    return governance.list_person_names([by]).get(by, "")


def list_causes(
    *, revision_ids: Collection[int], strategies: Iterable[Strategy], shows_who: bool
) -> dict[int, list[Cause]]:
    """
    Return what led to each of some revisions, in words fit for the reader.

    :param strategies: the versions whose exercises may be meant.
    :param shows_who: as in `engagement.queries.list_points`.
    """
    rows = list(
        RevisionCause.objects.filter(revision__in=revision_ids)
        .order_by("pk")
        .values_list("revision", "theme", "point")
    )
    themes = {theme for _, theme, _ in rows if theme}
    points = {point for _, _, point in rows if point}
    known = name_causes(
        theme_ids=themes, point_ids=points, strategies=strategies, shows_who=shows_who
    )
    found: dict[int, list[Cause]] = {}
    for revision, theme, point in rows:
        cause = known.get((theme, point))
        if cause is not None:
            found.setdefault(revision, []).append(cause)
    return found


def name_causes(
    *,
    theme_ids: Collection[int],
    point_ids: Collection[int],
    strategies: Iterable[Strategy],
    shows_who: bool,
) -> dict[tuple[int | None, int | None], Cause]:
    """Return themes and points in words, by their numbers. What is withheld is not among them."""
    if not theme_ids and not point_ids:
        return {}
    exercises = {each.pk: each for s in strategies for each in answered_exercises(s)}
    slugs = {pk: each.slug for pk, each in exercises.items()}
    found: dict[tuple[int | None, int | None], Cause] = {}
    if theme_ids:
        for theme in engagement.list_themes_of(exercise_ids=exercises):
            if theme.theme_id in theme_ids:
                where = slugs[theme.exercise_id]
                found[theme.theme_id, None] = Cause(theme.title, where, theme.theme_id, None)
    if point_ids:
        for exercise in exercises.values():
            for point in engagement.list_points(
                exercise=exercise, ids=point_ids, shows_who=shows_who
            ):
                found[None, point.point_id] = Cause(
                    point.text, exercise.slug, None, point.point_id
                )
    return found


def kept_revisions(*, strategy: Strategy, keys: Collection[str]) -> list[PassageRevision]:
    """Return the changes in a version of passages with some keys, in their order."""
    rows = PassageRevision.objects.filter(passage__strategy=strategy, passage__key__in=keys)
    return list(rows.select_related("passage").order_by("passage", "number"))
