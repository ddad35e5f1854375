"""Let the record that is kept take the facts that only the other knows, and give them back."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from regard.domains.register.models import Location, Organisation, Provenance
from regard.domains.register.rules import merging as rules
from regard.domains.register.types import Fact

Described = TypeVar("Described", Location, Organisation)


def list_facts(record: Location | Organisation) -> Mapping[Fact, tuple[str, ...]]:
    """Return the groups of facts that a record of this kind can take, with their fields."""
    if isinstance(record, Location):
        return rules.LOCATION_FACTS
    return rules.ORGANISATION_FACTS


def facts_to_take(kept: Described, merged: Described) -> list[Fact]:
    """Return the groups of facts of which the one kept knows nothing, and the other something."""
    wanted = [
        fact
        for fact, fields in list_facts(kept).items()
        if rules.is_empty(_values(kept, fields)) and not rules.is_empty(_values(merged, fields))
    ]
    if isinstance(kept, Location) and isinstance(merged, Location):
        elsewhere = kept.postcode != merged.postcode
        return [fact for fact in wanted if not (fact is Fact.COORDINATES and elsewhere)]
    return wanted


def take_from_merged(kept: Described, merged: Described) -> dict[str, Any]:
    """
    Take the facts into the one kept, with where they came from; the caller saves it.

    :returns: for each fact what it was and became, as JSON, for `give_back`.
    """
    taken: dict[str, Any] = {}
    sources = _sources(kept)
    theirs = _sources(merged)
    for fact in facts_to_take(kept, merged):
        fields = list_facts(kept)[fact]
        was, was_from = _written(kept, fields), sources.get(fact)
        for name in fields:
            setattr(kept, name, getattr(merged, name))
        if fact in theirs:
            sources[fact] = theirs[fact]
        taken[fact] = {
            "was": was,
            "became": _written(kept, fields),
            "was_from": was_from,
            "became_from": sources.get(fact),
        }
    _set_sources(kept, sources)
    return taken


def give_back(kept: Location | Organisation, taken: Mapping[str, Any]) -> None:
    """
    Put back what the one kept knew before, where it has not been told better since.

    The caller saves it.
    """
    sources = _sources(kept)
    for name, told in taken.items():
        fields = list_facts(kept)[Fact(name)]
        is_same = _written(kept, fields) == told["became"]
        if not is_same or sources.get(name) != told["became_from"]:
            continue
        for field_name in fields:
            field = kept._meta.get_field(field_name)
            setattr(kept, field_name, _read(field, told["was"][field_name]))
        if told["was_from"] is None:
            sources.pop(name, None)
        else:
            sources[name] = told["was_from"]
    _set_sources(kept, sources)


def _values(record: models.Model, fields: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(record, name) for name in fields}


def _written(record: models.Model, fields: tuple[str, ...]) -> dict[str, object]:
    """Return values as JSON holds them: days as ISO 8601."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in _values(record, fields).items()
    }


def _read(field: Any, value: object) -> object:  # noqa: ANN401 (any column)
    return field.to_python(value)


def _sources(record: Location | Organisation) -> dict[str, Any]:
    return dict(record.provenance.facts) if record.provenance else {}


def _set_sources(record: Location | Organisation, sources: dict[str, Any]) -> None:
    if sources == _sources(record):
        return
    record.provenance = Provenance.objects.get_or_create(facts=sources)[0] if sources else None
