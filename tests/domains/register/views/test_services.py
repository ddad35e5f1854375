import html
import io
import re

import pytest
from python_calamine import CalamineWorkbook

from regard.domains.register.presenters import LOCATION_SLOT
from tests.factories.register import (
    ChangeFactory,
    ContactFactory,
    LoadFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return SystemFactory(slug="here")


def text_of(response):
    return response.getvalue().decode()


def link(page, words):
    """Return the address that a page's link of these words leads to."""
    return html.unescape(re.search(rf'href="([^"]+)"[^>]*>{words}</a>', page)[1])


class TestServices:
    def test_tells_anyone_the_finding_and_lists_services_without_contacts(self, client_as, system):
        service = ServiceFactory(system=system, location__name="Ash House")
        contact = ContactFactory(location=service.location, telephone="01522 999888")
        ServiceFactory(system=system)

        page = text_of(client_as().get("/here/register/"))

        assert "2 services of 2 providers; 1 cannot be reached by email." in page
        assert f'href="/here/register/{service.location_id}/"' in page
        for secret in (contact.name, contact.email, contact.telephone, "Load a file"):
            assert secret not in page

    def test_says_what_to_do_while_there_is_none(self, client_as, system):
        assert "has not loaded its register yet" in text_of(client_as().get("/here/register/"))
        lead = client_as("Partnership lead", system)
        assert 'href="/here/register/load/"' in text_of(lead.get("/here/register/"))

    def test_narrows_by_what_the_address_asks_for(self, client_as, system):
        city = PlaceFactory(system=system, districts=["LN1"])
        ServiceFactory(system=system, location__name="Ash House")
        ServiceFactory(system=system, location__name="Elm Care", service_type="home_care")
        address = f"/here/register/?type=home_care&place={city.pk}&size=one&sector=not_known"

        page = text_of(client_as().get(address))

        assert "1 service of 1 provider match, of 2 in the register." in page
        assert "Elm Care" in page
        assert "Ash House" not in page
        assert "services.csv?type=home_care&amp;place=" in page

    @pytest.mark.parametrize(
        "query",
        [
            "type=castle&size=huge&sector=?&place=x",
            "place=99999999999999999999",
            "after=nonsense",
            "before=~",
            "words=%00%25_",
        ],
    )
    def test_fails_at_nothing_that_an_address_says(self, client_as, system, query):
        ServiceFactory(system=system)

        assert client_as().get(f"/here/register/?{query}").status_code == 200

    def test_leads_on_and_back(self, client_as, system):
        for number in range(27):
            ServiceFactory(system=system, location__name=f"House {number:02}")
        client = client_as()

        first = text_of(client.get("/here/register/?type=care_home"))
        second = text_of(client.get(link(first, "Next page")))

        assert re.findall(r">(House \d+)</a>", second) == ["House 25", "House 26"]
        assert "Next page" not in second
        assert "Previous page" not in first
        assert "type=care_home" in link(second, "Previous page")
        again = text_of(client.get(link(second, "Previous page")))
        assert re.findall(r">(House \d+)</a>", again) == re.findall(r">(House \d+)</a>", first)

    def test_asks_the_database_as_often_whatever_the_volume(
        self, client_as, system, django_assert_num_queries
    ):
        client = client_as()
        ServiceFactory(system=system)
        with django_assert_num_queries(6) as few:
            client.get("/here/register/")
        ServiceFactory.create_batch(40, system=system)

        with django_assert_num_queries(len(few)):
            client.get("/here/register/")

    def test_cannot_be_found_for_no_system(self, client_as):
        assert client_as().get("/nowhere/register/").status_code == 404


class TestTakingItAway:
    def test_gives_the_narrowed_list_without_contacts_as_csv(self, client_as, system):
        ContactFactory(
            location=ServiceFactory(
                system=system, location__name='=HYPERLINK("http://example.org")'
            ).location,
            email="secret@example.org",
        )
        ServiceFactory(system=system, service_type="home_care", location__name="Elm Care")

        response = client_as().get("/here/register/services.csv?type=care_home")

        page = text_of(response)
        header, *rows = page.removeprefix("\ufeff").splitlines()
        assert header.startswith("Location ID,Service,Kind,Provider")
        assert len(rows) == 1
        assert "'=HYPERLINK" in rows[0]
        assert "secret@example.org" not in page

    def test_gives_the_same_as_a_spreadsheet(self, client_as, system, tmp_path):
        ServiceFactory(system=system, location__name="=1+1", location__city="Lincoln")

        response = client_as().get("/here/register/services.xlsx")

        [header, row] = (
            CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue()))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert header[1] == "Service"
        assert row[1] == "=1+1"
        assert row[10] == "Lincoln"


