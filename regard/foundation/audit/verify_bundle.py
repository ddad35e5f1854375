"""Check a bundle: the second half of the program that is handed out, which `verify.py` begins."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from typing import BinaryIO

from .verify import AlteredError, check_entry, check_proof, digest_in, open_note, read_head

# --- a bundle ----------------------------------------------------------------------------

MANIFEST, SIGNED, KEY = "manifest.json", "manifest.note", "ledger/key.txt"
HEAD, ENTRIES, PROOFS = "ledger/checkpoint.txt", "ledger/entries.jsonl", "ledger/proofs.json"
ORIGINALS = "originals.jsonl"
PIECE, MOST, TOGETHER = 2**18, 2**25, 20_000
"""Bytes read at once; the most of a line, or of a file that is no list; prints held at once."""

PRINTS = re.compile('"digest":"([0-9a-f]{64})"').findall

Files = Mapping[str, Callable[[], Iterable[bytes]]]
"""Each file's name, with what gives its bytes in pieces, from the beginning each time."""


def describe(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    about.create_system, about.external_attr = 3, 0o644 << 16
    return about


class Beside(io.BytesIO):
    """An archive to read; what is written to it is only compared with what stands there."""

    def __init__(self, archive: BinaryIO) -> None:
        super().__init__()
        self.archive, self.at = archive, 0
        self.differs: dict[int, int] = {}  # by where it was last written: the first other byte

    def tell(self) -> int:
        return self.at

    def seek(self, at: int, whence: int = 0) -> int:
        self.at = self.archive.seek(at, whence)
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        wanted = -1 if size is None else size
        if wanted > MOST:
            raise AlteredError("its list of files is too long")
        data = self.archive.read(wanted)
        self.at += len(data)
        return data

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.archive.seek(self.at)
        there = self.archive.read(len(data))
        self.differs.pop(self.at, None)
        if there != data:
            pairs = enumerate(zip_longest(there, data))
            self.differs[self.at] = self.at + next(i for i, (a, b) in pairs if a != b)
        self.at += len(data)
        return len(data)


def check_archive(archive: BinaryIO, *, key: str | None = None) -> Iterator[str]:
    """Say what is wrong with a bundle, each with the name of the file or entry."""
    try:
        listed = _list(archive)
    except Exception as failure:  # noqa: BLE001 (whatever an altered archive does to its reader)
        yield f"The archive itself is altered: it cannot be read ({failure})."
        return
    files = {about.filename: partial(_stored, archive, about) for about in listed}
    wrong = ""
    for wrong in check_files(files, key=key):
        yield wrong
    if not wrong:
        yield from _check_order(archive, files, listed)


def _list(archive: BinaryIO) -> list[zipfile.ZipInfo]:
    """:raises AlteredError: if the files that it lists would not all fit into it."""
    with zipfile.ZipFile(Beside(archive)) as opened:
        listed = opened.infolist()
    end = archive.seek(0, 2)
    fits = all(0 <= about.header_offset < end for about in listed)
    if not fits or sum(about.file_size for about in listed) > end:
        raise AlteredError("its files would not fit into it")
    return listed


def _stored(archive: BinaryIO, about: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a file's bytes. Whether they are the right ones is for the manifest to say."""
    archive.seek(about.header_offset + 26)
    name, more = archive.read(2), archive.read(2)
    at = about.header_offset + 30 + int.from_bytes(name, "little") + int.from_bytes(more, "little")
    end = at + about.file_size
    while at < end:
        archive.seek(at)
        piece = archive.read(min(PIECE, end - at))
        if not piece:
            return
        at += len(piece)
        yield piece


def _check_order(
    archive: BinaryIO, files: Files, listed: Sequence[zipfile.ZipInfo]
) -> Iterator[str]:
    """Say where the archive is not, byte by byte, what these files are put into."""
    again, sizes = Beside(archive), {about.filename: about.file_size for about in listed}
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as whole:
        for name in sorted(files):
            about = describe(name)
            about.file_size = sizes[name]
            with whole.open(about, "w") as target:
                for piece in files[name]():
                    target.write(piece)
    end = archive.seek(0, 2)
    if again.differs or again.at != end:
        at = min([*again.differs.values(), *({again.at, end} if again.at != end else ())])
        near = [about.filename for about in listed if about.header_offset <= at]
        yield f"The archive itself is altered at byte {at}: {near[-1:] or 'its end'}."


def read_parts(pieces: Iterable[bytes], between: bytes = b"\n") -> Iterator[bytes]:
    """Give the lines of a file, or what else stands between, whatever its pieces are."""
    left = b""
    for piece in pieces:
        *parts, left = (left + piece).split(between)
        yield from parts
        if len(left) > MOST:
            raise AlteredError("a line in it is too long")
    if left:
        yield left


def _read_whole(files: Files, name: str) -> bytes:
    data = b""
    for piece in files[name]():
        data += piece
        if len(data) > MOST:
            raise AlteredError(f"{name} is too long")
    return data


def _hash_of(files: Files, name: str) -> str:
    digest = hashlib.sha256()
    for piece in files[name]():
        digest.update(piece)
    return digest.hexdigest()


def check_files(files: Files, *, key: str | None = None) -> Iterator[str]:
    """Say what is wrong with a bundle's files, each with its name."""
    needed = (MANIFEST, SIGNED, KEY, HEAD, ENTRIES, PROOFS)
    if missing := [f"{name} is missing." for name in needed if name not in files]:
        yield from missing
        return
    try:
        key = key or _read_whole(files, KEY).decode(errors="replace")
        yield from _check_manifest(files, key)
        yield from _check_ledger(files, key)
        yield from _check_originals(files)
    except AlteredError as failure:
        yield f"It cannot be read to its end: {failure}."


def _check_manifest(files: Files, key: str) -> Iterator[str]:
    manifest = _read_whole(files, MANIFEST)
    try:
        signed = open_note(_read_whole(files, SIGNED), key=key).split("\n")[1]
    except (AlteredError, IndexError) as failure:
        yield f"{SIGNED} or {KEY} is altered: {failure}."
        signed = ""
    if signed and signed != hashlib.sha256(manifest).hexdigest():
        yield f"{MANIFEST} is altered: it is not the one that was signed."
    try:
        listed: dict[str, str] = json.loads(manifest)["files"]
        names = sorted(listed)
    except (ValueError, KeyError, TypeError):
        yield f"{MANIFEST} is altered: it cannot be read."
        return
    for name in names:
        if name not in files:
            yield f"{name} is missing."
        elif _hash_of(files, name) != listed[name]:
            yield f"{name} is altered: its SHA-256 is not the one in {MANIFEST}."
    for name in sorted(set(files) - set(names) - {MANIFEST, SIGNED}):
        yield f"{name} was added: it is not in {MANIFEST}."


def _check_ledger(files: Files, key: str) -> Iterator[str]:
    try:
        head = read_head(_read_whole(files, HEAD), key=key)
    except AlteredError as failure:
        yield f"{HEAD} or {KEY} is altered: {failure}."
        return
    entries, places = read_parts(files[ENTRIES]()), read_parts(files[PROOFS](), b"},{")
    for entry, place in zip_longest(entries, places):
        if entry is None or place is None:
            yield f"{ENTRIES} or {PROOFS} is altered: one is longer than the other."
            return
        yield from check_entry(entry=entry, place=_read_place(place), head=head)


def _read_place(part: bytes) -> object:
    """Return an entry's place, from what stands between two; None if it cannot be read."""
    try:
        return json.loads(b"{%b}" % part.removeprefix(b"[{").removesuffix(b"}]"))
    except ValueError:
        return None


def _check_originals(files: Files) -> Iterator[str]:
    """Say which words, or which published version, the ledger's entries were not made of."""
    claims = _read_claims(files)
    while some := dict(islice(claims, TOGETHER)):
        for entry in read_parts(files[ENTRIES]()):
            if any(each in some for each in PRINTS(entry.decode(errors="replace"))):
                some.pop(digest_in(entry), None)
        yield from some.values()


def _read_claims(files: Files) -> Iterator[tuple[str, str]]:
    """Give the hash of everything that the ledger was told of, and what to say if it was not."""
    for line in read_parts(files.get(ORIGINALS, tuple)()):
        found = re.search(r'"receipt":"([^"]*)"', line.decode(errors="replace"))
        who = found[1] if found else "a receipt that cannot be read"
        words = f"{ORIGINALS}: what was said under {who} is not what the ledger has."
        yield hashlib.sha256(line).hexdigest(), words
    for name in sorted(files):
        if re.fullmatch(r"versions/\d+/content\.json", name):
            yield (
                _hash_of(files, name),
                f"{name} is not the version that the ledger has as published.",
            )


def check(file: BinaryIO, *, key: str | None = None) -> Iterator[str]:
    """Say what is wrong with a bundle or a proof."""
    if file.read(2) == b"PK":
        return check_archive(file, key=key)
    file.seek(0)
    return check_proof(json.loads(file.read(MOST)), key=key)


def main(given: Sequence[str] | None = None) -> int:
    reader = argparse.ArgumentParser(description="Check a bundle or a proof.")
    reader.add_argument("file", type=Path)
    reader.add_argument("--key", help="the key that the partnership publishes")
    told = reader.parse_args(given)
    wrong = ""
    with told.file.open("rb") as file:
        for wrong in check(file, key=told.key):
            sys.stdout.write(f"ALTERED  {ascii(wrong)[1:-1]}\n")
    if not wrong:
        sys.stdout.write("All is as it was sealed and signed.\n")
    if not wrong and told.key is None:
        sys.stdout.write("The key came along with it: compare it with the published one.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
