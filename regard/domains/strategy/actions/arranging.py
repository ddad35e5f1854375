"""Say in which order passages are read, what stands under what, and how they are numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries.trees import read_tree as read_tree
from regard.domains.strategy.rules import trees
from regard.domains.strategy.types import Place
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound

from .drafts import CannotWrite, lock_draft

Tree = tuple[trees.Node, ...]


class CannotMove(CannotWrite):
    """The passage cannot stand there."""


@transaction.atomic
def move_passage(*, strategy: Strategy, ref: str, places: int, by: str, at: datetime) -> None:
    """
    Move a passage, with all below it, so many places down among its siblings.

    A negative number moves it up. Moving past either end moves it to the end. Its number stays.

    :param ref: its number or its key.
    :raises NotFound: if there is none of this number.
    """
    _arrange(strategy, ref, lambda tree, key: trees.moved(tree, key, places), by=by, at=at)


@transaction.atomic
def indent_passage(*, strategy: Strategy, ref: str, by: str, at: datetime) -> None:
    """
    Put a passage, with all below it, under the sibling before it. Its number stays.

    :raises CannotMove: if there is none, or it would stand too deep.
    :raises NotFound: if there is none of this number.
    """
    _arrange(strategy, ref, trees.indented, by=by, at=at)


@transaction.atomic
def outdent_passage(*, strategy: Strategy, ref: str, by: str, at: datetime) -> None:
    """
    Put a passage, with all below it, after what it stands under. Its number stays.

    :raises CannotMove: if it stands at the top.
    :raises NotFound: if there is none of this number.
    """
    _arrange(strategy, ref, trees.outdented, by=by, at=at)


@transaction.atomic
def place_passage(*, strategy: Strategy, ref: str, place: Place, by: str, at: datetime) -> None:
    """
    Put a passage, with all below it, somewhere else. Its number stays.

    :raises CannotMove: if it would stand under itself, or too deep.
    :raises NotFound: if there is none of this number, or no such place.
    """

    def put(tree: Tree, key: str) -> Tree:
        known = {node.key for node in tree}
        if {place.under, place.after} - known - {None}:
            raise NotFound("There is no such place in this strategy")
        return trees.placed(tree, key, under=place.under, after=place.after)

    _arrange(strategy, ref, put, by=by, at=at)


@transaction.atomic
def renumber_passages(*, strategy: Strategy, by: str, at: datetime) -> int:
    """
    Number every passage by where it stands, and return how many numbers changed.

    :raises CannotWrite: if the strategy is published.
    """
    strategy = lock_draft(strategy)
    refs = trees.numbered(read_tree(strategy))
    changed = {
        pk: refs[key]
        for pk, key, ref in strategy.passages.values_list("pk", "key", "ref")
        if ref != refs[key]
    }
    if changed:
        _set_refs(strategy, changed)
        detail: dict[str, object] = {"passages": len(changed)}
        ledger.record(event="strategy.renumbered", subject=strategy, by=by, at=at, detail=detail)
    return len(changed)


def _set_refs(strategy: Strategy, refs: Mapping[int, str]) -> None:
    """Give numbers in two steps, as no two passages may have the same in between."""
    ids, given = list(refs), list(refs.values())
    with connection.cursor() as cursor:
        cursor.execute(
            "update strategy_passage set ref = '~' || id where strategy_id = %s and id = any(%s)",
            [strategy.pk, ids],
        )
        cursor.execute(
            """
            update strategy_passage as passage set ref = given.ref
            from unnest(%s::bigint[], %s::text[]) as given (id, ref)
            where passage.id = given.id
            """,
            [ids, given],
        )


def _arrange(
    strategy: Strategy, ref: str, how: Callable[[Tree, str], Tree], *, by: str, at: datetime
) -> None:
    strategy = lock_draft(strategy)
    passage = strategy.passages.filter(Q(ref=ref) | Q(key=ref)).first()
    if passage is None:
        raise NotFound(f"This strategy has no passage {ref}")
    try:
        tree = how(read_tree(strategy), passage.key)
    except trees.CannotPlace as problem:
        raise CannotMove(str(problem)) from problem
    lay_out(strategy, tree)
    detail: dict[str, object] = {"ref": passage.ref, "key": passage.key}
    ledger.record(event="passage.moved", subject=passage, by=by, at=at, detail=detail)


def lay_out(strategy: Strategy, tree: Iterable[trees.Node]) -> None:
    """Make the passages stand as in a tree. Writes only what changed; two queries."""
    fields = ("key", "pk", "parent", "position")
    rows = {row[0]: row for row in strategy.passages.values_list(*fields)}
    changed = []
    for position, node in enumerate(tree, start=1):
        _, pk, parent_id, was = rows[node.key]
        above = rows[node.parent][1] if node.parent else None
        if (was, parent_id) != (position, above):
            changed.append((pk, position, above))
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update strategy_passage as passage
            set position = given.position, parent_id = given.above
            from unnest(%s::bigint[], %s::int[], %s::bigint[]) as given (id, position, above)
            where passage.id = given.id
            """,
            [list(column) for column in zip(*changed, strict=True)],
        )


def free_ref(strategy: Strategy, tree: Iterable[trees.Node], key: str) -> str:
    """Return the next number that is free where a passage stands."""
    refs = dict(strategy.passages.values_list("key", "ref"))
    parent = next(node.parent for node in tree if node.key == key)
    return next_free(set(refs.values()), refs[parent] if parent else "")


def next_free(taken: set[str], above: str) -> str:
    """
    Return the number after the last that stands under another.

    :param above: the number that it stands under; empty at the top.
    """
    begin = f"{above}." if above else ""
    mine = [ref.removeprefix(begin) for ref in taken if ref.startswith(begin)]
    last = max((int(ref) for ref in mine if ref.isdigit()), default=0)
    return f"{begin}{last + 1}"
