from datetime import timedelta

import pytest
from django.db import connection

from regard.foundation.audit import checking
from regard.foundation.audit.checking import check_ledger
from regard.foundation.audit.models import Entry, Leaf, Node, Seal

from .made import AT, make_entries, sealed

pytestmark = pytest.mark.django_db


def unguard(model):
    """Do as only the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {model._meta.db_table} disable trigger user")


class TestCheckLedger:
    @pytest.fixture(autouse=True)
    def _in_parts(self, monkeypatch):
        monkeypatch.setattr(checking, "TOGETHER", 5)

    def test_finds_nothing_wrong_with_what_is_right(self):
        for count in (3, 9, 1):
            sealed(count)

        assert list(check_ledger(at=AT)) == []

    def test_names_an_entry_that_was_altered_or_is_gone(self):
        sealed(12)
        unguard(Entry)
        altered, gone = Entry.objects.order_by("pk")[4], Entry.objects.order_by("pk")[7]
        Entry.objects.filter(pk=altered.pk).update(at=AT + timedelta(microseconds=1))
        gone_id = gone.pk
        gone.delete()

        assert list(check_ledger(at=AT)) == [
            f"Ledger entry {altered.pk} is altered: thing.done register.System:4.",
            f"Ledger entry {gone_id} is missing.",
        ]

    def test_names_leaves_that_were_made_to_fit(self):
        """Whoever alters an entry and its leaf still has the nodes and the heads against them."""
        sealed(6)
        unguard(Leaf)
        Leaf.objects.filter(number=2).update(hash=bytes(32))

        wrong = list(check_ledger(at=AT))

        assert "Node 1 of level 1 is altered or missing." in wrong
        assert "Node 0 of level 2 is altered or missing." in wrong

    def test_names_a_leaf_that_is_missing(self):
        sealed(4)
        unguard(Leaf)
        Leaf.objects.filter(number=1).delete()

        assert "Leaf 1 is missing." in list(check_ledger(at=AT))

    def test_names_a_head_that_does_not_fit(self):
        sealed(3)
        unguard(Node)
        unguard(Seal)
        Seal.objects.update(root=bytes(32))
        assert list(check_ledger(at=AT)) == ["The head of 3 entries does not fit the tree."]

        Seal.objects.update(note=Seal.objects.get().note.replace("\n3\n", "\n4\n"))
        [words] = check_ledger(at=AT)
        assert words.startswith("The head of 3 entries is altered: its signature does not fit")

    def test_says_that_nobody_seals(self):
        make_entries(2)

        assert list(check_ledger(at=AT + timedelta(hours=2))) == [
            "2 entries of over an hour ago are not sealed. Does a worker run?"
        ]
