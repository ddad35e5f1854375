"""Who told what is held of a service, and as at when."""

from datetime import date

from regard.domains.register.models import Location
from regard.domains.register.rules.particulars import LOCATION, ORGANISATION
from regard.domains.register.types import Fact, FactRow, Source


def list_provenance(*, location: Location) -> list[FactRow]:
    """
    Return for each group of facts of a location and its provider who told it, in their order.

    Where a group was told in parts by several, there is a row for each source, the newest first.
    What nobody is known to have told has no row.
    """
    told: dict[Fact, dict[str, date]] = {}
    for record, particulars in ((location, LOCATION), (location.organisation, ORGANISATION)):
        facts = record.provenance.facts if record.provenance else {}
        for each in particulars:
            if each.key in facts:
                source, as_at = facts[each.key][0], date.fromisoformat(facts[each.key][1])
                sources = told.setdefault(each.fact, {})
                sources[source] = max(as_at, sources.get(source, as_at))
    return [
        FactRow(fact.label, Source(source).label, as_at)
        for fact in Fact
        for source, as_at in sorted(
            told.get(fact, {}).items(), key=lambda pair: pair[1], reverse=True
        )
    ]
