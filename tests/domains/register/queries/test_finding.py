from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import (
    Membership,
    Network,
    NetworkSystem,
    Running,
    SearchWord,
)
from regard.domains.register.types import (
    BedsBand,
    Criteria,
    Sector,
    ServiceType,
    SizeBand,
    Sort,
    Stretch,
)
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.base.errors import SignInNeeded
from tests.factories.register import (
    ContactFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def system():
    return SystemFactory(slug="here")


def find(system, caller=None, sort=None, limit=25, in_full=(), **criteria):
    return queries.find_services(
        system=system,
        criteria=Criteria(**criteria),
        wanted=queries.Wanted(stretch=Stretch(limit), sort=sort, in_full=in_full),
        caller=caller or Anyone(),
        today=TODAY,
    )


def names(finding):
    return [row.location_name for row in finding.page.rows]


def facet(finding, name):
    [found] = [each for each in finding.facets if each.name == name]
    return {choice.value: choice.count for choice in found.choices}


def make(system, name, **what):
    return ServiceFactory(system=system, location__name=name, **what)


@pytest.fixture
def indexed(system):
    """Some services, found by their words."""
    made = {
        name: make(system, name, **what)
        for name, what in {
            "Willow Lodge": {"location__city": "Boston", "location__postcode": "PE21 0AA"},
            "St. John’s House": {"location__address": "4 Mill Road"},
            "Ash & Elm Care": {"location__organisation__brand_name": "BRAND Nightingale"},
        }.items()
    }
    actions.index_locations(at=NOW)
    return made


class TestWords:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("willow", ["Willow Lodge"]),
            ("WILLOW lod", ["Willow Lodge"]),
            ("st johns", ["St. John’s House"]),
            ("ash and elm", ["Ash & Elm Care"]),
            ("mill road", ["St. John’s House"]),
            ("nightingale", ["Ash & Elm Care"]),
            ("pe21", ["Willow Lodge"]),
            ("PE21 0", ["Willow Lodge"]),
            ("pe210aa", ["Willow Lodge"]),
            ("boston willow", ["Willow Lodge"]),
            ("willow lincoln", []),
            ("%", []),
        ],
    )
    def test_are_looked_for_in_names_streets_towns_postcodes_and_groups(
        self, system, indexed, words, found
    ):
        finding = find(system, words=words)

        assert names(finding) == found
        assert not finding.meant

    def test_are_numbers_too(self, system, indexed):
        location = indexed["Willow Lodge"].location

        for words in (location.regulator_id, location.organisation.regulator_id):
            assert names(find(system, words=words)) == ["Willow Lodge"]

    @pytest.mark.parametrize("slip", ["wilow lodge", "willwo", "Wilowl Bostn"])
    def test_with_slips_are_forgiven_and_said_so(self, system, indexed, slip):
        finding = find(system, words=slip)

        assert names(finding) == ["Willow Lodge"]
        assert "willow" in finding.meant
        assert names(find(system, words=slip, is_literal=True)) == []

    def test_that_are_elsewhere_somebodys_slip_are_forgiven_where_nothing_has_them(
        self, system, indexed
    ):
        make(SystemFactory(), "Wilow House")
        actions.index_locations(at=NOW)

        finding = find(system, words="wilow")

        assert names(finding) == ["Willow Lodge"]
        assert finding.meant == "willow"

    def test_of_what_is_not_indexed_yet_are_found(self, system, indexed):
        make(system, "Brand New Place")
        location = indexed["Willow Lodge"].location
        location.name = "Renamed Hall"
        location.save()

        assert names(find(system, words="new place")) == ["Brand New Place"]
        assert names(find(system, words="renamed")) == ["Renamed Hall"]
        assert names(find(system, words="willow")) == []

    def test_put_what_is_so_called_first(self, system):
        provider = OrganisationFactory(name="Oak Care")
        make(system, "Aspen", location__organisation=provider)
        make(system, "The Oak")
        make(system, "Oak House")
        actions.index_locations(at=NOW)

        finding = find(system, words="oak")

        assert finding.sort is Sort.BEST
        assert names(finding) == ["Oak House", "The Oak", "Aspen"]
        assert names(find(system, words="oak", sort=Sort.NAME)) == [
            "Aspen",
            "Oak House",
            "The Oak",
        ]


