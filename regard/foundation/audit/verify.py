"""
Check a bundle, or the proof of a receipt, from Regard.

It needs Python 3.11 or newer and nothing else, and asks nobody: all is in the file.

    python3 verify.py bundle.zip --key 'name+1234abcd+AAAA...'

Take the key from where the partnership publishes it. Without --key it takes the one that came
along, which shows that all is of one piece and not by whom. It reads a proof.json too.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
    Return the root of a tree that has the leaf at its place, from 0 (RFC 6962, 2.1.1).

    :raises ValueError: if the proof is too long or too short for the place.
    """
    if not 0 <= number < size or bool(proof) != (size > 1):
        raise ValueError("it does not fit the place")
    if size == 1:
        return leaf
    left, nearer = split(size), proof[:-1]
    if number < left:
        within = root_by_inclusion(leaf=leaf, number=number, size=left, proof=nearer)
        return node_hash(within, proof[-1])
    within = root_by_inclusion(leaf=leaf, number=number - left, size=size - left, proof=nearer)
    return node_hash(proof[-1], within)


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
    if content is not None and _digest_in(entry) != said:
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
        number = place["leaf"]  # type: ignore[index]
        nodes = _read_nodes(place)
        root = root_by_inclusion(leaf=leaf_hash(entry), number=number, size=head.size, proof=nodes)
    except (LookupError, TypeError, ValueError) as failure:
        yield f"{name}: its proof is altered: {failure}."
        return
    if root != head.root:
        yield f"{name} or its proof is altered: it is not in the ledger as it stands here."


def _read_nodes(place: object) -> list[bytes]:
    """:raises ValueError: if they are not in hexadecimal, just as they would be written."""
    nodes = place.get("proof") if isinstance(place, Mapping) else None
    if not isinstance(nodes, list) or not all(
        isinstance(node, str) and re.fullmatch("[0-9a-f]{64}", node) for node in nodes
    ):
        raise ValueError("its nodes cannot be read")
    return [bytes.fromhex(node) for node in nodes]


def _digest_in(entry: bytes) -> str:
    try:
        return str(json.loads(entry)["detail"].get("digest", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""


# --- a bundle ----------------------------------------------------------------------------

MANIFEST, SIGNED, KEY = "manifest.json", "manifest.note", "ledger/key.txt"
HEAD, ENTRIES, PROOFS = "ledger/checkpoint.txt", "ledger/entries.jsonl", "ledger/proofs.json"
ORIGINALS = "originals.jsonl"


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an archive, byte by byte the same of the same files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(describe(name), files[name])
    return kept.getvalue()


def describe(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    about.create_system, about.external_attr = 3, 0o644 << 16
    return about


def check_archive(data: bytes, *, key: str | None = None) -> list[str]:
    """Say what is wrong with a bundle, each with the name of the file or entry."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
        files = {about.filename: _stored(data, about) for about in listed}
        whole = pack(files)
    except Exception as failure:  # noqa: BLE001 (whatever an altered archive does to its reader)
        return [f"The archive itself is altered: it cannot be read ({failure})."]
    wrong = check_files(files, key=key)
    if whole != data and not wrong:
        at = next((i for i, (a, b) in enumerate(zip(whole, data, strict=False)) if a != b), -1)
        near = [about.filename for about in listed if about.header_offset <= at]
        wrong.append(f"The archive itself is altered at byte {at}: {near[-1:] or 'its end'}.")
    return wrong


def _stored(data: bytes, about: zipfile.ZipInfo) -> bytes:
    """Return a file's bytes. Whether they are the right ones is for the manifest to say."""
    at = about.header_offset
    begin = at + 30 + sum(struct.unpack("<HH", data[at + 26 : at + 30]))
    return data[begin : begin + about.file_size]


def check_files(files: Mapping[str, bytes], *, key: str | None = None) -> list[str]:
    """Say what is wrong with a bundle's files, each with its name."""
    needed = (MANIFEST, SIGNED, KEY, HEAD, ENTRIES, PROOFS)
    if missing := [f"{name} is missing." for name in needed if name not in files]:
        return missing
    key = key or files[KEY].decode(errors="replace")
    return [*_check_manifest(files, key), *_check_ledger(files, key), *_check_originals(files)]


def _check_manifest(files: Mapping[str, bytes], key: str) -> Iterator[str]:
    try:
        signed = open_note(files[SIGNED], key=key).split("\n")[1]
    except (AlteredError, IndexError) as failure:
        yield f"{SIGNED} or {KEY} is altered: {failure}."
        signed = ""
    if signed and signed != hashlib.sha256(files[MANIFEST]).hexdigest():
        yield f"{MANIFEST} is altered: it is not the one that was signed."
    try:
        listed: dict[str, str] = json.loads(files[MANIFEST])["files"]
        names = sorted(listed)
    except (ValueError, KeyError, TypeError):
        yield f"{MANIFEST} is altered: it cannot be read."
        return
    for name in names:
        if name not in files:
            yield f"{name} is missing."
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            yield f"{name} is altered: its SHA-256 is not the one in {MANIFEST}."
    for name in sorted(set(files) - set(names) - {MANIFEST, SIGNED}):
        yield f"{name} was added: it is not in {MANIFEST}."


def _check_ledger(files: Mapping[str, bytes], key: str) -> Iterator[str]:
    try:
        head = read_head(files[HEAD], key=key)
    except AlteredError as failure:
        yield f"{HEAD} or {KEY} is altered: {failure}."
        return
    entries = files[ENTRIES].splitlines()
    try:
        places = list(json.loads(files[PROOFS]))
    except (ValueError, TypeError, KeyError):
        yield f"{PROOFS} is altered: it cannot be read."
        return
    if len(places) != len(entries):
        yield f"{ENTRIES} or {PROOFS} is altered: {len(entries)} entries, {len(places)} proofs."
    for entry, place in zip(entries, places, strict=False):
        yield from check_entry(entry=entry, place=place, head=head)


def _check_originals(files: Mapping[str, bytes]) -> Iterator[str]:
    """Say which words, or which published version, the ledger's entries were not made of."""
    digests = {_digest_in(entry) for entry in files[ENTRIES].splitlines()}
    for line in files.get(ORIGINALS, b"").splitlines():
        if hashlib.sha256(line).hexdigest() not in digests:
            found = re.search(r'"receipt":"([^"]*)"', line.decode(errors="replace"))
            who = found[1] if found else "a receipt that cannot be read"
            yield f"{ORIGINALS}: what was said under {who} is not what the ledger has."
    for name in sorted(files):
        if re.fullmatch(r"versions/\d+/content\.json", name) and (
            hashlib.sha256(files[name]).hexdigest() not in digests
        ):
            yield f"{name} is not the version that the ledger has as published."


def main(given: Sequence[str] | None = None) -> int:
    reader = argparse.ArgumentParser(description="Check a bundle or a proof.")
    reader.add_argument("file", type=Path)
    reader.add_argument("--key", help="the key that the partnership publishes")
    told = reader.parse_args(given)
    data = told.file.read_bytes()
    if data[:2] == b"PK":
        wrong = check_archive(data, key=told.key)
    else:
        wrong = list(check_proof(json.loads(data), key=told.key))
    lines = [f"ALTERED  {words}" for words in wrong] or ["All is as it was sealed and signed."]
    if not wrong and told.key is None:
        lines.append("The key came along with it: compare it with the published one.")
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
