"""
A Merkle tree that only grows, kept as its whole subtrees (RFC 6962, section 2.1).

A node is (level, number): node (3, 2) stands over the leaves 16 to 23. Only nodes whose leaves
are all there are kept, as those never change; what leans over the right edge is worked out.
"""

from collections.abc import Iterator, Mapping, Sequence

from .verify import node_hash, split

Place = tuple[int, int]
Stretch = tuple[int, int]
"""Leaves from the first, up to and without the second, that have a node over them in the tree."""


def places_over(stretch: Stretch) -> list[Place]:
    """Return the whole subtrees that a stretch of leaves is made of, from left to right."""
    start, stop = stretch
    places = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        places.append((level, start >> level))
        start += 1 << level
    return places


def hash_over(stretch: Stretch, nodes: Mapping[Place, bytes]) -> bytes:
    """Return the hash over a stretch of leaves, from the nodes of `places_over`."""
    *left, result = [nodes[place] for place in places_over(stretch)]
    for node in reversed(left):
        result = node_hash(node, result)
    return result


def inclusion(*, number: int, size: int) -> list[Stretch]:
    """Return the stretches whose hashes prove that a leaf is there, from the leaf to the root."""
    path, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + split(stop - start)
        if number < middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency(*, first: int, second: int) -> list[Stretch]:
    """Return the stretches whose hashes prove that a tree only grew, the nearest first."""
    path, start, stop = [], 0, second
    while first != stop:
        middle = start + split(stop - start)
        if first <= middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    return ([(start, stop)] if start else []) + path[::-1]


def grow(
    *, size: int, edge: Mapping[Place, bytes], leaves: Sequence[bytes]
) -> Iterator[tuple[Place, bytes]]:
    """
    Give every node that comes to be whole when leaves are added, without the leaves.

    :param size: leaves that were there before.
    :param edge: the nodes of `places_over((0, size))`.
    """
    level, first, row = 0, size, list(leaves)
    while row:
        if first % 2:
            first -= 1
            row.insert(0, edge[level, first])
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [node_hash(left, right) for left, right in pairs]
        level, first = level + 1, first // 2
        for number, node in enumerate(row, first):
            yield (level, number), node
