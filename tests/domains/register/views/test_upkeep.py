"""Merging, correcting, adding and ending on pages."""

from datetime import UTC, date, datetime

import pytest

from regard.domains.register.models import (
    Correction,
    Location,
    Mandate,
    Membership,
    Merge,
    Network,
    NetworkSystem,
    Relation,
)
from tests.factories.accounts import GrantFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    OrganisationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

SERVICE = {
    "name": "Elm Day Centre",
    "service_types": ["community"],
    "provider": "",
    "sector": "voluntary",
    "is_commissioned": "yes",
    "address": "2 Mill Lane",
    "city": "Lincoln",
    "postcode": "ln1 3ab",
    "longitude": "",
    "latitude": "",
    "website": "elm.example",
    "contact_name": "Jo March",
    "contact_email": "jo@example.org",
    "contact_telephone": "",
}


@pytest.fixture
def system():
    return SystemFactory(slug="here")


@pytest.fixture
def lead(client_as, system):
    return client_as("Partnership lead", system)


@pytest.fixture
def provider(system):
    return OrganisationFactory(name="Ash Care")


@pytest.fixture
def own(client_as, system, provider, settings):
    """Somebody signed in who sees the provider's services as their own."""
    client = client_as()
    grant = GrantFactory(role="Provider", scope_key=f"organisation:{provider.pk}")
    client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def ash(system, provider):
    location = LocationFactory(system=system, name="Ash House", organisation=provider)
    ServiceFactory(location=location)
    return location


def text_of(response):
    return response.content.decode()


class TestUpkeep:
    def test_lists_what_may_be_one_what_is_wrong_and_what_was_merged(
        self, lead, system, ash, django_assert_num_queries
    ):
        twin = LocationFactory(system=system, name="Ash House Care Home", regulator_id=None)
        OrganisationFactory()
        Correction.objects.create(
            location=ash,
            fact="beds",
            value={"beds": 9},
            by="person:1",
            asked_at=datetime(2026, 11, 1, tzinfo=UTC),
        )

        page = text_of(lead.get("/here/register/upkeep/"))

        assert "1 pair of services may be one; 1 correction waits for an answer." in page
        assert f"/here/register/upkeep/merge/{ash.pk}/{twin.pk}/" in page
        assert "The same postcode, names alike and one of them not listed" in page
        assert "How many beds it has" in page

    def test_says_so_when_there_is_nothing(self, lead, ash):
        page = text_of(lead.get("/here/register/upkeep/"))

        assert "Nothing here looks as if it were there twice, and no correction waits" in page


class TestMerge:
    @pytest.fixture
    def twin(self, system):
        return LocationFactory(system=system, name="Ash House", regulator_id=None, beds=12)

    def address(self, one, other):
        return f"/here/register/upkeep/merge/{one.pk}/{other.pk}/"

    def test_compares_merges_and_parts(self, lead, ash, twin):
        page = text_of(lead.get(self.address(ash, twin)))
        assert "The other’s" in page
        assert "Kinds of care" in page

        done = lead.post(self.address(ash, twin), {"reason": "The same house"}, follow=True)

        merge = Merge.objects.get()
        assert "Merged. What pointed at the two is listed here." in text_of(done)
        assert Location.objects.get(pk=ash.pk).beds == 12
        moved = lead.get(f"/here/register/{twin.pk}/")
        assert (moved.status_code, moved.url) == (301, f"/here/register/{ash.pk}/")
        assert "Found to be one with" in text_of(lead.get(moved.url))
        parted = lead.post(f"/here/register/upkeep/merges/{merge.pk}/", follow=True)
        assert "The two are two again" in text_of(parted)
        assert lead.get(f"/here/register/{twin.pk}/").status_code == 200

    def test_says_why_not_the_wrong_way_round(self, lead, ash, twin):
        page = text_of(lead.get(self.address(twin, ash)))

        assert "Keep Ash House: the regulator lists it" in page
        assert "Merge them" not in page

    def test_needs_a_reason(self, lead, ash, twin):
        page = text_of(lead.post(self.address(ash, twin), {"reason": ""}))

        assert "There is a problem" in page
        assert not Merge.objects.exists()

    def test_remembers_that_they_are_two(self, lead, ash, twin):
        lead.post(self.address(ash, twin), {"two": "yes"})

        assert Relation.objects.get().kind == "distinct"
        page = text_of(lead.get("/here/register/upkeep/"))
        assert "No two services look alike" in page

    def test_merges_providers_whose_services_are_all_here(self, lead, system, provider, ash):
        other = OrganisationFactory(name="Ash Care Limited")
        LocationFactory(system=system, organisation=other)
        address = f"/here/register/upkeep/merge-providers/{provider.pk}/{other.pk}/"
        assert "Everything that points at them" in text_of(lead.get(address))

        lead.post(address, {"reason": "One company"})

        assert lead.get(f"/providers/{other.pk}/").url == f"/providers/{provider.pk}/"

    def test_leaves_providers_with_services_elsewhere_alone(self, lead, system, provider, ash):
        other = OrganisationFactory(name="Ash Care Limited")
        LocationFactory(system=system, organisation=other)
        LocationFactory(system=SystemFactory(), organisation=other)
        address = f"/here/register/upkeep/merge-providers/{provider.pk}/{other.pk}/"

        page = text_of(lead.post(address, {"reason": "One company"}))

        assert "also has services outside" in page
        assert not Merge.objects.exists()