class TestIndexLocations:
    def test_writes_only_what_is_not_as_it_should_be(self, system, indexed):
        assert actions.index_locations(at=NOW) == 0
        make(system, "New Place")
        other = make(system, "Other Place")

        assert actions.index_locations(location_ids=[other.location_id], at=NOW) == 1
        assert actions.index_locations(at=NOW) == 1
        assert SearchWord.objects.get(word="place").entries == 2

    def test_forgets_words_that_nothing_has_any_more(self, system, indexed):
        location = indexed["Willow Lodge"].location
        location.name = "Oak Lodge"
        location.save()
        actions.index_locations(at=NOW)

        assert not SearchWord.objects.filter(word="willow").exists()
        assert SearchWord.objects.filter(word="oak").exists()


class TestFilters:
    def test_count_what_each_choice_would_leave_with_the_others_as_they_are(self, system):
        make(system, "A", location__rating="Good")
        make(system, "B", location__rating="Good", service_type=ServiceType.HOME_CARE)
        make(system, "C", service_type=ServiceType.HOME_CARE)

        finding = find(system, ratings=("Good",))

        assert facet(finding, "type") == {"care_home": 1, "home_care": 1}
        assert facet(finding, "rating") == {"Good": 2, "none": 1}
        assert (finding.services, finding.everything) == (2, 3)

    @pytest.mark.parametrize(
        ("criteria", "found"),
        [
            ({"ratings": ("none",)}, ["B"]),
            ({"beds_bands": (BedsBand.FROM_25,)}, ["A"]),
            ({"beds_bands": (BedsBand.NOT_KNOWN,)}, ["B"]),
            ({"people_served": ("Dementia",)}, ["A"]),
            ({"is_regulated": False}, ["B"]),
            ({"is_dormant": True}, ["A"]),
            ({"is_dormant": False}, []),
            ({"brand_ids": ("BD1",)}, ["A"]),
            ({"sectors": (Sector.PUBLIC,)}, ["B"]),
            ({"size_bands": (SizeBand.ONE,)}, ["A", "B"]),
            ({"council_ids": (-1,)}, []),
            ({"place_ids": (-1,)}, []),
        ],
    )
    def test_narrow_by_each(self, system, criteria, found):
        make(
            system,
            "A",
            location__rating="Good",
            location__beds=30,
            location__people_served=["Dementia", "Eating disorders"],
            location__is_dormant=True,
            location__organisation__brand_id="BD1",
            location__organisation__brand_name="BRAND Ash",
        )
        make(system, "B", is_regulated=False, location__organisation__sector=Sector.PUBLIC)

        assert names(find(system, **criteria)) == found

    def test_name_places_councils_and_groups(self, system):
        place = PlaceFactory(system=system, name="City", districts=["LN1"])
        PlaceFactory(system=system, name="Coast", districts=["PE21"])
        make(system, "A")
        make(system, "B", location__postcode="PE21 0AA")

        finding = find(system, place_ids=(place.pk,))

        [places] = [each for each in finding.facets if each.name == "place"]
        assert [(each.label, each.count) for each in places.choices] == [("City", 1), ("Coast", 1)]
        assert names(finding) == ["A"]


class TestReach:
    def test_narrows_only_for_those_who_may_view_it(self, system):
        reached = make(system, "A")
        ContactFactory(location=reached.location)
        make(system, "B")

        assert names(find(system, caller=Command(), is_reachable=False)) == ["B"]
        assert facet(find(system, caller=Command()), "reachable") == {"yes": 1, "no": 1}
        assert "reachable" not in [each.name for each in find(system).facets]
        with pytest.raises(SignInNeeded):
            find(system, is_reachable=False)


