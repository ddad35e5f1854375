"""Prove that an entry is in the sealed ledger, and that the ledger only grew."""

import base64
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import connection

from regard.foundation.base.errors import NotFound

from .canonical import entry_bytes
from .models import Entry, Key, Leaf, Seal
from .sealing import read_nodes
from .tree import Stretch, consistency, hash_over, inclusion, places_over
from .verify import leaf_hash

FIND = """
    select leaf.number, (extract(epoch from entry.at) * 1000000)::bigint
    from audit_entry entry join audit_leaf leaf on leaf.entry_id = entry.id
    where entry.subject = any(%(subjects)s) and leaf.number < %(size)s
"""

OF_LEAVES = """
    select entry.*, leaf.number as leaf_number
    from audit_leaf leaf join audit_entry entry on entry.id = leaf.entry_id
    where leaf.number = any(%(numbers)s)
"""

TOGETHER = 2_000
"""Entries whose proofs are worked out at once: their nodes are read with two queries."""


Each = TypeVar("Each")


@dataclass(frozen=True)
class Proof:
    """
    The way from a leaf to a signed head.

    Attributes:
        leaf: the leaf's number, from 0.
        nodes: hashes, from the leaf to the root, in hexadecimal.
        seal: the head.
    """

    leaf: int
    nodes: list[str]
    seal: Seal


@dataclass(frozen=True)
class Checked:
    """
    What became of one entry.

    Attributes:
        entry: as it stands in the ledger now.
        proof: None while it waits to be sealed.
        is_unaltered: whether it is as it was sealed; True while it waits.
    """

    entry: Entry
    proof: Proof | None
    is_unaltered: bool

    @property
    def leaf_hash(self) -> str:
        return leaf_hash(entry_bytes(self.entry)).hex()

    def as_file(self) -> dict[str, object]:
        """
        Return what `verify.py` checks.

        :raises NotFound: while it waits to be sealed.
        """
        if self.proof is None:
            raise NotFound("This is not sealed yet. It will be within some minutes")
        return {
            "checkpoint": self.proof.seal.note,
            "entry": entry_bytes(self.entry).decode(),
            "key": key_of(self.proof.seal),
            "leaf": self.proof.leaf,
            "proof": self.proof.nodes,
        }


def newest_seal() -> Seal | None:
    """Return the newest signed head; None before the first."""
    return Seal.objects.order_by("-size").first()


def list_seals(*, limit: int) -> list[Seal]:
    """Return the newest signed heads, the newest first."""
    return list(Seal.objects.order_by("-size")[:limit])


def list_keys() -> list[Key]:
    """Return every key that heads were signed with, the newest first."""
    return list(Key.objects.order_by("-since", "-pk"))


def key_of(seal: Seal) -> str:
    """Return the public key that a head was signed with, as it is written."""
    name, signature = seal.note.rsplit("— ", 1)[1].split()
    number = base64.b64decode(signature)[:4].hex()
    return Key.objects.get(written__startswith=f"{name}+{number}+").written


def get_seal(*, size: int) -> Seal:
    """:raises NotFound: if no head was signed of that size."""
    found = Seal.objects.filter(size=size).first()
    if found is None:
        raise NotFound("No head was signed of a ledger of that size")
    return found


def check(entry: Entry) -> Checked:
    """Return whether an entry is in the sealed ledger, and as it was sealed. Six queries."""
    leaf = Leaf.objects.filter(entry_id=entry.pk).first()
    seal = newest_seal()
    if leaf is None or seal is None:
        return Checked(entry=entry, proof=None, is_unaltered=True)
    [proof] = prove(leaf_numbers=[leaf.number], seal=seal)
    same = leaf_hash(entry_bytes(entry)) == bytes(leaf.hash)
    return Checked(entry=entry, proof=proof, is_unaltered=same)


def prove_hash(*, leaf: bytes, seal: Seal) -> Proof:
    """
    Return the proof of a leaf by its hash, as an outsider asks for it.

    :raises NotFound: if the ledger of that size has no such leaf.
    """
    found = Leaf.objects.filter(hash=leaf, number__lt=seal.size).order_by("number").first()
    if found is None:
        raise NotFound("The sealed ledger has no such entry")
    [proof] = prove(leaf_numbers=[found.number], seal=seal)
    return proof


def prove(*, leaf_numbers: Iterable[int], seal: Seal) -> Iterator[Proof]:
    """Give the proof of each leaf under a head, in order. Two queries for each 2,000."""
    numbers = list(leaf_numbers)
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        ways = {number: inclusion(number=number, size=seal.size) for number in some}
        hashes = _hashes({stretch for way in ways.values() for stretch in way})
        for number in some:
            yield Proof(
                leaf=number, nodes=[hashes[stretch] for stretch in ways[number]], seal=seal
            )


def prove_growth(*, first: Seal, second: Seal) -> list[str]:
    """
    Return the hashes that prove that the larger ledger only added to the smaller.

    :raises NotFound: if the first is the larger.
    """
    if first.size > second.size:
        raise NotFound("The first head must be the smaller")
    way = consistency(first=first.size, second=second.size)
    hashes = _hashes(way)
    return [hashes[stretch] for stretch in way]


@dataclass(frozen=True)
class Found:
    """
    Sealed entries by number, 16 bytes for each, so that a million can be held.

    Attributes:
        leaves: their leaves' numbers, in order.
        by_time: the same leaves, in the order of what was done.
    """

    leaves: Sequence[int]
    by_time: Sequence[int]


def find_entries(*, subjects: Iterable[str], seal: Seal) -> Found:
    """
    Return the sealed entries of what was done to any of these. A query for each 2,000 subjects.

    :param subjects: e.g. engagement.Contribution:12; an iterator is read once.
    """
    leaves, times = array("q"), array("q")
    for some in _in_parts(subjects):
        with connection.cursor() as cursor:
            cursor.execute(FIND, {"subjects": some, "size": seal.size})
            for number, micros in cursor.fetchall():
                leaves.append(number)
                times.append(micros)
    in_time = sorted(range(len(leaves)), key=lambda place: (times[place], leaves[place]))
    by_time = array("q", dict.fromkeys(leaves[place] for place in in_time))
    return Found(leaves=array("q", sorted(by_time)), by_time=by_time)


def stream_entries(*, leaves: Iterable[int]) -> Iterator[tuple[Entry, int]]:
    """Give entries with their leaves' numbers, in the order given. A query for each 2,000."""
    for some in _in_parts(leaves):
        found = Entry.objects.raw(OF_LEAVES, {"numbers": some})
        entries = {each.leaf_number: each for each in found}  # type: ignore[attr-defined]
        yield from ((entries[number], number) for number in some)


def _in_parts(every: Iterable[Each]) -> Iterator[list[Each]]:
    several = iter(every)
    while some := list(islice(several, TOGETHER)):
        yield some


def _hashes(stretches: Iterable[Stretch]) -> dict[Stretch, str]:
    """Return the hash over each stretch, in hexadecimal. Two queries."""
    wanted = list(stretches)
    nodes = read_nodes(place for stretch in wanted for place in places_over(stretch))
    return {stretch: hash_over(stretch, nodes).hex() for stretch in wanted}
