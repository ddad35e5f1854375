"""A network's roll, from the spreadsheet to its members, in a browser."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from regard.domains.register import actions
from regard.domains.register.models import Membership, RollEntry
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.networks import NOON, MandateFactory, MembershipFactory, NetworkFactory
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory, SystemFactory

ROLL = """Home name,Owner,Address,Town,Postcode
WILLOW GRANGE N.H.,Fenland Care Limited,12 Church Rd,Lincoln,LN13AB
The Elms,Elm Care,4 Mill Lane,Lincoln,LN2 4CD
Oakk Lodge,,,Boston,
Holiday Cottages of Rome,,Via Appia,Rome,
"""


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", name="Northmarch")


@pytest.fixture
def register(system):
    """Some services, two of which share a name and a postcode."""
    rows = [
        ("Willow Grange Nursing Home", "Fenland Care Ltd", "12 Church Road", "Lincoln", "LN1 3AB"),
        ("The Elms", "Elm Care Limited", "4 Mill Lane", "Lincoln", "LN2 4CD"),
        ("The Elms Home Care", "Elm Care Limited", "4 Mill Lane", "Lincoln", "LN2 4CD"),
        ("Oak Lodge", "Drove Homes", "77 Long Drove", "Boston", "PE21 8GH"),
        ("Oak Lodge", "Fosse Care", "3 Station Road", "Boston", "PE21 6AA"),
        ("St Mary's", "Abbey Homes", "1 Abbey Street", "Lincoln", "LN5 7EF"),
    ]
    locations = []
    for name, provider, address, town, postcode in rows:
        location = LocationFactory(
            system=system,
            name=name,
            organisation__name=provider,
            address=address,
            city=town,
            postcode=postcode,
        )
        ServiceFactory(location=location)
        locations.append(location)
    ContactFactory(location=locations[0])
    return locations


@pytest.fixture
def network(system):
    return NetworkFactory(
        system=system,
        slug="northmarch-care-association",
        name="Northmarch Care Association",
        about="We speak for independent care in Northmarch, and train those who give it.",
        email="hello@association.example",
        founded_on=date(2004, 5, 1),
    )


@pytest.fixture
def keeper(system):
    person = PersonFactory(name="Amara Okafor")
    GrantFactory(person=person, role="Partnership lead", scope_key=f"system:{system.pk}")
    return person


def matched(network):
    roll = actions.receive_roll(
        network=network,
        chunks=[ROLL.encode()],
        name="members-2026.csv",
        as_at=date(2026, 11, 1),
        is_whole=True,
        by="person:1",
        at=NOON,
    )
    return actions.run_roll(roll_id=roll.pk, at=NOON)


class TestNetworks:
    def test_show_the_public_who_is_spoken_for_and_by_whom(self, page, check, network, register):
        for location in register[:3]:
            MembershipFactory(network=network, location=location)
        MandateFactory(membership=Membership.objects.first(), topic="fees")

        page.goto("/northmarch/register/networks/")
        check(page, "networks")
        press(page.get_by_role("link", name="Northmarch Care Association"))

        check(page, "network")
        expect(page.get_by_text("3 services of 3 providers belong to it")).to_be_visible()
        expect(page.get_by_text("Willow Grange")).not_to_be_visible()

    def test_show_their_keeper_who_cannot_be_reached(
        self, page, check, sign_in, keeper, network, register
    ):
        for location in register:
            MembershipFactory(network=network, location=location)
        sign_in(page, keeper)

        page.goto("/northmarch/register/networks/northmarch-care-association/")
        check(page, "network-keeper")
        press(page.get_by_role("link", name="Nobody can be reached"))

        expect(page.get_by_role("link", name="St Mary's", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="Willow Grange Nursing Home")).not_to_be_visible()

    def test_begin_with_a_form(self, page, check, sign_in, keeper, system):
        sign_in(page, keeper)
        page.goto("/northmarch/register/networks/new/")
        check(page, "network-new")

        page.get_by_label("Name of the network").fill("Fen Forum")
        page.get_by_label("Provider forum").check()
        press(page.get_by_role("button", name="Add it"))

        expect(page.get_by_role("heading", name="Fen Forum")).to_be_visible()


class TestARoll:
    def test_is_decided_line_by_line_without_javascript(
        self, no_script_page, sign_in, keeper, network, register
    ):
        page, roll = no_script_page, matched(network)
        sign_in(page, keeper)
        page.goto(f"/northmarch/register/networks/{network.slug}/rolls/{roll.pk}/")

        press(page.get_by_role("button", name="Decide the next one"))
        while page.get_by_role("button", name="Decide and go on").is_visible():
            page.get_by_role("radio").first.check()
            press(page.get_by_role("button", name="Decide and go on"))
        press(page.get_by_role("button", name="Finish it"))

        expect(page.get_by_text("services join")).to_be_visible()
        assert Membership.objects.filter(network=network, left_on=None).count() >= 2

    def test_shows_each_line_beside_what_it_may_mean(
        self, page, check, sign_in, keeper, network, register
    ):
        roll = matched(network)
        sign_in(page, keeper)
        page.goto(f"/northmarch/register/networks/{network.slug}/rolls/{roll.pk}/")
        check(page, "roll")

        line = RollEntry.objects.get(roll=roll, line=4)
        page.goto(f"/northmarch/register/networks/{network.slug}/rolls/{roll.pk}/lines/{line.pk}/")

        check(page, "roll-line")
        expect(page.get_by_role("img", name="Why it may be")).to_be_visible()

    def test_begins_with_a_spreadsheet_and_what_its_columns_hold(
        self, page, check, sign_in, keeper, network, tmp_path
    ):
        path = tmp_path / "roll.csv"
        path.write_text("Col A,Col B\nThe Elms,LN2 4CD\n")
        sign_in(page, keeper)
        page.goto(f"/northmarch/register/networks/{network.slug}/rolls/")
        check(page, "rolls")

        page.locator("input[type=file]").set_input_files(path)
        press(page.get_by_role("button", name="Load"))

        check(page, "roll-columns")
        expect(page.get_by_role("heading", name="What does each column hold?")).to_be_visible()


class TestAMandate:
    def test_is_taken_back_by_its_link(self, page, check, network, register):
        mandate = MandateFactory(
            membership__network=network, membership__location=register[0], topic="fees"
        )
        link = links.issue(
            purpose="register.mandate", subject_id=mandate.pk, expires_at=NOON.replace(year=2099)
        )

        page.goto(reverse("register:mandate", kwargs={"token": links.token(link)}))
        check(page, "mandate")
        page.get_by_label("Who takes it back").fill("Asha Bell, owner")
        press(page.get_by_role("button", name="Take it back"))

        expect(page.get_by_text("does not speak for you on this any more")).to_be_visible()
        mandate.refresh_from_db()
        assert mandate.revoked_by == "Asha Bell, owner"
