"""The finder's other views, its files, and the searches that are saved from it."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from regard.domains.register.models import Segment
from regard.domains.register.rules import segments
from regard.domains.register.types import Criteria
from regard.foundation.audit.models import Entry
from tests.factories.register import (
    BoundaryFactory,
    ContactFactory,
    PlaceFactory,
    SegmentFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

AREA = {"type": "Polygon", "coordinates": [[[-1, 52], [1, 52], [1, 54], [-1, 54], [-1, 52]]]}


@pytest.fixture
def system():
    return SystemFactory(slug="here")


def text_of(response):
    return response.getvalue().decode()


class TestViews:
    @pytest.mark.parametrize("view", ["", "table/", "map/"])
    @pytest.mark.parametrize("start", ["/here/register/", "/register/"])
    def test_ask_the_database_as_often_whatever_there_is(
        self, client_as, system, start, view, django_assert_max_num_queries
    ):
        client = client_as()
        PlaceFactory(system=system, districts=["LN1"])
        ServiceFactory.create_batch(2, system=system)
        with django_assert_max_num_queries(14) as few:
            assert client.get(f"{start}{view}").status_code == 200
        ServiceFactory.create_batch(60, system=system)

        with django_assert_max_num_queries(len(few)):
            client.get(f"{start}{view}?sort=town&more=council")

    def test_show_where_services_are_once_a_boundary_is_known(self, client_as, system):
        ServiceFactory(system=system, location__longitude=0, location__latitude=53)
        ServiceFactory(system=system)
        client = client_as()
        page = text_of(client.get("/here/register/map/"))
        assert "There is no map" in page
        council = system.councils.get()
        BoundaryFactory(code=council.gss_code, name=council.name, geometry=AREA)

        page = text_of(client.get("/here/register/map/"))

        assert "<svg" in page
        assert "1 location; 1 more have no coordinates" in page
        assert text_of(client.get("/here/register/map/")) == page

    def test_of_england_link_to_the_page_in_a_system(self, client_as, system):
        here = ServiceFactory(system=system)
        nowhere = ServiceFactory(location__name="Nowhere House")

        page = text_of(client_as().get("/register/"))

        assert f'href="/here/register/{here.location_id}/"' in page
        assert f"/register/{nowhere.location_id}/" not in page
        assert "Nowhere House" in page

    def test_say_so_where_nothing_is_loaded_or_found(self, client_as, system):
        client = client_as()
        assert "No file of the regulator’s has been loaded" in text_of(client.get("/register/"))
        ServiceFactory(system=system)

        assert "Nothing here is called" in text_of(client.get("/here/register/?words=zzz"))
        assert "Look for it in all of England" in text_of(client.get("/here/register/?words=zzz"))
        page = text_of(client.get("/here/register/?type=advice&rating=Good"))
        assert "No service is all of these at once." in page
        assert "No service matches" in page
        page = text_of(client.get('/here/register/?after=[0,"zzz",9]'))
        assert "There is nothing further on." in page

    def test_say_what_they_can_know_of_the_past(self, client_as, system):
        ServiceFactory(system=system, location__registered_on=date(2025, 1, 1))

        page = text_of(client_as().get("/here/register/?at=2024-01-01"))

        assert "Names, ratings, beds and places are those of today." in page

    def test_lead_to_the_last_page_and_back(self, client_as, system):
        for number in range(30):
            ServiceFactory(system=system, location__name=f"House {number:02}")

        page = text_of(client_as().get("/here/register/?page=last"))

        assert "26 to 30 of 30" in page
        assert "Previous page" in page
        assert "Next page" not in page

    def test_show_reach_to_nobody_who_may_not_view_it(self, client_as, system):
        ContactFactory(location=ServiceFactory(system=system).location)
        ServiceFactory(system=system)

        assert client_as().get("/here/register/?reachable=no").status_code == 302
        assert client_as("Provider", system).get("/here/register/?reachable=no").status_code == 403
        page = text_of(client_as("Commissioner", system).get("/here/register/?reachable=no"))
        assert "1 service of 1 provider match" in page
        assert "Can be reached" not in text_of(client_as().get("/here/register/"))

    @pytest.mark.parametrize(
        "query", ["at=yesterday", "at=0001-01-01", "sort=up", "group=%00", "council=x", "more=x"]
    )
    def test_fail_at_nothing_that_an_address_says(self, client_as, system, query):
        ServiceFactory(system=system)

        assert client_as().get(f"/here/register/table/?{query}").status_code == 200


class TestFiles:
    @pytest.mark.parametrize("start", ["/here/register", "/register"])
    def test_hold_what_was_found_and_no_contact(self, client_as, system, start):
        service = ServiceFactory(system=system, location__name="=Ash", location__beds=7)
        ContactFactory(location=service.location, email="secret@example.org")
        ServiceFactory(system=system, service_type="advice")

        response = client_as().get(f"{start}/services.ods?type=care_home")

        [header, row] = (
            CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue()))
            .get_sheet_by_name("Services")
            .to_python()
        )
        assert (row[header.index("Service")], row[header.index("Beds")]) == ("=Ash", 7.0)
        assert "secret" not in str(row)


class TestSavedSearches:
    def test_are_saved_listed_and_opened(self, client_as, system):
        ServiceFactory(system=system, location__rating="Good")
        lead = client_as("Partnership lead", system)

        lead.post("/here/register/segments/?rating=Good", {"name": "  The good   ones "})

        segment = Segment.objects.get()
        assert (segment.name, segment.slug) == ("The good ones", "the-good-ones")
        assert segment.criteria == {"version": 1, "ratings": ["Good"]}
        assert Entry.objects.filter(event="segment.saved").count() == 1
        assert "The good ones" in text_of(lead.get("/here/register/segments/"))
        opened = lead.get("/here/register/segments/the-good-ones/")
        assert opened["Location"] == "/here/register/?rating=Good"

    @pytest.mark.parametrize(
        ("query", "name", "words"),
        [
            ("rating=Good", "", "Give the search a name"),
            ("rating=Good", "?!", "letters or figures"),
            ("rating=Good", "Taken", "There is a saved search called"),
            ("", "All", "This search finds every service"),
            ("rating=Good&at=2024-01-01", "Then", "Take the date out"),
        ],
    )
    def test_are_refused_in_words(self, client_as, system, query, name, words):
        SegmentFactory(system=system, slug="taken", name="Taken")
        lead = client_as("Partnership lead", system)

        page = text_of(lead.post(f"/here/register/segments/?{query}", {"name": name}))

        assert words in page
        assert Segment.objects.count() == 1

    def test_are_renamed_and_deleted(self, client_as, system):
        SegmentFactory(system=system, slug="old", name="Old")
        SegmentFactory(system=system, slug="other", name="Other")
        lead = client_as("Partnership lead", system)
        rename = "/here/register/segments/old/rename/"

        assert "called “Other” already" in text_of(lead.post(rename, {"name": "Other"}))
        assert lead.post(rename, {"name": "New"}).status_code == 302
        assert Segment.objects.filter(slug="new", name="New").exists()
        lead.post("/here/register/segments/new/rename/", {"name": "NEW"})
        assert Segment.objects.filter(slug="new", name="NEW").exists()
        lead.post("/here/register/segments/new/delete/")

        assert [each.slug for each in Segment.objects.all()] == ["other"]
        assert lead.post("/here/register/segments/new/delete/").status_code == 404
        assert lead.get("/here/register/segments/new/").status_code == 404


def test_criteria_are_read_as_they_were_saved(system):
    everything = Criteria(
        words="elm",
        ratings=("none",),
        council_ids=(3,),
        is_regulated=False,
        is_reachable=True,
        as_at=date(2024, 1, 1),
        people_served=("Dementia",),
    )

    assert segments.read_criteria(segments.write_criteria(everything)) == everything
    assert segments.read_criteria({"version": 1}) == Criteria()
    with pytest.raises(ValueError, match="later version"):
        segments.read_criteria({"version": 99})
    with pytest.raises(ValueError, match="service_types"):
        segments.read_criteria({"version": 1, "service_types": ["castle"]})
