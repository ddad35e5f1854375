from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.types import Fact, FactRow, Source
from regard.foundation.audit.models import Entry
from tests.domains.register.files import line, write_ratings
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def take(record, facts, source=Source.CORRECTION, as_at=date(2026, 11, 21)):
    return actions.take_facts(
        record=record, facts=facts, source=source, as_at=as_at, by="person:1", at=NOW
    )


class TestTakeFacts:
    def test_sets_them_and_says_who_told_them_in_one_ledger_entry(self):
        location = LocationFactory()

        taken = take(location, {Fact.BEDS: {"beds": 12}, Fact.LINES: {"telephone": "01522 1"}})

        location.refresh_from_db()
        assert taken == {Fact.BEDS, Fact.LINES}
        assert (location.beds, location.telephone) == (12, "01522 1")
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["facts"]) == ("facts.taken", ["beds", "lines"])

    def test_leaves_what_a_better_source_told(self):
        location = LocationFactory()
        take(location, {Fact.BEDS: {"beds": 12}})

        assert not take(location, {Fact.BEDS: {"beds": 99}}, source=Source.DIRECTORY)

        location.refresh_from_db()
        assert location.beds == 12

    def test_are_not_overwritten_by_a_newer_file_of_a_lesser_source(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100)]))
        location = LocationFactory._meta.model.objects.get(regulator_id="1-100")
        take(location, {Fact.NAME: {"name": "As we say"}}, as_at=date(2020, 1, 1))

        load(write_ratings(tmp_path / "b.csv", [line(100, published="01/03/2021")]))

        location.refresh_from_db()
        assert (location.name, location.as_at) == ("As we say", date(2021, 3, 1))


class TestListProvenance:
    def test_names_each_source_and_its_date(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100)]))
        location = LocationFactory._meta.model.objects.get(regulator_id="1-100")
        take(location, {Fact.BEDS: {"beds": 12}})

        rows = queries.list_provenance(location=location)

        told = date(2021, 1, 30)
        assert FactRow("Name", "The regulator’s ratings with coordinates", told) in rows
        assert FactRow("Beds", "The service’s own correction", date(2026, 11, 21)) in rows

    def test_is_empty_for_what_nobody_is_known_to_have_told(self):
        assert queries.list_provenance(location=LocationFactory()) == []
