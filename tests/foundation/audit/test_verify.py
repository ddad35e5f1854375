import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.foundation.audit import keys, proofs, verify, verify_bundle
from regard.foundation.audit.models import Entry
from regard.foundation.audit.verify import (
    AlteredError,
    is_signed,
    open_note,
    root_by_inclusion,
    roots_by_consistency,
)

from .made import AT, sealed

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAID = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
NOTE = (
    f"{SAID}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The example of Go's package note, of which C2SP's signed notes are the standard."""


class TestIsSigned:
    @pytest.mark.parametrize(
        ("public", "message", "signature"),
        [
            (
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
        ],
    )
    def test_knows_the_signatures_of_rfc_8032(self, public, message, signature):
        told = [bytes.fromhex(each) for each in (public, message, signature)]

        assert is_signed(public=told[0], message=told[1], signature=told[2])
        assert not is_signed(public=told[0], message=told[1] + b".", signature=told[2])

    @settings(max_examples=15)
    @given(st.binary(max_size=60), st.integers(min_value=0, max_value=511))
    def test_agrees_with_the_library_that_signs(self, message, bit):
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        signature = private.sign(message)
        altered = bytearray(signature)
        altered[bit // 8] ^= 1 << bit % 8

        assert is_signed(public=public, message=message, signature=signature)
        assert not is_signed(public=public, message=message, signature=bytes(altered))

    def test_refuses_what_is_no_point_or_no_signature(self):
        beyond, no_square = b"\xff" * 32, (2).to_bytes(32, "little")
        zero_turned = (1 | 1 << 255).to_bytes(32, "little")

        for bad in (beyond, no_square, zero_turned):
            assert not is_signed(public=bad, message=b"", signature=bytes(64))
        assert not is_signed(public=b"\x01" + bytes(31), message=b"", signature=bytes(70))


class TestOpenNote:
    def test_opens_what_others_signed(self):
        assert open_note(NOTE.encode(), key=PETER) == SAID

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("If", "lf", "signature does not fit"),
            ("— Peter", "— Pater", "another key"),
            ("x08go", "y08go", "another key"),
            ("AM=", "AN=", "another key"),
            ("AM=", "A===", "another key"),
            ("\n\n", "\n", "not a signed note"),
            ("— ", "- ", "not a signed note"),
        ],
    )
    def test_names_what_was_altered(self, old, new, words):
        with pytest.raises(AlteredError, match=words):
            open_note(NOTE.replace(old, new).encode(), key=PETER)

    @pytest.mark.parametrize("key", ["", "a+b", "PeterNeumann+c74f20a3+AAAA", PETER[1:]])
    def test_refuses_a_key_that_is_none(self, key):
        with pytest.raises(AlteredError, match="key"):
            open_note(NOTE.encode(), key=key)


class TestTheProofs:
    @pytest.mark.parametrize(("number", "size", "length"), [(3, 3, 2), (0, 1, 1), (0, 2, 0)])
    def test_are_refused_where_they_do_not_fit_the_place(self, number, size, length):
        with pytest.raises(ValueError, match="does not fit"):
            root_by_inclusion(leaf=b"", number=number, size=size, proof=[b""] * length)

    @pytest.mark.parametrize(
        ("first", "second", "length"), [(0, 1, 0), (2, 1, 0), (2, 2, 1), (2, 4, 0), (3, 4, 1)]
    )
    def test_are_refused_where_they_do_not_fit_the_sizes(self, first, second, length):
        with pytest.raises(ValueError, match="does not fit"):
            roots_by_consistency(first, second, [b""] * length, b"root")


def test_a_head_is_no_other_note():
    signer = keys.get_signer()
    root = base64.b64encode(bytes(32)).decode()
    for text in (f"a\n1\n{root[:-4]}\n", f"a\n01\n{root}\n", f"a\n1\n{root}\nmore\n", "a\n"):
        with pytest.raises(AlteredError, match="not the head"):
            verify.read_head(signer.sign(text).encode(), key=signer.public)
    assert verify.read_head(signer.sign(f"a\n1\n{root}\n").encode(), key=signer.public).size == 1


def test_a_proof_that_cannot_be_read_is_told_so():
    assert list(verify.check_proof(json.loads("{}"))) == [
        "The signed head is altered: the key is not a key of Ed25519."
    ]


@pytest.mark.django_db
class TestTheProgram:
    @pytest.fixture
    def told(self):
        sealed(5)
        return proofs.check(Entry.objects.order_by("pk")[3]).as_file()

    def run(self, told, tmp_path, *arguments):
        path = tmp_path / "proof.json"
        path.write_text(json.dumps(told))
        return verify_bundle.main([str(path), *arguments])

    def test_says_that_a_proof_holds_and_whose_key_it_took(self, told, tmp_path, capsys):
        assert self.run(told, tmp_path, "--key", told["key"]) == 0
        assert capsys.readouterr().out == "All is as it was sealed and signed.\n"

        assert self.run(told, tmp_path) == 0
        assert "compare it with the published one" in capsys.readouterr().out

    def test_names_what_is_altered(self, told, tmp_path, capsys):
        told["entry"] = told["entry"].replace("thing", "thong")

        assert self.run(told, tmp_path) == 1
        assert capsys.readouterr().out.startswith("ALTERED  Ledger entry ")

    @pytest.mark.parametrize("proof", ["nonsense", ["0"], ["0" * 64], ["0" * 63 + "G"]])
    def test_names_a_proof_that_is_none(self, told, proof):
        told["proof"] = proof

        [words] = verify.check_proof(told)

        assert "its proof is altered" in words or "or its proof is altered" in words

    def test_takes_no_other_key(self, told, tmp_path, capsys):
        other = keys.retire_key(at=AT) and keys.get_signer().public

        assert self.run(told, tmp_path, "--key", other) == 1
        assert "another key" in capsys.readouterr().out
