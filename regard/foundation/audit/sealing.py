"""
Seal the ledger: give its entries their places in a tree, and sign its root.

Writing an entry stays one insert. What costs more is done here, some minutes later.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from regard.foundation.base.locks import Family

from .canonical import entry_bytes
from .keys import get_signer
from .models import Entry, Key, Leaf, Seal
from .tree import Place, grow, hash_over, places_over
from .verify import leaf_hash

BATCH = 20_000
"""Entries sealed in one transaction, some tens of megabytes. A kill loses at most these."""

LONG_OVER = timedelta(hours=1)
"""
After a transaction took an entry's number, its own number is given at the latest. It is a
moment; an hour is for sure.
"""

UNSEALED = """
select entry.id from audit_entry entry
where entry.id > %s and not exists (select from audit_leaf leaf where leaf.entry_id = entry.id)
order by entry.id limit %s
"""

LEAVES = """
insert into audit_leaf (number, entry_id, hash)
select * from unnest(%s::bigint[], %s::bigint[], %s::bytea[])
"""

NODES = """
insert into audit_node (level, number, hash)
select * from unnest(%s::smallint[], %s::bigint[], %s::bytea[])
"""

SOME_NODES = """
select node.level, node.number, node.hash
from unnest(%s::smallint[], %s::bigint[]) wanted (level, number)
join audit_node node using (level, number)
"""

NOW = """
select (select coalesce(max(id), 0) from audit_entry),
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint
"""


@dataclass(frozen=True)
class Sealed:
    """
    What a sealing came to.

    Attributes:
        added: entries that got their place.
        size: entries that have one now.
    """

    added: int
    size: int


def seal(*, at: datetime) -> Sealed:
    """Seal whatever is not sealed yet, batch by batch, and return what that came to."""
    added, last = 0, BATCH
    while last == BATCH:
        last = seal_batch(at=at)
        added += last
    newest = Seal.objects.order_by("-size").values_list("size", flat=True).first()
    return Sealed(added=added, size=newest or 0)


@transaction.atomic
def seal_batch(*, at: datetime) -> int:
    """Seal up to a batch of entries under one signed head, and return how many they were."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, 0)", [Family.SEAL])
        cursor.execute(NOW)
        newest_entry, running_from, oldest_running = cursor.fetchone()
        cursor.execute(UNSEALED, [_sealed_up_to(oldest_running, at), BATCH])
        ids = [entry_id for (entry_id,) in cursor.fetchall()]
    if not ids:
        return 0
    before = Seal.objects.order_by("-size").values_list("size", flat=True).first() or 0
    size = before + len(ids)
    root = _plant(before=before, ids=ids)
    Seal.objects.create(
        size=size,
        root=root,
        note=_sign(size=size, root=root, at=at),
        at=at,
        newest_entry=ids[-1] if len(ids) == BATCH else newest_entry,
        running_from=running_from,
    )
    return len(ids)


def _sealed_up_to(oldest_running: int, at: datetime) -> int:
    """
    Return the number of an entry up to which none can appear any more.

    An entry has its number before its transaction ends. What was numbered when a head was
    signed has appeared once all transactions of then are over.
    """
    settled = Seal.objects.filter(running_from__lte=oldest_running, at__lt=at - LONG_OVER)
    found = settled.order_by("-size").values_list("newest_entry", flat=True).first()
    return found or 0


def _plant(*, before: int, ids: list[int]) -> bytes:
    """Give entries the next places in the tree, and return its root."""
    entries = Entry.objects.in_bulk(ids)
    leaves = [leaf_hash(entry_bytes(entries[entry_id])) for entry_id in ids]
    edge = read_nodes(places_over((0, before)))
    added = dict(grow(size=before, edge=edge, leaves=leaves))
    numbers = list(range(before, before + len(ids)))
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [numbers, ids, leaves])
        places = list(added)
        columns = [level for level, _ in places], [number for _, number in places]
        cursor.execute(NODES, [*columns, list(added.values())])
    at_level_0 = {(0, number): leaf for number, leaf in zip(numbers, leaves, strict=True)}
    return hash_over((0, before + len(ids)), {**edge, **added, **at_level_0})


def read_nodes(places: Iterable[Place]) -> dict[Place, bytes]:
    """Return nodes of the tree by their place; level 0 are the leaves. Two queries."""
    leaves, nodes = [], []
    for level, number in set(places):
        if level:
            nodes.append((level, number))
        else:
            leaves.append(number)
    found = {
        (0, number): bytes(node)
        for number, node in Leaf.objects.filter(number__in=leaves).values_list("number", "hash")
    }
    levels, numbers = [level for level, _ in nodes], [number for _, number in nodes]
    with connection.cursor() as cursor:
        cursor.execute(SOME_NODES, [levels, numbers])
        found |= {(level, number): bytes(node) for level, number, node in cursor.fetchall()}
    return found


def _sign(*, size: int, root: bytes, at: datetime) -> str:
    """Return the signed head, as C2SP's checkpoints are written; keep a key that is new."""
    signer = get_signer()
    Key.objects.get_or_create(written=signer.public, defaults={"since": at})
    return signer.sign(f"{signer.name}\n{size}\n{base64.b64encode(root).decode()}\n")