class TestAddService:
    def fill(self, system, **other):
        return SERVICE | {"council_id": str(system.councils.get().pk)} | other

    def test_adds_it_with_its_provider_and_contact(self, lead, system):
        assert lead.get("/here/register/add/").status_code == 200

        done = lead.post("/here/register/add/", self.fill(system), follow=True)

        added = Location.objects.get(name="Elm Day Centre")
        assert "Added Elm Day Centre." in text_of(done)
        assert (added.postcode, added.postcode_district) == ("LN1 3AB", "LN1")
        assert (added.organisation.name, added.organisation.sector) == (
            "Elm Day Centre",
            "voluntary",
        )
        assert added.contact.email == "jo@example.org"
        assert added.provenance.facts["name"][0] == "entered"

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("name", "", "Enter the name of the service"),
            ("service_types", [], "what it provides"),
            ("postcode", "Lincoln", "Enter a whole postcode, like LN1 3AB"),
            ("longitude", "far", "Enter degrees in figures"),
            ("longitude", "1.2", "Enter both the longitude and the latitude"),
            ("website", "no site", "A website looks like www.example.org"),
            ("contact_email", "jo", "An email address looks like"),
            ("contact_telephone", "ring Jo", "A telephone number has only figures"),
        ],
    )
    def test_says_what_is_wrong_with_each_field(self, lead, system, field, value, words):
        page = text_of(lead.post("/here/register/add/", self.fill(system, **{field: value})))

        assert words in page
        assert not Location.objects.exists()

    def test_asks_before_it_adds_something_alike(self, lead, system, ash):
        filled = self.fill(system, name="The Ash House", contact_email="")

        page = text_of(lead.post("/here/register/add/", filled))
        assert "The register has something alike" in page
        assert f'href="/here/register/{ash.pk}/"' in page
        assert Location.objects.count() == 1
        lead.post("/here/register/add/", filled | {"is_another": "on"})

        assert Location.objects.filter(name="The Ash House").exists()

    def test_is_changed_ended_and_brought_back(self, lead, system, ash):
        lead.post("/here/register/add/", self.fill(system))
        elm = Location.objects.get(name="Elm Day Centre")
        here = f"/here/register/{elm.pk}"
        assert 'value="Elm Day Centre"' in text_of(lead.get(f"{here}/change/"))

        lead.post(f"{here}/change/", self.fill(system, name="Elm Centre"))
        ended = {"on-day": "1", "on-month": "10", "on-year": "2026", "reason": "taken_over"}
        wrong = lead.post(f"{here}/end/", ended | {"successor": "1-404"})
        assert "There is no service of this number" in text_of(wrong)
        lead.post(f"{here}/end/", ended | {"successor": ash.regulator_id})

        elm.refresh_from_db()
        assert (elm.name, elm.ended_on) == ("Elm Centre", date(2026, 10, 1))
        page = text_of(lead.get(f"{here}/"))
        assert "What became of it" in page
        assert "Changed by hand: name" in page
        assert "Took over from Elm Centre" not in page
        assert "took over from Elm Centre" in text_of(lead.get(f"/here/register/{ash.pk}/"))
        lead.post(f"{here}/return/")
        elm.refresh_from_db()
        assert elm.ended_on is None

    @pytest.mark.parametrize("page", ["change", "end", "return"])
    def test_leaves_to_the_regulator_what_it_lists(self, lead, ash, page):
        response = lead.post(f"/here/register/{ash.pk}/{page}/", {})

        assert "The regulator lists Ash House" in text_of(response)


