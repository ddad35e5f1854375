"""Who may reach what."""

from datetime import UTC, date, datetime

import pytest

from regard.domains.register import queries
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.callers import Anyone, SignedIn
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import Holder, PersonFactory
from tests.factories.register import (
    ContactFactory,
    LoadFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def system():
    return SystemFactory()


class TestGetSystem:
    def test_shows_one_to_anyone(self, system):
        assert queries.get_system(slug=system.slug, caller=Anyone()) == system
        assert queries.list_systems() == [system]

    def test_cannot_find_what_is_not_there(self):
        with pytest.raises(NotFound):
            queries.get_system(slug="nowhere", caller=Anyone())

    def test_gives_it_for_loading_only_to_who_may_load_there(self, system):
        here = Holder(Permission.LOAD, scope=system)
        elsewhere = Holder(Permission.LOAD, scope=SystemFactory())

        found = queries.get_system(slug=system.slug, caller=here, to=Permission.LOAD)

        assert found == system
        for caller, refusal in [
            (Anyone(), SignInNeeded),
            (elsewhere, NotAllowed),
            (SignedIn(PersonFactory()), NotAllowed),
        ]:
            with pytest.raises(refusal):
                queries.get_system(slug=system.slug, caller=caller, to=Permission.LOAD)


class TestGetLocation:
    def test_shows_the_systems_own_even_if_it_has_ended(self, system):
        location = LocationFactory(system=system, ended_on=date(2026, 6, 1))

        found = queries.get_location(system=system, location_id=location.pk, caller=Anyone())

        assert found == location

    def test_cannot_find_another_systems(self, system):
        with pytest.raises(NotFound):
            queries.get_location(system=system, location_id=LocationFactory().pk, caller=Anyone())

    def test_goes_with_its_place_services_and_neighbours(self, system):
        location = LocationFactory(system=system)
        ServiceFactory(location=location, service_type="advice", ended_on=date(2026, 6, 1))
        ServiceFactory(location=location, service_type="care_home")
        other = LocationFactory(system=system, organisation=location.organisation)
        LocationFactory(organisation=location.organisation)
        PlaceFactory(system=system, name="County", council=location.council)
        city = PlaceFactory(system=system, name="City", districts=["LN1"])

        assert queries.get_placement(system=system, location=location).place == city
        kinds = [s.service_type for s in queries.list_location_services(location=location)]
        assert kinds == ["care_home", "advice"]
        others = queries.list_provider_locations(system=system, location=location)
        assert others == [other]

    def test_lies_in_no_place_where_none_is_drawn(self, system):
        location = LocationFactory(system=system, postcode="")

        assert queries.get_placement(system=system, location=location).place is None


class TestListContacts:
    def test_gives_every_address_and_what_else_is_known(self, system):
        contact = ContactFactory(location__system=system, telephone="01522 123456")
        without = LocationFactory(system=system, address="1 High Street\nThe Green")
        elsewhere = ContactFactory()
        asked = [contact.location_id, without.pk, elsewhere.location_id]

        rows = queries.list_contacts(system=system, location_ids=asked)

        assert set(rows) == {contact.location_id, without.pk}
        row = rows[contact.location_id]
        assert (row.contact_id, row.email) == (contact.pk, contact.email)
        assert rows[without.pk].contact_id is None
        assert rows[without.pk].address_lines == (
            "1 High Street",
            "The Green",
            "Lincoln",
            "LN1 3AB",
        )

    def test_asks_the_database_twice_whatever_the_number(self, system, django_assert_num_queries):
        contacts = [ContactFactory(location__system=system) for _ in range(3)]

        with django_assert_num_queries(2):
            queries.list_contacts(
                system=system, location_ids=[contact.location_id for contact in contacts]
            )

    def test_is_seen_only_by_who_may(self, system):
        may = Holder(Permission.VIEW_CONTACTS, scope=system)

        assert queries.may_view_contacts(system=system, caller=may)
        assert not queries.may_view_contacts(system=system, caller=Anyone())
        assert not queries.may_view_contacts(system=SystemFactory(), caller=may)


class TestGetReach:
    def test_counts_each_service_by_the_best_way(self, system):
        by_email, by_telephone, by_post = (ServiceFactory(system=system) for _ in range(3))
        ContactFactory(location=by_email.location, telephone="01522 123456")
        ContactFactory(location=by_telephone.location, email="", telephone="01522 123456")
        ContactFactory(location=by_post.location, email="", name="Somebody")
        ServiceFactory(location=by_email.location, service_type="home_care")
        ServiceFactory(system=system, location__postcode="")
        ServiceFactory(system=system, ended_on=date(2026, 6, 1))

        reach = queries.get_reach(system=system)

        assert (reach.services, reach.providers) == (5, 4)
        assert (reach.email, reach.telephone, reach.post, reach.nobody) == (2, 1, 1, 1)
        assert reach.without_email == 3


class TestLoads:
    def test_are_seen_by_who_may_load_here(self, system):
        ours, everyones = LoadFactory(system=system), LoadFactory()
        theirs = LoadFactory(system=SystemFactory())
        caller = Holder(Permission.LOAD, scope=system)

        assert queries.list_loads(system=system, caller=caller) == [everyones, ours]
        assert queries.get_load(system=system, load_id=ours.pk, caller=caller) == ours
        with pytest.raises(NotFound):
            queries.get_load(system=system, load_id=theirs.pk, caller=caller)
        with pytest.raises(SignInNeeded):
            queries.get_load(system=system, load_id=ours.pk, caller=Anyone())
