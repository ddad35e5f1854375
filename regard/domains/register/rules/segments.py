"""Criteria as they are kept: JSON with a version, so that what is kept today is read tomorrow."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from regard.domains.register.types import BedsBand, Criteria, Sector, ServiceType, SizeBand

VERSION = 1

KINDS: Mapping[str, Callable[[str], StrEnum]] = {
    "service_types": ServiceType,
    "size_bands": SizeBand,
    "sectors": Sector,
    "beds_bands": BedsBand,
}
"""Criteria whose values are one of a list."""


def write_criteria(criteria: Criteria) -> dict[str, Any]:
    """Return criteria as JSON, without what does not narrow."""
    kept: dict[str, Any] = {"version": VERSION}
    for field in fields(Criteria):
        value = getattr(criteria, field.name)
        if value == field.default:
            continue
        kept[field.name] = _plain(value)
    return kept


def read_criteria(kept: Mapping[str, Any]) -> Criteria:
    """
    Return the criteria that were kept.

    A kind of care that Regard no longer knows is left out; if none is left of a filter, the
    criteria mean nothing more than before, so it must not be dropped with them.

    :raises ValueError: if a filter would be left without any of its choices, or a later
        Regard kept them.
    """
    if kept.get("version", VERSION) > VERSION:
        raise ValueError("These criteria were kept by a later version of Regard")
    read: dict[str, Any] = {}
    for field in fields(Criteria):
        if field.name not in kept:
            continue
        value = kept[field.name]
        if field.name == "as_at":
            value = date.fromisoformat(value)
        elif isinstance(value, list):
            value = _choices(field.name, value)
        read[field.name] = value
    return Criteria(**read)


def _choices(name: str, values: list[Any]) -> tuple[Any, ...]:
    make = KINDS.get(name)
    if make is None:
        return tuple(values)
    known = {str(kind) for kind in make}  # type: ignore[attr-defined]
    left = tuple(make(value) for value in values if value in known)
    if values and not left:
        raise ValueError(f"None of the choices of {name} is known any more")
    return left


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
