"""
Passages as a tree: what moves where, what depth that gives, and what numbers follow.

A tree is its nodes in the order in which they are read: each is followed by all below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MOST_LEVELS = 5
"""A number such as 2.4.1.3.2 is as long as anybody reads out."""


class CannotPlace(ValueError):
    """A passage cannot stand there; why, in words for whoever moves it."""


@dataclass(frozen=True)
class Node:
    """
    A passage in a tree.

    Attributes:
        parent: the key of what it stands under; None at the top.
    """

    key: str
    parent: str | None


def ordered(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """
    Return nodes in any order as a tree, siblings in the order given.

    One whose parent is not among them stands at the top. Of nodes that stand under each other in
    a circle none is left out: the first given stands at the top.
    """
    given = list(nodes)
    known = {node.key for node in given}
    below: dict[str | None, list[Node]] = defaultdict(list)
    for node in given:
        here = node if node.parent in known else replace(node, parent=None)
        below[here.parent].append(here)
    tree: list[Node] = []
    seen: set[str] = set()
    for start in (*below[None], *given):
        todo = [replace(start, parent=None)]
        while todo:
            node = todo.pop()
            if node.key not in seen:
                seen.add(node.key)
                tree.append(node)
                todo.extend(reversed(below[node.key]))
    return tuple(tree)


def depths(tree: Iterable[Node]) -> dict[str, int]:
    """Return how deep each stands, from 0 at the top."""
    found: dict[str, int] = {}
    for node in tree:
        found[node.key] = 0 if node.parent is None else found[node.parent] + 1
    return found


def numbered(tree: Iterable[Node]) -> dict[str, str]:
    """Return the number that each has by where it stands: 1, 1.1, 1.2, 2."""
    given: dict[str | None, int] = defaultdict(int)
    refs: dict[str, str] = {}
    for node in tree:
        given[node.parent] += 1
        own = str(given[node.parent])
        refs[node.key] = own if node.parent is None else f"{refs[node.parent]}.{own}"
    return refs


def children(tree: Iterable[Node], parent: str | None) -> list[str]:
    return [node.key for node in tree if node.parent == parent]


def below(tree: Sequence[Node], key: str) -> set[str]:
    """Return the keys of all that stands below one, and its own."""
    found = {key}
    for node in tree:
        if node.parent in found:
            found.add(node.key)
    return found


def moved(tree: Sequence[Node], key: str, places: int) -> tuple[Node, ...]:
    """
    Move one, with all below it, so many places down among its siblings; up if negative.

    Moving past either end moves it to the end.
    """
    node = _find(tree, key)
    siblings = children(tree, node.parent)
    old = siblings.index(key)
    siblings.insert(max(0, old + places), siblings.pop(old))
    place = siblings.index(key)
    return placed(tree, key, under=node.parent, after=siblings[place - 1] if place else None)


def indented(tree: Sequence[Node], key: str) -> tuple[Node, ...]:
    """
    Put one under the sibling before it, as the last there.

    :raises CannotPlace: if it is the first of its siblings, or would stand too deep.
    """
    node = _find(tree, key)
    siblings = children(tree, node.parent)
    place = siblings.index(key)
    if not place:
        raise CannotPlace("There is nothing before it that it could stand under")
    under = siblings[place - 1]
    last = children(tree, under)
    return placed(tree, key, under=under, after=last[-1] if last else None)


def outdented(tree: Sequence[Node], key: str) -> tuple[Node, ...]:
    """
    Put one beside what it stands under, right after it.

    :raises CannotPlace: if it stands at the top.
    """
    node = _find(tree, key)
    if node.parent is None:
        raise CannotPlace("It stands at the top already")
    return placed(tree, key, under=_find(tree, node.parent).parent, after=node.parent)


def placed(
    tree: Sequence[Node], key: str, *, under: str | None, after: str | None
) -> tuple[Node, ...]:
    """
    Put one, with all below it, under another.

    :param under: None: at the top.
    :param after: the sibling that it follows; None: it is the first there.
    :raises CannotPlace: if it would stand under itself, or too deep.
    """
    family = below(tree, key)
    if under in family or after in family:
        raise CannotPlace("A passage cannot stand under itself")
    deep = depths(tree)
    levels = max(deep[each] for each in family) - deep[key] + 1
    if (deep[under] + 1 if under else 0) + levels > MOST_LEVELS:
        raise CannotPlace(f"Passages stand at most {MOST_LEVELS} deep")
    rest = [node for node in tree if node.key not in family]
    block = [replace(n, parent=under) if n.key == key else n for n in tree if n.key in family]
    place = _end(rest, after) if after else _begin(rest, under)
    return (*rest[:place], *block, *rest[place:])


def _find(tree: Sequence[Node], key: str) -> Node:
    return next(node for node in tree if node.key == key)


def _begin(tree: Sequence[Node], under: str | None) -> int:
    if under is None:
        return 0
    return next(i for i, node in enumerate(tree) if node.key == under) + 1


def _end(tree: Sequence[Node], key: str) -> int:
    family = below(tree, key)
    return max(i for i, node in enumerate(tree) if node.key in family) + 1
