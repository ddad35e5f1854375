from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from regard.foundation.audit import keys, sealing
from regard.foundation.audit.canonical import canonical, entry_bytes
from regard.foundation.audit.models import Entry, Key, Leaf, Node, Seal
from regard.foundation.audit.tree import hash_over
from regard.foundation.audit.verify import leaf_hash, read_head

from .made import AT, make_entries, sealed

pytestmark = pytest.mark.django_db


class TestCanonical:
    def test_is_the_same_for_the_same(self):
        assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1})
        assert canonical({"b": [1.5, None], "a": "é\n"}).decode() == '{"a":"é\\n","b":[1.5,null]}'

    def test_says_all_of_an_entry(self):
        [entry] = make_entries(1)

        assert entry_bytes(entry).decode() == (
            '{"at":"2026-11-22T12:00:00.000000Z","by":"person:0",'
            '"detail":{"number":0,"words":"Café – “warm”"},"event":"thing.done",'
            f'"id":{entry.pk},"subject":"register.System:0"}}'
        )


class TestSeal:
    def test_gives_every_entry_its_place_under_a_signed_head(self):
        entries = make_entries(5)

        result = sealing.seal(at=AT)

        assert result == sealing.Sealed(added=5, size=5)
        head = read_head(Seal.objects.get().note.encode(), key=Key.objects.get().written)
        leaves = {(0, n): leaf_hash(entry_bytes(entry)) for n, entry in enumerate(entries)}
        nodes = {(node.level, node.number): bytes(node.hash) for node in Node.objects.all()}
        assert (head.size, head.root) == (5, hash_over((0, 5), leaves | nodes))
        assert list(Leaf.objects.order_by("number").values_list("entry_id", flat=True)) == [
            entry.pk for entry in entries
        ]

    def test_goes_on_where_it_was(self, monkeypatch):
        monkeypatch.setattr(sealing, "BATCH", 4)
        make_entries(11)

        first = sealing.seal(at=AT)
        sealed(2)

        assert first == sealing.Sealed(added=11, size=11)
        assert list(Seal.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 11, 13]
        nodes = {(node.level, node.number): bytes(node.hash) for node in Node.objects.all()}
        nodes |= {(0, leaf.number): bytes(leaf.hash) for leaf in Leaf.objects.all()}
        for seal in Seal.objects.all():
            assert bytes(seal.root) == hash_over((0, seal.size), nodes)

    def test_signs_no_new_head_where_nothing_was_added(self):
        sealed(3)

        assert sealing.seal(at=AT) == sealing.Sealed(added=0, size=3)
        assert Seal.objects.count() == 1

    def test_looks_at_nothing_again_that_was_settled_an_hour_ago(self):
        seal = sealed(3)
        later, oldest_running = AT + timedelta(minutes=61), seal.running_from

        assert sealing._sealed_up_to(oldest_running, later) == seal.newest_entry
        assert sealing._sealed_up_to(oldest_running - 1, later) == 0
        assert sealing._sealed_up_to(oldest_running, AT + timedelta(minutes=59)) == 0

    def test_finds_what_appears_after_what_came_after_it(self):
        first, *_ = make_entries(1)
        sealing.seal(at=AT)
        hidden = Entry(
            pk=first.pk - 1, event="thing.late", subject="x:1", by="person:1", at=AT, detail={}
        )
        hidden.save(force_insert=True)

        assert sealing.seal(at=AT).added == 1
        assert Leaf.objects.get(entry_id=hidden.pk).number == 1

    def test_names_a_new_key_from_its_first_head(self):
        sealed(1)
        keys.retire_key(at=AT)
        sealed(1)

        first, second = Key.objects.order_by("pk")
        assert first.written != second.written
        newest = Seal.objects.get(size=2)
        assert read_head(newest.note.encode(), key=second.written).size == 2


class TestTheDatabase:
    @pytest.mark.parametrize("model", [Leaf, Node, Seal, Key])
    def test_refuses_to_change_what_was_sealed(self, model):
        sealed(2)
        column = model._meta.get_fields()[-1].name
        for change in (
            lambda rows: rows.update(**{column: F(column)}),
            lambda rows: rows.delete(),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change(model.objects.all())

    def test_refuses_two_nodes_in_one_place(self):
        sealed(2)
        with pytest.raises(IntegrityError, match="audit_one_node_a_place"):
            Node.objects.create(level=1, number=0, hash=bytes(32))

    def test_refuses_an_empty_head(self):
        with pytest.raises(IntegrityError, match="audit_seal_holds_something"):
            Seal.objects.create(
                size=0, root=bytes(32), note="", at=AT, newest_entry=0, running_from=0
            )

    def test_refuses_a_leaf_before_the_first(self):
        with pytest.raises(IntegrityError, match="audit_leaf_is_numbered_from_0"):
            Leaf.objects.create(number=-1, entry_id=1, hash=bytes(32))
