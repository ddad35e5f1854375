"""Bundles that are not as they are written, and what the program needs to find that out."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile

import pytest

from regard.foundation.audit import keys, proofs, verify_bundle
from regard.foundation.audit.canonical import canonical, entry_bytes
from regard.foundation.audit.models import Entry
from regard.foundation.audit.verifier import verifier_source
from regard.foundation.audit.verify_bundle import read_parts

from .archives import check, check_files, pack
from .made import AT, make_entries, sealed

pytestmark = pytest.mark.django_db

OLDEST = (3, 9)
"""Python that the program says it needs."""

LARGE = 24 * 2**20
"""Bytes of one file below."""

HELD = 6 * 2**20
"""Bytes that may be held at once, whatever a bundle's size."""

SAID = [
    json.dumps({"receipt": f"NM-{number}", "text": "…"}, separators=(",", ":")).encode()
    for number in range(40)
]


def sign(files):
    """Return the files with a manifest of theirs, signed."""
    signer = keys.get_signer()
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = canonical({"bundle": "bundle-1", "files": hashes})
    words = f"{signer.name}/bundle-1\n{hashlib.sha256(manifest).hexdigest()}\n"
    signed = {verify_bundle.MANIFEST: manifest, verify_bundle.SIGNED: signer.sign(words).encode()}
    return {**files, **signed}


@pytest.fixture
def parts():
    """What a bundle is made of before it is signed: forty things said, and their entries."""
    made = make_entries(len(SAID))
    for entry, line in zip(made, SAID, strict=True):
        Entry.objects.create(
            event="contribution.kept",
            subject=entry.subject,
            by="link:1",
            at=AT,
            detail={"digest": hashlib.sha256(line).hexdigest()},
        )
    seal = sealed(3)
    found = [entry for entry, _ in proofs.stream_entries(leaves=range(seal.size))]
    ways = proofs.prove(leaf_numbers=range(seal.size), seal=seal)
    places = [{"leaf": way.leaf, "proof": way.nodes} for way in ways]
    return {
        verify_bundle.ENTRIES: b"".join(entry_bytes(entry) + b"\n" for entry in found),
        verify_bundle.PROOFS: json.dumps(places, separators=(",", ":")).encode(),
        verify_bundle.HEAD: seal.note.encode(),
        verify_bundle.KEY: proofs.key_of(seal).encode(),
        verify_bundle.ORIGINALS: b"".join(line + b"\n" for line in SAID),
        "words.txt": b"What we will do." * 9,
    }


class TestTheProgram:
    def test_is_one_file_for_old_pythons_that_needs_nothing_else(self):
        tree = ast.parse(verifier_source(), feature_version=OLDEST)

        imported = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert imported <= sys.stdlib_module_names
        assert not any(isinstance(n, ast.ImportFrom) and n.level for n in ast.walk(tree))
        assert f"Python {OLDEST[0]}.{OLDEST[1]} or newer" in ast.get_docstring(tree)

    def test_prints_no_letters_that_a_name_could_play_tricks_with(self, parts, tmp_path):
        path, program = tmp_path / "bundle.zip", tmp_path / "verify.py"
        path.write_bytes(pack({**sign(parts), "a\nAll is as it was sealed\x1b[2K": b""}))
        program.write_bytes(verifier_source())

        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-I", str(program), str(path)], capture_output=True, check=False
        )

        assert done.returncode == 1
        assert done.stdout.splitlines() == [
            rb"ALTERED  a\nAll is as it was sealed\x1b[2K was added: it is not in manifest.json."
        ]


