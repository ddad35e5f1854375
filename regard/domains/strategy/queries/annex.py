"""Who was consulted, what they said, what came of it, and what each board thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.governance import queries as governance
from regard.domains.governance.types import BodyKind
from regard.domains.strategy.models import Opinion, Strategy
from regard.domains.strategy.rules.annex import list_gaps
from regard.domains.strategy.types import Annex, OpinionRow
from regard.foundation.base.errors import NotFound

from .overviews import get_overview

if TYPE_CHECKING:
    from datetime import date


def get_annex(*, strategy: Strategy) -> Annex:
    """Return the annex of a version whose reader was checked."""
    overview = get_overview(strategy=strategy, shows_who=False)
    opinions = list_opinions(strategy=strategy)
    return Annex(
        exercises=overview.exercises,
        items=overview.themes,
        opinions=tuple(opinions),
        gaps=tuple(
            list_gaps(exercises=overview.exercises, waiting=overview.missing, opinions=opinions)
        ),
    )


def list_opinions(*, strategy: Strategy) -> list[OpinionRow]:
    """
    Return every health and wellbeing board of the day with its opinion, by name.

    The day is that of publication, of a draft today. A board that is no more and gave one is
    among them.
    """
    on: date = timezone.localdate(strategy.published_at or timezone.now())
    given = {
        each.body_id: each
        for each in Opinion.objects.filter(strategy=strategy).select_related("body")
    }
    boards = {
        body.body_id: (body.slug, body.name)
        for body in governance.list_bodies(system=strategy.system, on=on)
        if BodyKind.HEALTH_AND_WELLBEING_BOARD in body.kinds
    } | {pk: (each.body.slug, each.body.name) for pk, each in given.items()}
    rows = [_row(pk, slug, name, given.get(pk)) for pk, (slug, name) in boards.items()]
    return sorted(rows, key=lambda row: row.body_name)


def get_opinion_row(*, strategy: Strategy, body_id: int) -> OpinionRow:
    """
    Return one board with its opinion, if it gave one.

    :raises NotFound: if it is no health and wellbeing board of this system.
    """
    found = [row for row in list_opinions(strategy=strategy) if row.body_id == body_id]
    if not found:
        raise NotFound("There is no such board here")
    return found[0]


def _row(body_id: int, slug: str, name: str, given: Opinion | None) -> OpinionRow:
    return OpinionRow(
        body_id=body_id,
        body_slug=slug,
        body_name=name,
        opinion_id=given.pk if given else None,
        takes_account=given.takes_account if given else None,
        words=given.words if given else "",
        given_on=given.given_on if given else None,
    )
