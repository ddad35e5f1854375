"""
Check a bundle, or the proof of a receipt, from Regard.

It needs Python 3.9 or newer and nothing else, and asks nobody: all is in the file. It reads a
bundle piece by piece, so that one of any size takes the same little memory.

    python3 verify.py bundle.zip --key 'name+1234abcd+AAAA...'

Take the key from where the partnership publishes it. Without --key it takes the one that came
along, which shows that all is of one piece and not by whom. It reads a proof.json too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

# --- Ed25519, RFC 8032, section 5.1 ------------------------------------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_ONE = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    """Add two points of the curve, in extended coordinates (RFC 8032, 5.1.4)."""
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def read_point(data: bytes) -> Point | None:
    """Return a point from its 32 bytes; None if they are not one (RFC 8032, 5.1.3)."""
    whole = int.from_bytes(data, "little")
    sign, y = whole >> 255, whole & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


@lru_cache(maxsize=1024)
def is_signed(*, public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the owner of an Ed25519 key signed the message."""
    key, nonce = read_point(public), read_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or len(signature) != 64 or scalar >= L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    right = add(nonce, times(int.from_bytes(digest, "little") % L, key))
    left = times(scalar, BASE)
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# --- the tree, RFC 6962, section 2.1 -----------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two below the size of a tree: so many leaves are left."""
    return 1 << ((size - 1).bit_length() - 1)


def root_by_inclusion(*, leaf: bytes, number: int, size: int, proof: Sequence[bytes]) -> bytes:
    """
    Return the root of a tree that has the leaf at its place, from 0 (RFC 9162, 2.1.3.2).

    :raises ValueError: if the proof is too long or too short for the place.
    """
    last, root = size - 1, leaf
    if not 0 <= number <= last:
        raise ValueError("it does not fit the place")
    for node in proof:
        if not last:
            raise ValueError("it does not fit the place")
        while number == last and not number & 1:  # the tree's edge: nothing beside it here
            number, last = number >> 1, last >> 1
        root = node_hash(node, root) if number & 1 else node_hash(root, node)
        number, last = number >> 1, last >> 1
    if last:
        raise ValueError("it does not fit the place")
    return root


def roots_by_consistency(
    first: int, second: int, proof: Sequence[bytes], known: bytes | None
) -> tuple[bytes, bytes]:
    """
    Return the roots of a tree and of a larger one that only added to it (RFC 6962, 2.1.2).

    :param known: the first root, for as long as the first tree is the beginning of the second.
    :raises ValueError: if the proof is too long or too short for the sizes.
    """
    spare = len(proof) - (known is None)
    if not 0 < first <= second or spare < 0 or (first == second) != (spare == 0):
        raise ValueError("it does not fit the sizes")
    if first == second:
        root = known or proof[0]
        return root, root
    left, nearer = split(second), proof[:-1]
    if first <= left:
        old, new = roots_by_consistency(first, left, nearer, known)
        return old, node_hash(new, proof[-1])
    old, new = roots_by_consistency(first - left, second - left, nearer, None)
    return node_hash(proof[-1], old), node_hash(proof[-1], new)


# --- signed notes and heads, C2SP signed-note and tlog-checkpoint ------------------------


class AlteredError(Exception):
    """Something is not as it was signed; the words say what."""


@dataclass(frozen=True)
class Head:
    """What a ledger held at one time: how many entries, and the root of their tree."""

    origin: str
    size: int
    root: bytes


def read_key(written: str) -> tuple[str, bytes, bytes]:
    """:raises AlteredError: if it is no key, or its number not that of its name and key."""
    name, _, rest = written.strip().partition("+")
    number, _, encoded = rest.partition("+")
    key = _from_base64(encoded)
    if key is None or len(key) != 33 or key[0] != 1:
        raise AlteredError("the key is not a key of Ed25519")
    known = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if known.hex() != number:
        raise AlteredError("the key's number is not that of its name and key")
    return name, known, key[1:]