class TestCorrect:
    def test_is_asked_by_the_provider_and_accepted_by_the_lead(self, own, lead, ash):
        page = text_of(own.get(f"/here/register/{ash.pk}/correct/"))
        assert "How many beds it has" in page
        own.post(
            f"/here/register/{ash.pk}/correct/?fact=beds", {"beds": "14", "reason": "We built"}
        )
        asked = Correction.objects.get()
        assert (asked.value, asked.decision) == ({"beds": 14}, "")
        decide = f"/here/register/upkeep/corrections/{asked.pk}/"
        assert "We built" in text_of(lead.get(decide))

        lead.post(decide, {"decision": "accept", "answer": "Thank you"})

        ash.refresh_from_db()
        assert ash.beds == 14
        assert ash.provenance.facts["beds"][0] == "correction"
        assert "Thank you" in text_of(own.get(f"/here/register/{ash.pk}/correct/"))
        assert "please tell it" in text_of(lead.get("/here/register/upkeep/"))
        assert "The service’s own correction" in text_of(own.get(f"/here/register/{ash.pk}/"))

    def test_is_refused_only_with_an_answer(self, own, lead, ash):
        own.post(f"/here/register/{ash.pk}/correct/?fact=other", {"words": "It moved"})
        decide = f"/here/register/upkeep/corrections/{Correction.objects.get().pk}/"

        page = text_of(lead.post(decide, {"decision": "refuse", "answer": ""}))
        assert "Say why, so that the service is told" in page
        lead.post(decide, {"decision": "refuse", "answer": "Tell the regulator"})

        assert Correction.objects.get().decision == "refused"

    @pytest.mark.parametrize(
        ("fact", "filled", "words"),
        [
            ("address", {"postcode": "Lincoln"}, "Enter a whole postcode"),
            ("beds", {"beds": "many"}, "Enter a whole number"),
            ("kinds", {"kinds": []}, "kinds of care"),
            ("lines", {"website": "no site", "telephone": ""}, "A website looks like"),
        ],
    )
    def test_says_what_is_wrong_with_it(self, own, ash, fact, filled, words):
        page = text_of(own.post(f"/here/register/{ash.pk}/correct/?fact={fact}", filled))

        assert words in page
        assert not Correction.objects.exists()

    def test_is_not_for_those_whose_it_is_not(self, own, system):
        theirs = LocationFactory(system=system)

        assert own.get(f"/here/register/{theirs.pk}/correct/").status_code == 403


class TestProvider:
    def test_shows_all_its_services_in_every_system(self, client_as, provider, ash):
        there = SystemFactory(slug="there", name="There")
        other = LocationFactory(system=there, organisation=provider, name="Elm House")
        ServiceFactory(location=other)
        LocationFactory(organisation=provider, name="Oak House", ended_on="2026-06-01")
        provider.people_employed, provider.brand_id = 40, "BD1"
        provider.brand_name = "Ash Group"
        provider.save()

        page = text_of(client_as().get(f"/providers/{provider.pk}/"))

        assert "Runs 2 services from 2 locations in 2 systems." in page
        assert f'href="/there/register/{other.pk}/"' in page
        assert "Small: 10 to 49 people" in page
        assert "Provider with 2 to 5" in page
        assert "Oak House, Lincoln, until 1 June 2026" in page
        group = text_of(client_as().get("/groups/BD1/"))
        assert "1 provider of this group run 2 services" in group

    def test_is_not_found_where_there_is_none(self, client_as):
        assert client_as().get("/providers/999999/").status_code == 404
        assert client_as().get("/groups/BD404/").status_code == 404


class TestMine:
    def test_shows_one_account_every_service_in_every_system(self, own, provider, ash):
        there = SystemFactory(slug="there", name="There")
        other = LocationFactory(system=there, organisation=provider, name="Elm House")
        ContactFactory(location=other)
        stranger = LocationFactory(system=there, name="Not Mine")

        page = text_of(own.get("/mine/"))

        assert "from 2 locations in 2 systems. 1 of them we cannot reach by email." in page
        assert f"/here/register/{ash.pk}/" in page
        assert f"/there/register/{other.pk}/correct/" in page
        assert stranger.name not in page

    def test_shows_who_may_speak_for_them_and_lets_them_take_it_back(self, own, system, ash):
        network = Network.objects.create(slug="nca", name="Care Together", kind="association")
        NetworkSystem.objects.create(network=network, system=system)
        member = Membership.objects.create(network=network, organisation=ash.organisation)
        mandate = Mandate.objects.create(
            membership=member,
            topic="Fees",
            given_by="Jo",
            given_on=date(2026, 1, 1),
            recorded_by="person:1",
        )

        page = text_of(own.get("/mine/"))

        assert "Care Together" in page
        assert f"/here/register/networks/nca/mandates/{mandate.pk}/revoke/" in page
        Mandate.objects.update(revoked_on=date(2026, 2, 1))
        assert "/revoke/" not in text_of(own.get("/mine/"))

    def test_shows_a_whole_group(self, client_as, provider, ash, settings):
        provider.brand_id = "BD1"
        provider.save()
        grant = GrantFactory(role="Provider", scope_key="brand:BD1")
        client = client_as()
        client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])

        assert "Ash House" in text_of(client.get("/mine/"))

    def test_is_for_those_who_signed_in_and_have_some(self, client_as, lead):
        assert client_as().get("/mine/").url.startswith("/account/login/")
        assert lead.get("/mine/").status_code == 403
