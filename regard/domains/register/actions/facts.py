"""Take what a source tells of one record, where it is believed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from regard.domains.register.models import Location, Organisation
from regard.domains.register.rules import precedence
from regard.domains.register.rules.weighing import read_held
from regard.domains.register.types import Fact, Source
from regard.foundation.audit import ledger

from .afterwards import place_and_index
from .telling import particulars_of, sources_of, tell

Told = Mapping[Fact, Mapping[str, object]]
"""For each group of facts, what its columns should be."""


@transaction.atomic
def take_facts(
    *,
    record: Location | Organisation,
    facts: Told,
    source: Source,
    as_at: date,
    by: str,
    at: datetime,
) -> frozenset[Fact]:
    """
    Set facts of a location or provider, as far as their source is believed for them.

    :param as_at: the date of which the source tells.
    :returns: the groups that were taken. The others were told better before, by
        `rules.precedence`, and stay as they are.
    """
    held = sources_of(record)
    taken: dict[Fact, Mapping[str, Any]] = {}
    for fact, values in facts.items():
        keys = [
            each.key
            for each in particulars_of(record)
            if each.fact is fact and values.keys() & set(each.columns)
        ]
        if all(
            precedence.outranks(fact=fact, source=source, as_at=as_at, held=read_held(held, key))
            for key in keys
        ):
            taken[fact] = values
    columns = {name: value for values in taken.values() for name, value in values.items()}
    changed = tell(record, columns, source=source, as_at=as_at)
    if isinstance(record, Location):
        place_and_index(location_ids=[record.pk], at=at)
    detail: dict[str, object] = {"source": source.value, "facts": sorted(changed)}
    ledger.record(event="facts.taken", subject=record, by=by, at=at, detail=detail)
    return frozenset(taken)
