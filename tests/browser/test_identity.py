"""A service over time, its provider everywhere, and keeping the register tidy, in a browser."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from regard.domains.register.models import (
    Contact,
    Correction,
    Location,
    Membership,
    Merge,
    Network,
    NetworkSystem,
    Provenance,
    Rating,
    Relation,
    Running,
)
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
)
from tests.factories.register import (
    CouncilFactory,
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TOLD = {
    "name": ["active_locations", "2026-10-01"],
    "address": ["active_locations", "2026-10-01"],
    "rating": ["latest_ratings", "2026-11-02"],
    "beds": ["correction", "2026-11-10"],
    "provider": ["api", "2026-11-12"],
}


@pytest.fixture
def system(db):
    council = CouncilFactory(name="Northmarch")
    system = SystemFactory(slug="here", name="Northmarch", council=council)
    PlaceFactory(system=system, name="Harrow Vale", districts=["LN1"])
    return system


@pytest.fixture
def provider(system):
    return OrganisationFactory(
        name="Alder Care Limited",
        brand_id="BD77",
        brand_name="Alder Group",
        sector="independent",
        people_employed=64,
        companies_house_number="01234567",
    )


@pytest.fixture
def ash(system, provider):
    """A service with a past: two providers, four ratings, a predecessor, an answer."""
    ash = LocationFactory(
        system=system,
        organisation=provider,
        name="Ash House",
        beds=32,
        rating="Good",
        rated_on=date(2025, 6, 3),
        people_served=["Dementia", "Older people"],
        registered_on=date(2019, 4, 1),
        run_since=date(2023, 7, 1),
        website="www.alder.example",
        provenance=Provenance.objects.create(facts=TOLD),
    )
    ServiceFactory(location=ash, rating="Good")
    ServiceFactory(location=ash, service_type="community", is_regulated=False)
    Contact.objects.create(location=ash, name="Jo March", email="jo@example.org")
    before = LocationFactory(system=system, name="The Ashes", ended_on=date(2026, 6, 1))
    Relation.objects.create(
        kind="predecessor",
        location=ash,
        other_location=before,
        other_number=before.regulator_id,
        since=date(2019, 4, 1),
        reason="registered again",
        by="api",
    )
    Running.objects.create(
        location=ash,
        organisation=OrganisationFactory(name="Birch Homes Limited"),
        valid_to=date(2023, 7, 1),
    )
    years = [(2017, "Requires improvement"), (2019, "Good"), (2022, "Requires improvement")]
    for year, rating in [*years, (2025, "Good")]:
        for question in ("overall", "safe", "well-led"):
            Rating.objects.create(
                location=before if year < 2019 else ash,
                question=question,
                rating=rating,
                published_on=date(year, 6, 3),
            )
    network = Network.objects.create(
        slug="nca", name="Northmarch Care Association", kind="association", shows_members=True
    )
    NetworkSystem.objects.create(network=network, system=system)
    Membership.objects.create(network=network, organisation=provider)
    exercise = ExerciseFactory(system=system, slug="winter", answered=True)
    AudienceMemberFactory(exercise=exercise, service=ash.services.first())
    AnswerFactory(
        contribution=ContributionFactory(exercise=exercise, location=ash, visibility="named")
    )
    LocationFactory(system=system, organisation=provider, name="Alder Court")
    return ash


@pytest.fixture
def twin(system):
    twin = LocationFactory(
        system=system, name="Ash House Care Home", regulator_id=None, uprn="10012345678"
    )
    ServiceFactory(location=twin, is_regulated=False)
    return twin


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


class TestLocation:
    def test_reads_well_to_anyone(self, page, ash, check):
        page.goto(f"/here/register/{ash.pk}/")
        check(page, "identity-location")

        headings = page.get_by_role("heading", level=2).all_inner_texts()
        assert headings[:6] == [
            "What it is",
            "How it was rated",
            "Who runs it",
            "Its history",
            "What it was asked and said",
            "How we know",
        ]
        press(page.get_by_role("link", name="Alder Care Limited").first)
        check(page, "identity-provider")
        press(page.get_by_role("link", name="Alder Group"))
        check(page, "identity-group")

    def test_shows_the_team_what_to_do(self, lead, ash, check):
        lead.goto(f"/here/register/{ash.pk}/")
        check(lead, "identity-location-of-lead")


class TestUpkeep:
    def test_leads_from_two_to_one_and_back(self, lead, ash, twin, check):
        lead.goto("/here/register/upkeep/")
        check(lead, "identity-upkeep")
        press(lead.get_by_role("link", name="Compare Ash House and Ash House Care Home"))
        check(lead, "identity-merge")
        press(lead.get_by_role("button", name="Merge them"))
        check(lead, "identity-merge-problem")
        lead.get_by_label("Why are the two one?").fill("The same house, entered by hand")
        press(lead.get_by_role("button", name="Merge them"))

        check(lead, "identity-merged")
        lead.goto(f"/here/register/{twin.pk}/")
        assert lead.url.endswith(f"/register/{ash.pk}/")
        lead.goto(f"/here/register/upkeep/merges/{Merge.objects.get().pk}/")
        press(lead.get_by_role("button", name="Make them two again"))
        expect(lead.get_by_text("The two are two again, as they were.")).to_be_visible()

    def test_adds_and_ends_a_service(self, lead, ash, system, check):
        lead.goto("/here/register/add/")
        check(lead, "identity-add")
        lead.get_by_label("Name of the service").fill("Ash House")
        lead.get_by_label("Day and community").check()
        lead.get_by_label("Voluntary").check()
        lead.get_by_label("Not known").last.check()
        lead.get_by_label("Postcode").fill("LN1 3AB")
        press(lead.get_by_role("button", name="Add the service"))
        check(lead, "identity-add-alike")
        lead.get_by_label("It is another service than these").check()
        press(lead.get_by_role("button", name="Add it all the same"))
        expect(lead.get_by_text("Added Ash House.")).to_be_visible()

        press(lead.get_by_role("link", name="Say that it ended"))
        check(lead, "identity-end")
        assert Location.objects.filter(regulator_id=None).count() == 1


class TestCorrections:
    def test_are_asked_by_link_and_decided_by_the_lead(self, lead, ash, check):
        link = links.issue(
            purpose="register.own",
            subject_id=ash.pk,
            expires_at=datetime.now(UTC) + timedelta(days=40),
        )
        lead.goto(f"/o/{links.token(link)}/")
        check(lead, "identity-own")
        press(lead.get_by_role("link", name="Say what it should be (How many beds it has)"))
        check(lead, "identity-correct")
        lead.get_by_label("Beds").fill("34")
        press(lead.get_by_role("button", name="Send it"))
        expect(lead.get_by_text("Waits for an answer")).to_be_visible()

        lead.goto(f"/here/register/upkeep/corrections/{Correction.objects.get().pk}/")
        check(lead, "identity-decide")
        press(lead.get_by_role("button", name="Accept it", exact=True))
        lead.goto(f"/here/register/{ash.pk}/")
        expect(lead.get_by_text("The service corrected it: how many beds it has")).to_be_visible()


class TestMine:
    def test_is_one_page_for_a_whole_provider(self, page, sign_in, ash, provider, check):
        there = SystemFactory(slug="there", name="Southmere")
        ServiceFactory(location=LocationFactory(system=there, organisation=provider))
        grant = GrantFactory(
            person__name="Ravi Patel", role="Provider", scope_key=f"organisation:{provider.pk}"
        )
        sign_in(page, grant.person)

        page.goto("/mine/")

        check(page, "identity-mine")
        press(page.get_by_role("link", name="Say what is wrong about Ash House"))
        expect(page.get_by_role("heading", name="What is wrong?")).to_be_visible()
