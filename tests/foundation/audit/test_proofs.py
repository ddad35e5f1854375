from datetime import timedelta

import pytest

from regard.foundation.audit import proofs, sealing
from regard.foundation.audit.canonical import entry_bytes
from regard.foundation.audit.models import Entry, Leaf, Seal
from regard.foundation.audit.verify import check_proof, leaf_hash
from regard.foundation.base.errors import NotFound

from .made import AT, make_entries, sealed

pytestmark = pytest.mark.django_db


class TestCheck:
    def test_proves_every_entry_of_a_ledger(self):
        entries = make_entries(21)
        sealing.seal(at=AT)

        for entry in entries:
            checked = proofs.check(entry)

            assert checked.is_unaltered
            assert list(check_proof(checked.as_file())) == []

    def test_says_that_an_entry_waits(self):
        [entry] = make_entries(1)

        checked = proofs.check(entry)

        assert (checked.proof, checked.is_unaltered) == (None, True)
        with pytest.raises(NotFound, match="not sealed yet"):
            checked.as_file()

    def test_finds_an_entry_altered_past_the_database(self):
        sealed(3)
        entry = Entry.objects.order_by("pk")[1]
        entry.detail = {"number": 1}

        checked = proofs.check(entry)

        assert not checked.is_unaltered
        assert list(check_proof(checked.as_file())) == [
            (
                f"Ledger entry {entry.pk} or its proof is altered: "
                "it is not in the ledger as it stands here."
            )
        ]

    def test_reads_the_database_as_often_whatever_the_size(self, django_assert_num_queries):
        sealed(200)
        entry = Entry.objects.order_by("pk")[77]

        with django_assert_num_queries(4):
            proofs.check(entry)


class TestProveHash:
    def test_finds_a_leaf_by_its_hash(self):
        seal = sealed(6)
        entry = Entry.objects.order_by("pk")[4]

        proof = proofs.prove_hash(leaf=leaf_hash(entry_bytes(entry)), seal=seal)

        assert proof.leaf == 4

    def test_knows_no_other(self):
        seal = sealed(2)
        with pytest.raises(NotFound, match="no such entry"):
            proofs.prove_hash(leaf=bytes(32), seal=seal)


class TestProveGrowth:
    @pytest.mark.parametrize("first", [1, 4, 7])
    def test_proves_it_of_any_two_heads(self, first):
        smaller, larger = sealed(first), sealed(9)

        told = {
            "from": smaller.note,
            "checkpoint": larger.note,
            "proof": proofs.prove_growth(first=smaller, second=larger),
            "key": proofs.key_of(larger),
        }

        assert list(check_proof(told)) == []
        told["proof"] = [*told["proof"], "00" * 32]
        assert list(check_proof(told)) != []

    def test_refuses_a_larger_first(self):
        smaller, larger = sealed(1), sealed(1)
        with pytest.raises(NotFound, match="smaller"):
            proofs.prove_growth(first=larger, second=smaller)


class TestFindEntries:
    def test_gives_those_of_some_subjects_with_their_leaves_part_by_part(self, monkeypatch):
        monkeypatch.setattr(proofs, "TOGETHER", 2)
        seal = sealed(4)
        make_entries(4)
        subjects = iter(["register.System:3", "register.System:1", "x", "register.System:3"])

        found = proofs.find_entries(subjects=subjects, seal=seal)

        assert list(found.leaves) == [1, 3]
        assert [
            (entry.subject, leaf) for entry, leaf in proofs.stream_entries(leaves=found.leaves)
        ] == [("register.System:1", 1), ("register.System:3", 3)]

    def test_gives_them_also_in_the_order_of_what_was_done(self):
        for at in (AT, AT - timedelta(days=1)):
            Entry.objects.create(
                event="x", subject=f"register.System:{at.day}", by="person:1", at=at, detail={}
            )
        sealing.seal(at=AT)
        subjects = Entry.objects.values_list("subject", flat=True)

        found = proofs.find_entries(subjects=subjects, seal=proofs.newest_seal())

        assert list(found.leaves) == [0, 1]
        assert list(found.by_time) == [1, 0]


def test_a_head_of_no_size_is_not_there():
    sealed(2)
    with pytest.raises(NotFound, match="No head"):
        proofs.get_seal(size=1)
    assert proofs.get_seal(size=2) == Seal.objects.get()
    assert [seal.size for seal in proofs.list_seals(limit=5)] == [2]
    assert len(proofs.list_keys()) == 1
    assert Leaf.objects.count() == 2
