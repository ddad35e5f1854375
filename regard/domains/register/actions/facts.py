"""Take what a source tells of one record, where it is believed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from regard.domains.register.models import Location, Organisation
from regard.domains.register.rules import particulars
from regard.domains.register.rules.precedence import outranks
from regard.domains.register.rules.weighing import read_held
from regard.domains.register.types import Fact, Source
from regard.foundation.audit import ledger

from .placing import place_locations
from .provenance import intern

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
    known = particulars.LOCATION if isinstance(record, Location) else particulars.ORGANISATION
    held = dict(record.provenance.facts) if record.provenance else {}
    taken: set[Fact] = set()
    for each in known:
        values: Mapping[str, Any] = facts.get(each.fact, {})
        told = values.keys() & set(each.columns)
        before = read_held(held, each.key)
        if told and outranks(fact=each.fact, source=source, as_at=as_at, held=before):
            for column in told:
                setattr(record, column, values[column])
            held[each.key] = (source.value, as_at.isoformat())
            taken.add(each.fact)
    [record.provenance_id] = intern([held])
    record.save()
    if isinstance(record, Location):
        place_locations(location_ids=[record.pk], at=at)
    detail: dict[str, object] = {"source": source.value, "facts": sorted(taken)}
    ledger.record(event="facts.taken", subject=record, by=by, at=at, detail=detail)
    return frozenset(taken)