class TestLocation:
    def test_shows_anyone_what_is_known_and_no_contact(self, client_as, system):
        service = ServiceFactory(
            system=system,
            location__name="Ash House",
            location__rating="Good",
            location__organisation__name="Ash Care",
        )
        contact = ContactFactory(location=service.location, telephone="01522 999888")
        other = LocationFactory(system=system, organisation=service.location.organisation)

        page = text_of(client_as().get(f"/here/register/{service.location_id}/"))

        assert "Care home, run by Ash Care." in page
        assert f"/here/register/{other.pk}/" in page
        for secret in (contact.name, contact.email, contact.telephone, "How it is reached"):
            assert secret not in page

    @pytest.mark.parametrize(
        ("role", "sees"),
        [
            ("Partnership lead", True),
            ("Commissioner", False),
            ("Provider", False),
            ("Association lead", False),
            ("Board secretary", False),
        ],
    )
    def test_shows_a_contact_only_to_who_may_see_it(self, client_as, system, role, sees):
        contact = ContactFactory(location__system=system)
        ServiceFactory(location=contact.location)

        page = text_of(client_as(role, system).get(f"/here/register/{contact.location_id}/"))

        assert (contact.email in page) is sees
        assert (contact.name in page) is sees

    def test_shows_no_contact_to_the_lead_of_another_system(self, client_as, system):
        contact = ContactFactory(location__system=system)

        client = client_as("Partnership lead", SystemFactory())
        page = text_of(client.get(f"/here/register/{contact.location_id}/"))

        assert contact.email not in page

    def test_leads_those_who_may_load_to_the_files_of_its_history(self, client_as, system):
        location = LocationFactory(system=system)
        loads = [LoadFactory(system=whose) for whose in (system, None, SystemFactory())]
        for load in loads:
            ChangeFactory(load=load, location=location)
        address = f"/here/register/{location.pk}/"

        seen, hidden = (
            text_of(client.get(address))
            for client in (client_as("Partnership lead", system), client_as())
        )

        assert [f'"/here/register/load/{load.pk}/"' in seen for load in loads] == [
            True,
            True,
            False,
        ]
        assert "/here/register/load/" not in hidden
        assert loads[0].file.name in hidden

    def test_says_when_it_has_ended(self, client_as, system):
        location = LocationFactory(system=system, ended_on="2026-06-01")

        page = text_of(client_as().get(f"/here/register/{location.pk}/"))

        assert "It ended on 1 June 2026" in page

    def test_cannot_be_found_in_another_system(self, client_as, system):
        assert client_as().get(f"/here/register/{LocationFactory().pk}/").status_code == 404

    def test_holds_what_upper_domains_put_there(self, client_as, system, fill):
        fill(LOCATION_SLOT, lambda *_: "A fragment from above", lambda *_: "")
        location = LocationFactory(system=system)

        page = text_of(client_as().get(f"/here/register/{location.pk}/"))

        assert "A fragment from above" in page


class TestContact:
    def test_is_set_by_who_may(self, client_as, system):
        location = LocationFactory(system=system)
        lead = client_as("Partnership lead", system)
        address = f"/here/register/{location.pk}/contact/"
        assert lead.get(address).status_code == 200

        response = lead.post(
            address, {"name": "Jo Bell", "email": "jo@example.org", "telephone": ""}
        )

        assert response["Location"] == f"/here/register/{location.pk}/"
        location.refresh_from_db()
        assert location.contact.email == "jo@example.org"

    def test_is_asked_again_where_it_reaches_nobody(self, client_as, system):
        location = LocationFactory(system=system)
        lead = client_as("Partnership lead", system)

        response = lead.post(
            f"/here/register/{location.pk}/contact/",
            {"name": "", "email": "", "telephone": "the desk"},
        )

        assert response.status_code == 200
        assert "There is a problem" in text_of(response)
        assert "A telephone number has only figures" in text_of(response)

    @pytest.mark.parametrize("role", ["Commissioner", "Provider", "Board secretary"])
    def test_is_neither_seen_nor_set_by_others(self, client_as, system, role):
        contact = ContactFactory(location__system=system)
        address = f"/here/register/{contact.location_id}/contact/"
        client = client_as(role, system)

        assert client.get(address).status_code == 403
        assert client.post(address, {"email": "mine@example.org"}).status_code == 403
        assert client_as().get(address).status_code == 302
        contact.refresh_from_db()
        assert contact.email != "mine@example.org"

    def test_of_another_systems_location_is_not_found(self, client_as, system):
        contact = ContactFactory()

        lead = client_as("Partnership lead", system)

        address = f"/here/register/{contact.location_id}/contact/"
        assert lead.get(address).status_code == 404
