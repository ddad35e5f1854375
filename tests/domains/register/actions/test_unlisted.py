from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.actions import CannotTell, IsListed
from regard.domains.register.models import (
    Council,
    Location,
    Organisation,
    Placement,
    Relation,
    Running,
)
from regard.domains.register.rules.unlisted import EndReason, Unlisted
from regard.domains.register.types import Sector, ServiceType
from regard.foundation.audit.models import Entry
from tests.factories.register import LocationFactory, OrganisationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}


@pytest.fixture
def system():
    return SystemFactory()


def said(system, **other):
    given = {
        "name": "Elm  Centre",
        "service_types": (ServiceType.COMMUNITY, ServiceType.ADVICE),
        "postcode": "ln13ab",
        "council_id": system.councils.get().pk,
    }
    return Unlisted(**(given | other))


@pytest.fixture
def elm(system):
    return actions.add_location(said=said(system), **WHO)


class TestAddLocation:
    def test_adds_and_places_it_with_its_sources_and_one_entry(self, system, elm):
        assert (elm.name, elm.postcode, elm.regulator_id) == ("Elm Centre", "LN1 3AB", None)
        assert Placement.objects.get(location=elm).system == system
        assert elm.provenance.facts["provider"] == ["entered", "2026-11-21"]
        kinds = elm.services.order_by("service_type").values_list("service_type", "is_regulated")
        assert list(kinds) == [("advice", False), ("community", False)]
        assert Entry.objects.filter(event="location.added").count() == 1

    def test_knows_its_provider_by_name_and_learns_its_sector(self, system):
        known = OrganisationFactory(name="Elm Trust")

        elm = actions.add_location(
            said=said(system, provider="elm trust", sector=Sector.VOLUNTARY), **WHO
        )

        assert elm.organisation == known
        assert Organisation.objects.get(pk=known.pk).sector == "voluntary"

    def test_adds_nothing_of_what_cannot_be(self, system):
        with pytest.raises(CannotTell) as refusal:
            actions.add_location(said=said(system, name="", postcode="x"), **WHO)

        assert set(refusal.value.problems) == {"name", "postcode"}
        assert not Location.objects.exists()

    def test_adds_nothing_in_a_council_of_the_past(self, system):
        Council.objects.filter(pk=system.councils.get().pk).update(valid_to=date(2026, 1, 1))

        with pytest.raises(CannotTell, match="Choose one of the councils"):
            actions.add_location(said=said(system), **WHO)


class TestChangeLocation:
    def test_says_anew_what_it_is_and_keeps_who_ran_it(self, system, elm):
        was = elm.organisation
        new = said(system, provider="Oak Trust", service_types=(ServiceType.ADVICE,), city="Ely")

        actions.change_location(location=elm, said=new, **WHO)

        elm.refresh_from_db()
        assert (elm.city, elm.organisation.name, elm.run_since) == (
            "Ely",
            "Oak Trust",
            NOON.date(),
        )
        running = Running.objects.get()
        assert (running.organisation, running.valid_to) == (was, NOON.date())
        assert elm.services.get(service_type="community").ended_on == NOON.date()
        entry = Entry.objects.get(event="location.changed")
        assert entry.detail == {"facts": ["address", "kinds", "provider"]}

    def test_leaves_what_the_regulator_lists_or_was_merged(self, system, elm):
        listed = LocationFactory(system=system)
        with pytest.raises(IsListed, match="The regulator lists"):
            actions.change_location(location=listed, said=said(system), **WHO)
        actions.merge_locations(kept=listed, merged=elm, reason="One", **WHO)
        with pytest.raises(CannotTell, match="was merged into another record"):
            actions.change_location(location=elm, said=said(system), **WHO)


class TestEndLocation:
    def end(self, elm, **other):
        given = {"on": date(2026, 10, 1), "reason": EndReason.CLOSED}
        return actions.end_location(location=elm, **(given | other), **WHO)

    def test_ends_it_with_its_day_and_reason(self, elm):
        ended = self.end(elm)

        assert ended.ended_on == date(2026, 10, 1)
        assert not Placement.objects.filter(location=elm).exists()
        entry = Entry.objects.get(event="location.ended")
        assert entry.detail == {"on": "2026-10-01", "reason": "closed"}

    def test_ties_it_to_what_took_over_until_it_is_back(self, system, elm):
        ash = LocationFactory(system=system)

        self.end(elm, successor=ash, reason=EndReason.TAKEN_OVER)

        tie = Relation.objects.get()
        assert (tie.location, tie.other_location, tie.since) == (ash, elm, date(2026, 10, 1))
        back = actions.return_location(location=elm, **WHO)
        assert back.ended_on is None
        assert Relation.objects.get().ended_on == NOON.date()
        assert Placement.objects.filter(location=elm).exists()

    def test_refuses_days_to_come_itself_and_twice(self, elm):
        with pytest.raises(CannotTell, match="to come"):
            self.end(elm, on=date(2027, 1, 1))
        with pytest.raises(CannotTell, match="takes over from itself"):
            self.end(elm, successor=elm)
        with pytest.raises(CannotTell, match="has not ended"):
            actions.return_location(location=elm, **WHO)
        self.end(elm)
        with pytest.raises(CannotTell, match="has ended already"):
            self.end(elm)
