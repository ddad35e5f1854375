"""Begin a document by the template of its kind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.rules import templates
from regard.domains.strategy.types import DocumentKind
from regard.foundation.audit import ledger

from .arranging import next_free
from .drafts import CannotWrite, lock_draft
from .passages import next_keys


@transaction.atomic
def add_sections(
    *, strategy: Strategy, keys: Collection[str], by: str, at: datetime
) -> list[Passage]:
    """
    Add parts of the template as passages without words, at the end, and return them.

    What a passage writes already is not added again.

    :raises CannotWrite: if the strategy is published, or there is nothing to add.
    """
    strategy = lock_draft(strategy)
    written = set(strategy.passages.values_list("section", flat=True))
    sections = [
        section
        for section in templates.list_sections(DocumentKind(strategy.kind))
        if section.key in keys and section.key not in written
    ]
    if not sections:
        raise CannotWrite("Choose at least one part that has no passage yet")
    taken = set(strategy.passages.values_list("ref", flat=True))
    last = strategy.passages.aggregate(last=Max("position"))["last"] or 0
    made = []
    for key, section in zip(next_keys(strategy, len(sections)), sections, strict=True):
        ref = next_free(taken, "")
        taken.add(ref)
        last += 1
        made.append(
            Passage(
                system=strategy.system,
                strategy=strategy,
                key=key,
                ref=ref,
                position=last,
                heading=section.title,
                kind=section.kind,
                section=section.key,
            )
        )
    Passage.objects.bulk_create(made)
    detail: dict[str, object] = {"sections": [section.key for section in sections]}
    ledger.record(event="strategy.parts_added", subject=strategy, by=by, at=at, detail=detail)
    return made
