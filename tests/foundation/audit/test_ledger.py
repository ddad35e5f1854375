from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, transaction

from regard.foundation.accounts.models import Person
from regard.foundation.audit import ledger
from regard.foundation.audit.models import Entry

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def record():
    person = Person(pk=7)
    return ledger.record(event="person.added", subject=person, by="person:1", at=NOON)


@pytest.mark.django_db
class TestRecord:
    def test_says_who_did_what_to_what_and_when(self):
        entry = record()

        assert (entry.event, entry.subject) == ("person.added", "accounts.Person:7")
        assert (entry.by, entry.at) == ("person:1", NOON)

    @pytest.mark.parametrize("change", [lambda e: e.update(by="x"), lambda e: e.delete()])
    def test_is_final(self, change):
        entry = record()

        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            change(Entry.objects.filter(pk=entry.pk))


@pytest.mark.django_db(transaction=True)
def test_record_refuses_to_write_outside_an_action():
    with pytest.raises(transaction.TransactionManagementError, match="inside an action"):
        record()
