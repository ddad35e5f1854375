from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from regard.domains.register import actions
from regard.domains.register.models import Contact, Placement, Service, Touch
from regard.domains.register.queries import columns
from regard.domains.register.queries.columns import read_columns
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    OrganisationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def names():
    return sorted(read_columns().names)


class TestReadColumns:
    def test_hold_what_is_there(self):
        service = ServiceFactory(
            location__name="Ash House", location__beds=12, location__people_served=["Dementia"]
        )

        found = read_columns()

        [row] = (found["service"] == service.pk).nonzero()[0]
        assert (found.names[row], found["beds"][row]) == ("ash house", 12)
        assert found.codes["people"].texts[found["people"][row]] == "Dementia"

    def test_are_true_after_every_kind_of_change(self):
        service = ServiceFactory(location__name="Ash House")
        other = LocationFactory(name="Elm Care")
        assert names() == ["ash house"]

        ServiceFactory(location=other)
        assert names() == ["ash house", "elm care"]
        service.location.name = "Oak House"
        service.location.save()
        assert names() == ["elm care", "oak house"]
        Service.objects.filter(pk=service.pk).update(location=other, service_type="advice")
        assert names() == ["elm care", "elm care"]
        Service.objects.filter(pk=service.pk).delete()
        assert names() == ["elm care"]

    def test_follow_a_provider_a_contact_and_a_placement(self):
        system = SystemFactory()
        service = ServiceFactory(system=system)
        assert not read_columns()["reachable"].any()

        ContactFactory(location=service.location)
        assert read_columns()["reachable"].all()
        Contact.objects.all().delete()
        assert not read_columns()["reachable"].any()
        service.location.organisation.brand_id = "BD7"
        service.location.organisation.save()
        found = read_columns()
        assert found.codes["brand"].texts[found["brand"][0]] == "BD7"
        assert len(found.in_system(system.pk)[0]) == 1
        Placement.objects.all().delete()
        assert len(read_columns().in_system(system.pk)[0]) == 0

    def test_see_the_same_thing_change_twice_in_one_transaction(self):
        location = ServiceFactory().location
        for name in ("One", "Two"):
            location.name = name
            location.save()
            assert names() == [name.lower()]

    def test_forget_what_a_transaction_that_was_undone_had_said(self):
        ServiceFactory(location__name="Ash House")

        with transaction.atomic():
            ServiceFactory(location__name="Never There")
            assert names() == ["ash house", "never there"]
            transaction.set_rollback(True)

        assert names() == ["ash house"]

    def test_ask_the_database_once(self, django_assert_num_queries):
        ServiceFactory()
        read_columns()

        with django_assert_num_queries(1):
            read_columns()
        LocationFactory()
        with django_assert_num_queries(1):
            read_columns()

    def test_are_read_whole_after_a_change_of_many(self):
        system = SystemFactory()
        locations = LocationFactory.create_batch(320, system=system)
        read_columns()
        before = Touch.objects.filter(kind="everything").count()

        Service.objects.bulk_create(
            Service(location=location, service_type="care_home") for location in locations
        )

        assert Touch.objects.filter(kind="everything").count() == before + 1
        assert len(read_columns()) == 320

    def test_are_read_whole_once_touches_were_forgotten(self):
        ServiceFactory(location__name="Ash House")
        read_columns()
        held = columns._HELD[str(connection.settings_dict["NAME"])]
        columns._HELD[str(connection.settings_dict["NAME"])] = columns.Held(
            columns.build(columns._told(empty()), None), held.horizon, held.seen
        )
        assert names() == []

        Touch.objects.create(transaction=2**63 - 1, kind="forgotten", key=held.horizon)

        assert names() == ["ash house"]

    def test_leave_out_what_was_merged_into_another(self):
        kept = ServiceFactory(location__name="Ash House").location
        gone = ServiceFactory(location__name="Ash Hse").location
        gone.merged_into = kept
        gone.save()

        assert names() == ["ash house"]


def empty():
    numbers = dict.fromkeys((*columns.NUMBERS, *columns.POINTS))
    texts = dict.fromkeys(("name", *columns.CODED), "")
    placed = {f"placed_{name}": None for name in columns.PLACED}
    return numbers | texts | placed


def test_indexing_forgets_old_touches_and_says_so():
    OrganisationFactory()
    Touch.objects.create(transaction=5, kind="location", key=1)
    Touch.objects.filter(transaction=5).update(at=datetime(2026, 11, 1, tzinfo=UTC))

    actions.index_locations(at=NOW)

    [forgotten] = Touch.objects.filter(kind="forgotten")
    assert forgotten.key == 5
    assert not Touch.objects.filter(transaction=5).exists()
