"""The published documents of a system, as decisions must have regard to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.rules.regard import Document
from regard.domains.strategy.types import DocumentKind, StrategyStage

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System


def list_regard_documents(*, system: System) -> list[Document]:
    """Return every published version of every document, by address and number. One query."""
    found = list(
        Strategy.objects.filter(system=system, stage=StrategyStage.PUBLISHED)
        .select_related("body")
        .order_by("slug", "number")
    )
    newer = {each.follows_id: _published_on(each) for each in found if each.follows_id}
    return [
        Document(
            strategy_id=each.pk,
            slug=each.slug,
            title=each.title,
            number=each.number,
            kind=DocumentKind(each.kind),
            from_on=_published_on(each),
            until=newer.get(each.pk),
            council_id=each.body.council_id if each.body else None,
        )
        for each in found
    ]


def _published_on(strategy: Strategy) -> date:
    assert strategy.published_at is not None  # noqa: S101 (the database holds it so)
    return timezone.localdate(strategy.published_at)
