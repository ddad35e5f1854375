"""Write what a person tells of one record, and that they told it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from regard.domains.register.models import Location, Organisation
from regard.domains.register.rules import particulars
from regard.domains.register.rules.particulars import Particular
from regard.domains.register.types import Source

from .provenance import intern


def particulars_of(record: Location | Organisation) -> tuple[Particular, ...]:
    """Return what can be told of a record of this kind."""
    return particulars.LOCATION if isinstance(record, Location) else particulars.ORGANISATION


def tell(
    record: Location | Organisation,
    values: Mapping[str, Any],
    *,
    source: Source,
    as_at: date,
    also: Collection[str] = (),
) -> list[str]:
    """
    Set these columns of a record and who told them, in the caller's transaction; it is saved.

    A person who tells is believed at once. A later file may be believed more: see
    `rules.precedence`.

    :param also: keys of particulars that are told and have no columns, such as the kinds.
    :returns: the keys of the particulars of which something is now different.
    """
    told = [each for each in particulars_of(record) if values.keys() & set(each.columns)]
    changed = [
        each.key
        for each in told
        if any(getattr(record, name) != values[name] for name in each.columns if name in values)
    ]
    for name, value in values.items():
        setattr(record, name, value)
    keys = {each.key for each in told} | set(also)
    sources = sources_of(record) | {key: (str(source), as_at.isoformat()) for key in keys}
    set_sources(record, sources)
    record.save()
    return changed


def sources_of(record: Location | Organisation) -> dict[str, tuple[str, str]]:
    """Return who told each particular of a record and as at when, by its key."""
    facts = record.provenance.facts if record.provenance else {}
    return {key: (told[0], told[1]) for key, told in facts.items()}


def set_sources(record: Location | Organisation, sources: Mapping[str, tuple[str, str]]) -> None:
    """Say who told each particular of a record; the caller saves it."""
    if sources == sources_of(record):
        return
    record.provenance_id = intern([sources])[0] if sources else None
