"""Check the whole ledger against what was sealed, and name what is not as it was."""

from collections.abc import Iterator
from datetime import datetime

from .canonical import entry_bytes
from .models import Entry, Leaf, Seal
from .proofs import key_of
from .sealing import LONG_OVER, read_nodes
from .tree import Place, grow, hash_over, places_over
from .verify import AlteredError, leaf_hash, read_head

TOGETHER = 10_000
"""Entries read at once."""


def check_ledger(*, at: datetime) -> Iterator[str]:
    """
    Say what in the ledger is not as it was sealed; nothing if all is. Reads all of it.

    Every entry is hashed anew and held against its leaf, every node against what is below it,
    and every head against the tree and its signature.
    """
    yield from _check_tree()
    yield from _check_heads()
    waiting = Entry.objects.filter(at__lt=at - LONG_OVER).exclude(
        pk__in=Leaf.objects.values("entry_id")
    )
    count = waiting.count()
    if count:
        yield f"{count:,} entries of over an hour ago are not sealed. Does a worker run?"


def _check_tree() -> Iterator[str]:
    size, edge = 0, dict[Place, bytes]()
    while rows := list(Leaf.objects.filter(number__gte=size).order_by("number")[:TOGETHER]):
        yield from _check_leaves(rows, size)
        leaves = [bytes(leaf.hash) for leaf in rows]
        added = dict(grow(size=size, edge=edge, leaves=leaves))
        yield from _check_nodes(added)
        known = edge | added | {(0, size + n): leaf for n, leaf in enumerate(leaves)}
        size += len(rows)
        edge = {place: known[place] for place in places_over((0, size))}


def _check_leaves(leaves: list[Leaf], first: int) -> Iterator[str]:
    entries = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
    for number, leaf in enumerate(leaves, first):
        entry = entries.get(leaf.entry_id)
        if leaf.number != number:
            yield f"Leaf {number} is missing."
        if entry is None:
            yield f"Ledger entry {leaf.entry_id} is missing."
        elif leaf_hash(entry_bytes(entry)) != bytes(leaf.hash):
            yield f"Ledger entry {entry.pk} is altered: {entry.event} {entry.subject}."


def _check_nodes(expected: dict[Place, bytes]) -> Iterator[str]:
    found = read_nodes(expected)
    for (level, number), node in expected.items():
        if found.get((level, number)) != node:
            yield f"Node {number} of level {level} is altered or missing."


def _check_heads() -> Iterator[str]:
    for seal in Seal.objects.order_by("size").iterator():
        try:
            head = read_head(seal.note.encode(), key=key_of(seal))
            root = hash_over((0, seal.size), read_nodes(places_over((0, seal.size))))
        except (AlteredError, KeyError) as failure:
            yield f"The head of {seal.size:,} entries is altered: {failure}."
            continue
        if (head.size, head.root) != (seal.size, root) or bytes(seal.root) != root:
            yield f"The head of {seal.size:,} entries does not fit the tree."
