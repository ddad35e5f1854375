"""Move what points at one record to another, write down what was moved, and move it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, models

from regard.foundation.base.errors import Refusal

from .merge_handling import MERGEABLE, Handling, How, Pointer, handling_of, list_pointers


class InTheWay(Refusal):
    """What was moved cannot go back, as something newer is in its place."""


@dataclass(frozen=True)
class Planned:
    """
    What a merge would do with the rows of one kind, or what it did.

    Attributes:
        words: what the rows are, in the plural.
        kept: how many point at the record that is kept.
        moved: how many go over to it.
        stayed: how many stay with the merged record, as its history.
    """

    words: str
    how: How
    kept: int
    moved: int
    stayed: int


def plan_moves(*, target: type[models.Model], kept_id: int, merged_id: int) -> list[Planned]:
    """
    Return what would be done with every kind of row that points at either record.

    Kinds of which there are none are left out, and what may not be told. A fixed number of
    queries, and one more for each kind of which both have some.
    """
    pointers = {pointer.label: pointer for pointer in list_pointers(target)}
    planned = []
    for label, at_kept, at_merged in _count(list(pointers.values()), kept_id, merged_id):
        handling = handling_of(pointers[label])
        if handling is None or handling.is_secret or not (at_kept or at_merged):
            continue
        staying = 0
        if handling.how is How.STAY:
            staying = at_merged
        elif at_merged and handling.unless is not None:
            staying = len(handling.unless(pointers[label], kept_id, merged_id))
        moving = at_merged - staying if handling.how is How.MOVE else 0
        planned.append(Planned(handling.words, handling.how, at_kept, moving, staying))
    return planned


@dataclass(frozen=True)
class Prepared:
    """
    The rows of one kind that point at a merged record, and which of them go over.

    Attributes:
        stamps: when each row that moves was last written, by its number.
        stayed: the numbers of those that stay.
    """

    pointer: Pointer
    handling: Handling
    kept_id: int
    merged_id: int
    stamps: Mapping[int, str]
    stayed: tuple[int, ...]


def prepare(*, target: type[models.Model], kept_id: int, merged_id: int) -> list[Prepared]:
    """Find out which rows go over and which stay, before any is moved."""
    prepared = []
    for pointer in list_pointers(target):
        handling = handling_of(pointer)
        if handling is None or handling.how is How.AGAIN:
            continue
        rows = dict(_stamps(pointer.rows(merged_id)))
        if not rows:
            continue
        stays = _staying(pointer, handling, kept_id, merged_id) & rows.keys()
        stamps = {pk: stamp for pk, stamp in rows.items() if pk not in stays}
        prepared.append(
            Prepared(pointer, handling, kept_id, merged_id, stamps, tuple(sorted(stays)))
        )
    return prepared


def move(prepared: Iterable[Prepared]) -> list[dict[str, Any]]:
    """
    Move what was prepared, in the caller's transaction.

    :returns: for each kind of row which moved and which stayed, as JSON, for `move_back`.
    """
    done = []
    for each in prepared:
        _point(each.pointer, each.stamps, each.kept_id)
        stamps = {str(pk): stamp for pk, stamp in each.stamps.items()}
        done.append(
            {
                "pointer": each.pointer.label,
                "kept": each.kept_id,
                "merged": each.merged_id,
                "moved": sorted(each.stamps),
                "stayed": list(each.stayed),
                "stamps": stamps if each.handling.is_settled else {},
            }
        )
    return done


def list_reasons_not_to_move_back(done: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return, in words, what was changed since so that it cannot be parted again."""
    reasons = []
    for each in done:
        pointer, handling = find_pointer(each["pointer"])
        moved = set(each["moved"])
        here = dict(_stamps(pointer.rows(each["kept"]).filter(pk__in=moved)))
        if gone := moved - here.keys():
            reasons.append(
                f"{handling.words.capitalize()}: {len(gone)} of {len(moved)} that were moved "
                "have been taken away or moved elsewhere since"
            )
        changed = [pk for pk, stamp in each["stamps"].items() if here.get(int(pk), stamp) != stamp]
        if changed:
            reasons.append(
                f"{handling.words.capitalize()}: {len(changed)} of {len(moved)} that were moved "
                "have been changed since, and nobody can tell whose they are now"
            )
    return reasons


def move_back(done: Iterable[Mapping[str, Any]]) -> None:
    """
    Move everything back, in the caller's transaction.

    :raises InTheWay: if something newer is in the place of what was moved. The caller's
        transaction is broken then, and has to be undone.
    """
    for each in reversed(list(done)):
        pointer, handling = find_pointer(each["pointer"])
        try:
            _point(pointer, each["moved"], each["merged"])
        except IntegrityError as clash:
            words = handling.words.capitalize()
            raise InTheWay(
                f"{words}: something newer is in the place of what was moved"
            ) from clash


def find_pointer(label: str) -> tuple[Pointer, Handling]:
    """Return a pointer by its label, as it was written down, with how it is handled."""
    for target in MERGEABLE:
        for pointer in list_pointers(target):
            handling = handling_of(pointer)
            if pointer.label == label and handling is not None:
                return pointer, handling
    raise LookupError(label)


def _staying(pointer: Pointer, handling: Handling, kept_id: int, merged_id: int) -> set[int]:
    if handling.how is How.STAY:
        return set(pointer.rows(merged_id).values_list("pk", flat=True))
    return handling.unless(pointer, kept_id, merged_id) if handling.unless else set()


def _stamps(rows: "models.QuerySet[models.Model]") -> Iterable[tuple[int, str]]:
    """Return when each row was last written, by its number."""
    for pk, written_at in rows.values_list("pk", "updated_at"):
        yield pk, written_at.isoformat()


def _point(pointer: Pointer, ids: Iterable[int], record_id: int) -> None:
    rows = pointer.model._default_manager.filter(pk__in=list(ids))
    rows.update(**{pointer.column: pointer.value(record_id)})


def _count(pointers: list[Pointer], one: int, other: int) -> list[tuple[str, int, int]]:
    """Return how many rows of each kind point at either record, in one statement."""
    parts, parameters = [], []
    quote = connection.ops.quote_name
    for pointer in pointers:
        table, column = quote(pointer.model._meta.db_table), quote(_db_column(pointer))
        parts.append(
            f"select %s, count(*) filter (where {column} = %s),"  # noqa: S608 (our own names)
            f" count(*) filter (where {column} = %s) from {table} where {column} in (%s, %s)"
        )
        values = [pointer.value(one), pointer.value(other)]
        parameters += [pointer.label, *values, *values]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), parameters)
        return list(cursor.fetchall())


def _db_column(pointer: Pointer) -> str:
    field = pointer.model._meta.get_field(pointer.column)
    return str(getattr(field, "column", pointer.column))