class TestWhatItHolds:
    def test_does_not_grow_with_the_bundle(self, parts, tmp_path, monkeypatch):
        monkeypatch.setattr(verify_bundle, "TOGETHER", 7)
        path = tmp_path / "bundle.zip"
        path.write_bytes(pack(sign({**parts, "large.pdf": b"%PDF" * (LARGE // 4)})))
        tracemalloc.start()

        try:
            with path.open("rb") as archive:
                wrong = list(verify_bundle.check_archive(archive))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert wrong == []
        assert most < HELD

    @pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
    def test_is_parted_alike_in_whatever_pieces_it_comes(self, size):
        data = b"one\n\ntwo\nthree"
        pieces = [data[at : at + size] for at in range(0, len(data), size)]

        assert list(read_parts(pieces)) == data.split(b"\n")
        assert list(read_parts([*pieces, b"\n"])) == data.split(b"\n")
        assert list(read_parts([b"[{1},{2}]"], b"},{")) == [b"[{1", b"2}]"]

    def test_has_an_end(self, parts, monkeypatch):
        monkeypatch.setattr(verify_bundle, "MOST", 2_000)
        long = {**parts, verify_bundle.ORIGINALS: b"x" * 5_000}

        assert "It cannot be read to its end: a line in it is too long." in check_files(sign(long))
        long = {**parts, verify_bundle.KEY: b"x" * 5_000}
        [words] = check_files(sign(long))
        assert words == "It cannot be read to its end: ledger/key.txt is too long."


class TestWhatIsSaid:
    def test_is_held_against_the_ledger_some_at_a_time(self, parts, monkeypatch):
        monkeypatch.setattr(verify_bundle, "TOGETHER", 7)
        words = parts[verify_bundle.ORIGINALS]
        other = words.replace(b'"NM-39"', b'"NM-93"').replace(b'"NM-4"', b'"NM_4"')

        wrong = check_files(sign({**parts, verify_bundle.ORIGINALS: other}))

        assert check_files(sign(parts)) == []
        assert wrong == [
            f"originals.jsonl: what was said under {who} is not what the ledger has."
            for who in ("NM_4", "NM-93")
        ]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (b'[{"leaf":0', b'{"leaf":0', "Ledger entry "),
            (b'{"leaf":1,', b'{"leaf":1;', "Ledger entry "),
            (b'{"leaf":2,', b'{"leaf":3,', "Ledger entry "),
            (b'{"leaf":2,', b'{"leaf":2.5,', "Ledger entry "),
            (b'},{"leaf":3,', b'}, {"leaf":3,', "entries.jsonl or ledger/proofs.json is altered"),
        ],
    )
    def test_needs_every_proof_as_it_is_written(self, parts, old, new, words):
        told = parts[verify_bundle.PROOFS]
        assert told.count(old) == 1

        wrong = check_files(sign({**parts, verify_bundle.PROOFS: told.replace(old, new)}))

        assert words in wrong[-1]


class TestAnArchive:
    @pytest.fixture
    def files(self, parts):
        return sign(parts)

    def test_is_whole_if_it_is_as_it_is_written(self, files):
        assert check(pack(files)) == []

    @pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
    def test_is_not_inflated(self, files, how):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as archive:
            for name in sorted(files):
                about = verify_bundle.describe(name)
                about.compress_type = how if name == "words.txt" else zipfile.ZIP_STORED
                archive.writestr(about, files[name])

        assert any("words.txt is altered" in words for words in check(kept.getvalue()))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_has_each_name_once_in_order_and_nothing_about_them(self, files):
        def written(names, **about):
            kept = io.BytesIO()
            with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
                for name in names:
                    info = verify_bundle.describe(name)
                    for field, value in about.items():
                        setattr(info, field, value)
                    archive.writestr(info, files[name])
            return kept.getvalue()

        names = sorted(files)
        assert written(names) == pack(files)
        for other in (
            written([*names, names[-1]]),
            written(names[::-1]),
            written(names, comment=b"mine"),
            written(names, external_attr=0o755 << 16),
            pack(files) + b"more",
            b"#!/bin/sh\n" + pack(files),
            pack(files)[:-1],
        ):
            [words] = check(other)
            assert words.startswith("The archive itself is altered")

    def test_holds_no_more_than_its_own_length(self, files):
        data = bytearray(pack(files))
        [begin] = [at for at in range(len(data)) if data[at : at + 4] == b"PK\1\2"][:1]
        data[begin + 24 : begin + 28] = b"\xff\xff\xff\x7f"

        [words] = check(bytes(data))

        assert "its files would not fit into it" in words

    def test_has_no_endless_list_of_files(self, files, monkeypatch):
        monkeypatch.setattr(verify_bundle, "MOST", 100)

        [words] = check(pack(files))

        assert "its list of files is too long" in words

    def test_is_none_at_all(self):
        [words] = check(b"PK, and no more")

        assert words.startswith("The archive itself is altered: it cannot be read")
