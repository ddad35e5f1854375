"""Let the record that is kept take the facts that only the other knows, and give them back."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from regard.domains.register.models import Location, Organisation
from regard.domains.register.rules import merging as rules
from regard.domains.register.rules.particulars import COORDINATES

from .telling import particulars_of, set_sources, sources_of

Described = TypeVar("Described", Location, Organisation)


def list_taken(*, kept: Described, merged: Described) -> dict[str, tuple[str, ...]]:
    """
    Return the particulars of which the one kept knows nothing and the other something.

    :returns: the columns of each, by its key.
    """
    wanted = {
        key: columns
        for key, columns in rules.takeable(particulars_of(kept)).items()
        if rules.is_empty(_values(kept, columns)) and not rules.is_empty(_values(merged, columns))
    }
    if COORDINATES in wanted and _postcode(kept) != _postcode(merged):
        del wanted[COORDINATES]
    return wanted


def take_from_merged(kept: Described, merged: Described) -> dict[str, Any]:
    """
    Take the facts into the one kept, with where they came from; the caller saves it.

    :returns: for each particular what it was and became, as JSON, for `give_back`.
    """
    taken: dict[str, Any] = {}
    sources, theirs = sources_of(kept), sources_of(merged)
    for key, columns in list_taken(kept=kept, merged=merged).items():
        was, was_from = _written(kept, columns), sources.get(key)
        for name in columns:
            setattr(kept, name, getattr(merged, name))
        if key in theirs:
            sources[key] = theirs[key]
        taken[key] = {
            "was": was,
            "became": _written(kept, columns),
            "was_from": was_from,
            "became_from": sources.get(key),
        }
    set_sources(kept, sources)
    return taken


def give_back(kept: Location | Organisation, taken: Mapping[str, Any]) -> None:
    """
    Put back what the one kept knew before, where it has not been told better since.

    The caller saves it.
    """
    sources = sources_of(kept)
    for key, told in taken.items():
        is_same = _written(kept, tuple(told["became"])) == told["became"]
        if not is_same or _listed(sources.get(key)) != _listed(told["became_from"]):
            continue
        for name, value in told["was"].items():
            field = kept._meta.get_field(name)
            assert isinstance(field, models.Field)  # noqa: S101 (each is a column)
            setattr(kept, name, field.to_python(value))
        sources.pop(key, None)
        if told["was_from"] is not None:
            sources[key] = tuple(told["was_from"])
    set_sources(kept, sources)


def _postcode(record: Location | Organisation) -> str:
    return record.postcode if isinstance(record, Location) else ""


def _listed(told: Any) -> list[str] | None:  # noqa: ANN401 (a pair, or a list of two from JSON)
    return None if told is None else list(told)


def _values(record: models.Model, columns: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(record, name) for name in columns}


def _written(record: models.Model, columns: tuple[str, ...]) -> dict[str, object]:
    """Return values as JSON holds them: days as ISO 8601."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in _values(record, columns).items()
    }