def open_note(note: bytes, *, key: str) -> str:
    """:raises AlteredError: if it was not signed with that key, or was altered since."""
    name, number, public = read_key(key)
    text, gap, lines = note.decode(errors="replace").rpartition("\n\n")
    found = re.fullmatch("— ([^ +\n]+) ([A-Za-z0-9+/=]+)\n", lines) if gap else None
    if found is None:
        raise AlteredError("it is not a signed note")
    signature = _from_base64(found[2])
    if found[1] != name or signature is None or signature[:4] != number:
        raise AlteredError("it was signed with another key")
    message = f"{text}\n"
    if not is_signed(public=public, message=message.encode(), signature=signature[4:]):
        raise AlteredError("its signature does not fit its words")
    return message


def read_head(note: bytes, *, key: str) -> Head:
    """:raises AlteredError: if the note is not a head signed with that key."""
    lines = open_note(note, key=key).split("\n")
    root = _from_base64(lines[2]) if len(lines) == 4 else None
    if root is None or len(root) != 32 or not re.fullmatch("0|[1-9][0-9]*", lines[1]):
        raise AlteredError("it is not the head of a ledger")
    return Head(origin=lines[0], size=int(lines[1]), root=root)


def _from_base64(encoded: str) -> bytes | None:
    """Return the bytes; None if the letters are not just those that would be written."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == encoded else None


# --- the proof of a receipt, and of two heads --------------------------------------------


def check_proof(told: Mapping[str, object], *, key: str | None = None) -> Iterator[str]:
    """Say what is wrong with a proof, of one entry or that the ledger only grew."""
    key = key or str(told.get("key"))
    try:
        head = read_head(str(told.get("checkpoint")).encode(), key=key)
        if "from" in told:
            yield from _check_growth(told, read_head(str(told["from"]).encode(), key=key), head)
            return
    except AlteredError as failure:
        yield f"The signed head is altered: {failure}."
        return
    entry = str(told.get("entry", "")).encode()
    yield from check_entry(entry=entry, place=told, head=head)
    content = told.get("content")
    said = hashlib.sha256(str(content).encode()).hexdigest()
    if content is not None and digest_in(entry) != said:
        yield "What was said is altered: the ledger's entry was made of other words."


def _check_growth(told: Mapping[str, object], first: Head, second: Head) -> Iterator[str]:
    try:
        roots = roots_by_consistency(first.size, second.size, _read_nodes(told), first.root)
    except ValueError:
        roots = (b"", b"")
    if roots != (first.root, second.root):
        yield "The ledger did not only grow between the two heads, or the proof is altered."


def check_entry(*, entry: bytes, place: object, head: Head) -> Iterator[str]:
    """Say if an entry is not in the ledger at its place: {"leaf": 12, "proof": ["0a…", …]}."""
    found = re.search(r'"id":(\d+)', entry.decode(errors="replace"))
    name = f"Ledger entry {found[1]}" if found else "A ledger entry without its number"
    try:
        nodes, number = _read_nodes(place), place["leaf"]  # type: ignore[index]
        root = root_by_inclusion(leaf=leaf_hash(entry), number=number, size=head.size, proof=nodes)
    except (LookupError, TypeError, ValueError) as failure:
        yield f"{name}: its proof is altered: {failure}."
        return
    if root != head.root:
        yield f"{name} or its proof is altered: it is not in the ledger as it stands here."


NODE = re.compile("[0-9a-f]{64}").fullmatch


def _read_nodes(place: object) -> list[bytes]:
    """:raises ValueError: if they are not in hexadecimal, just as they would be written."""
    nodes = place.get("proof") if isinstance(place, Mapping) else None
    if not isinstance(nodes, list) or not all(
        isinstance(node, str) and NODE(node) for node in nodes
    ):
        raise ValueError("its nodes cannot be read")
    return [bytes.fromhex(node) for node in nodes]


def digest_in(entry: bytes) -> str:
    try:
        return str(json.loads(entry)["detail"].get("digest", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""
