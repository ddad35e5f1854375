"""
What a merge does with everything that points at the record merged.

Each domain registers, for each of its foreign keys to a location, a provider or a service, how
the rows go over. A merge refuses while one is not registered, and a test of the repository fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from regard.domains.register.models import Location, Organisation, Service

MERGEABLE: tuple[type[models.Model], ...] = (Location, Organisation, Service)

Unless = Callable[["Pointer", int, int], set[int]]
"""Given the pointer, the one kept and the one merged, return which rows of the latter stay."""


class How(StrEnum):
    MOVE = "move"
    """They go to the record that is kept."""
    STAY = "stay"
    """They stay with the merged record, as its history."""
    AGAIN = "again"
    """They are worked out again, for both records."""


@dataclass(frozen=True)
class Handling:
    """
    What becomes of the rows of one kind.

    Attributes:
        words: what the rows are, in the plural, as people are told.
        unless: which rows stay nevertheless, as the one kept has its own; None: all move.
        is_settled: whether people change these rows, so that one changed since the merge
            cannot be parted again.
        is_secret: whether not even how many there are may be told.
    """

    how: How
    words: str
    unless: Unless | None = None
    is_settled: bool = False
    is_secret: bool = False


@dataclass(frozen=True)
class Pointer:
    """
    A column that points at records of one kind.

    Attributes:
        label: e.g. "register.Contact.location".
        prefix: what stands before the number where the column is a scope's key, such as
            "location:"; empty for a foreign key.
    """

    label: str
    model: type[models.Model]
    column: str
    target: type[models.Model]
    prefix: str = ""

    def rows(self, record_id: int) -> "QuerySet[models.Model]":
        """Return the rows that point at this record."""
        return self.model._default_manager.filter(**{self.column: self.value(record_id)})

    def value(self, record_id: int) -> int | str:
        return f"{self.prefix}{record_id}" if self.prefix else record_id


_HANDLINGS: dict[str, Handling] = {}
_SCOPES: list[Pointer] = []


def handles_merge(
    label: str,
    how: How,
    *,
    words: str,
    unless: Unless | None = None,
    is_settled: bool = False,
    is_secret: bool = False,
) -> None:
    """
    Say what becomes of the rows with this foreign key when what they point at is merged.

    :param label: app, model and field, e.g. "register.Contact.location".
    :param words: what the rows are, in the plural, for the page that lists them.
    """
    _HANDLINGS[label] = Handling(how, words, unless, is_settled, is_secret)


def handles_scope(model: type[models.Model], field: str, target: type[models.Model]) -> str:
    """Add a column that holds the keys of scopes, e.g. "location:12", and return its label."""
    kind = str(target._meta.model_name)
    label = f"{model._meta.label}.{field}:{kind}"
    if all(pointer.label != label for pointer in _SCOPES):
        _SCOPES.append(Pointer(label, model, field, target, f"{kind}:"))
    return label


def list_pointers(target: type[models.Model]) -> list[Pointer]:
    """Return every column of every installed app that points at records of this kind."""
    found = [
        Pointer(f"{model._meta.label}.{field.name}", model, field.attname, target)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.remote_field is not None and field.related_model is target
    ]
    return found + [pointer for pointer in _SCOPES if pointer.target is target]


def handling_of(pointer: Pointer) -> Handling | None:
    """Return what becomes of such rows; None while no domain has said so."""
    return _HANDLINGS.get(pointer.label)


def list_unhandled() -> list[str]:
    """Return the label of every pointer for which no domain has said what becomes of it."""
    return [
        pointer.label
        for target in MERGEABLE
        for pointer in list_pointers(target)
        if handling_of(pointer) is None
    ]


def kept_has_the_same(*fields: str, among: Q | None = None) -> Unless:
    """
    Return what lets a row stay where the one kept has a row with the same in these fields.

    :param fields: none: where the one kept has any row at all.
    :param among: which rows of either can be in the way of one another; None: all.
    """

    def unless(pointer: Pointer, kept_id: int, merged_id: int) -> set[int]:
        filters = among or Q()
        kept, merged = (pointer.rows(each).filter(filters) for each in (kept_id, merged_id))
        held = set(kept.values_list(*(fields or ("pk",))))
        rows = merged.values_list("pk", *fields)
        return {row[0] for row in rows if (row[1:] in held if fields else held)}

    return unless


def both(*several: Unless) -> Unless:
    """Return what lets a row stay for any of several reasons."""

    def unless(pointer: Pointer, kept_id: int, merged_id: int) -> set[int]:
        return set().union(*(each(pointer, kept_id, merged_id) for each in several))

    return unless


def ties_it_to_itself(other: str) -> Unless:
    """
    Return what lets a row stay that would then tie the one kept to itself.

    :param other: the column that holds the other end of the tie.
    """

    def unless(pointer: Pointer, kept_id: int, merged_id: int) -> set[int]:
        rows = pointer.rows(merged_id).filter(**{f"{other}__in": (kept_id, merged_id)})
        return set(rows.values_list("pk", flat=True))

    return unless