class TestNetworks:
    def test_narrow_by_those_whose_members_the_caller_may_see(self, system):
        mine = make(system, "A")
        make(system, "B")
        shown = Network.objects.create(slug="a", name="Shown", kind="forum", shows_members=True)
        hidden = Network.objects.create(slug="b", name="Hidden", kind="forum")
        for network in (shown, hidden):
            NetworkSystem.objects.create(network=network, system=system)
            Membership.objects.create(network=network, organisation=mine.location.organisation)
        Membership.objects.create(network=shown, location=mine.location)

        assert names(find(system, network_ids=(shown.pk,))) == ["A"]
        assert names(find(system, network_ids=(hidden.pk,))) == []
        assert names(find(system, network_ids=(hidden.pk,), caller=Command())) == ["A"]
        assert facet(find(system, caller=Command()), "network") == {
            str(shown.pk): 1,
            str(hidden.pk): 1,
        }

    def test_are_left_by_who_has_left(self, system):
        service = make(system, "A")
        network = Network.objects.create(slug="a", name="A", kind="forum", shows_members=True)
        NetworkSystem.objects.create(network=network, system=system)
        Membership.objects.create(
            network=network, location=service.location, left_on=date(2026, 1, 1)
        )

        assert names(find(system, network_ids=(network.pk,))) == []
        then = find(system, network_ids=(network.pk,), as_at=date(2025, 1, 1))
        assert names(then) == ["A"]


class TestAsAt:
    def test_finds_what_was_provided_on_the_day(self, system):
        make(system, "Always")
        make(system, "Since", location__registered_on=date(2025, 6, 1))
        make(
            system,
            "Until",
            location__ended_on=date(2026, 6, 1),
            location__registered_on=date(2020, 1, 1),
        )

        assert names(find(system)) == ["Always", "Since"]
        assert names(find(system, as_at=date(2025, 1, 1))) == ["Always", "Until"]
        assert names(find(system, as_at=date(2026, 7, 1))) == ["Always", "Since"]

    def test_says_who_ran_it_then(self, system):
        service = make(system, "A", location__organisation__name="Now Care")
        before = OrganisationFactory(name="Then Care", sector=Sector.PUBLIC)
        Running.objects.create(
            location=service.location, organisation=before, valid_to=date(2026, 1, 1)
        )

        [then] = find(system, as_at=date(2025, 1, 1)).page.rows
        [now] = find(system).page.rows

        assert (then.organisation_name, now.organisation_name) == ("Then Care", "Now Care")
        assert names(find(system, as_at=date(2025, 1, 1), sectors=(Sector.PUBLIC,))) == ["A"]


class TestEngland:
    def test_finds_in_every_system_and_in_none(self, system):
        make(system, "A")
        ServiceFactory(location__name="B")

        finding = find(None)

        assert names(finding) == ["A", "B"]
        assert [row.system_slug for row in finding.page.rows] == ["here", ""]

    def test_counts_by_system(self, system):
        other = SystemFactory()
        make(system, "A")
        make(other, "B")

        assert facet(find(None), "system") == {str(system.pk): 1, str(other.pk): 1}
        assert names(find(None, system_ids=(other.pk,))) == ["B"]


class TestVolume:
    def test_asks_the_database_as_often_whatever_there_is(self, system, django_assert_num_queries):
        ServiceFactory.create_batch(3, system=system)
        with django_assert_num_queries(4):  # networks, columns, rows, labels
            find(system)
        ServiceFactory.create_batch(30, system=system)
        with django_assert_num_queries(4):
            find(system, sort=Sort.SIZE)
        actions.index_locations(at=NOW)
        with django_assert_num_queries(7):  # and three for words
            find(system, words="location")

    def test_streams_all_in_order(self, system):
        made = [make(system, f"House {number}") for number in range(5)]

        rows = queries.stream_services(
            system=system, criteria=Criteria(), sort=None, caller=Anyone(), today=TODAY
        )

        assert [row.service_id for row in rows] == [service.pk for service in made]

    def test_draws_each_location_once(self, system):
        service = make(system, "A", location__longitude=-0.5, location__latitude=53.2)
        ServiceFactory(location=service.location, service_type=ServiceType.HOME_CARE)
        make(system, "B")

        finding, points = queries.find_points(
            system=system, criteria=Criteria(), caller=Anyone(), today=TODAY
        )

        assert (points.longitude.tolist(), points.latitude.tolist()) == ([-0.5], [53.2])
        assert (points.locations, finding.services) == (2, 3)
        assert finding.page.rows == ()
