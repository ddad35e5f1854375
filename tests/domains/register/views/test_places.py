"""The pages of a system's places, and drawing them."""

import html
import json
import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.register.models import Board, Place, PlaceCover, Placement, SystemCouncil
from regard.domains.register.types import AreaLevel
from tests.factories.register import (
    BoundaryFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def system():
    return SystemFactory(slug="here", name="Here")


@pytest.fixture
def lead(client_as, system):
    return client_as("Partnership lead", system)


def text_of(response):
    return html.unescape(response.content.decode())


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def sent(**said):
    """Return what the form of a new place sends."""
    usual = {
        "name": "City",
        "level": "place",
        "on-day": "21",
        "on-month": "11",
        "on-year": "2026",
        "go": "look",
    }
    return usual | said


def seen_in(response):
    return re.search(r'name="seen" value="([0-9a-f]+)"', text_of(response))[1]


class TestPlaces:
    def test_tell_anyone_which_services_lie_where_and_how_we_know(self, client_as, system):
        city = PlaceFactory(system=system, name="City", districts=["LN1"])
        PlaceFactory(system=system, name="Coast", council=system.councils.get())
        PlaceFactory(
            system=system,
            name="Uphill",
            level=AreaLevel.NEIGHBOURHOOD,
            parent=city,
            districts=["LN1"],
        )
        for postcode in ("LN1 3AB", "PE1 1AA"):
            ServiceFactory(system=system, location__postcode=postcode)

        page = text_of(client_as().get("/here/register/places/"))

        assert "2 places. 2 of 2 services lie in one; none lies outside them." in page
        assert "1 by postcode district" in page
        assert "1 by council" in page
        assert "neighbourhood" in page
        assert "There is no map" in page
        assert "Draw a place" not in page

    def test_say_what_to_do_while_none_is_drawn(self, client_as, lead, system):
        ServiceFactory(system=system)
        page = text_of(client_as().get("/here/register/places/"))

        assert "No place is drawn yet. 1 service lies in none." in page
        assert "Draw the first place" not in page
        assert "Draw the first place" in text_of(lead.get("/here/register/places/"))

    def test_draw_a_map_where_boundaries_are_known(self, client_as, system):
        council = system.councils.get()
        PlaceFactory(system=system, name="All of it", council=council)
        BoundaryFactory(code=council.gss_code, geometry=square(-1))
        ServiceFactory(system=system, location__longitude=-0.5, location__latitude=53.5)

        page = text_of(client_as().get("/here/register/places/"))

        assert '<svg class="rg-map"' in page
        assert "<circle" in page
        assert "All of it: 1 service" in page

    def test_tell_what_was_so_on_another_day(self, client_as, system):
        place = PlaceFactory(system=system, districts=["LN1"], name="City")
        ServiceFactory(system=system)
        PlaceCover.objects.update(valid_from=date(2026, 4, 1))
        Place.objects.update(valid_from=date(2026, 4, 1))

        page = text_of(client_as().get("/here/register/places/?on=2026-03-31"))
        assert "Places on 31 March 2026" in page
        assert "No place was drawn on this day" in page
        page = text_of(client_as().get("/here/register/places/?on=2026-04-01"))
        assert place.name in page
        assert "<h1>Places</h1>" in text_of(client_as().get("/here/register/places/?on=soon"))

    def test_say_where_the_system_lies_and_why_services_belong_to_it(self, client_as, system):
        system.board = Board.objects.get(ods_code="QHM")
        system.save()
        council = system.councils.get()
        system.board.council_shares.create(
            council=council, small_areas=3, share=0.25, source="a test"
        )
        SystemCouncil.objects.update(is_whole=False)
        ServiceFactory(system=system)

        page = text_of(client_as().get("/here/register/places/"))

        assert "NHS North East and North Cumbria Integrated Care Board" in page
        assert "North East and Yorkshire" in page
        assert f"{council.name}</a>: 25% of its small areas, 1 service" in page
        assert "Because most of its council lies here" in page

    def test_take_a_fixed_number_of_queries(
        self, client_as, system, django_assert_max_num_queries
    ):
        for number in range(4):
            PlaceFactory(system=system, districts=[f"LN{number}"])
            ServiceFactory(system=system, location__postcode=f"LN{number} 1AA")

        with django_assert_max_num_queries(20):
            client_as().get("/here/register/places/")


class TestPlace:
    def test_tells_what_it_covers_and_covered(self, client_as, lead, system):
        place = PlaceFactory(system=system, slug="city", name="City", districts=["LN1", "LN2"])
        PlaceFactory(system=system, name="Uphill", parent=place, level=AreaLevel.NEIGHBOURHOOD)
        PlaceCover.objects.filter(postcode_district="LN2").update(valid_to=date(2026, 5, 1))
        ServiceFactory(system=system)

        page = text_of(client_as().get("/here/register/places/city/"))

        assert "1 service of 1 provider." in page
        assert "Postcode district LN2" in page
        assert "as far back as we know, until 1 May 2026" in page
        assert "Uphill" in page
        assert f'href="/here/register/?place={place.pk}"' in page
        assert "Change what it covers" not in page
        assert "Change what it covers" in text_of(lead.get("/here/register/places/city/"))

    def test_is_drawn_among_the_others_where_its_area_is_known(self, client_as, system):
        PlaceFactory(system=system, slug="west", name="West", outline=square(-1))
        PlaceFactory(system=system, name="East", outline=square(0))

        page = text_of(client_as().get("/here/register/places/west/"))

        assert "West and the 0 services in it." in page
        assert "The boundary of " in page

    def test_shows_one_that_has_ended_as_such(self, lead, system):
        PlaceFactory(system=system, slug="old", name="Old", valid_to=date(2026, 5, 1))

        page = text_of(lead.get("/here/register/places/old/"))

        assert "This place has ended" in page
        assert "End it" not in page

    def test_is_not_found_where_there_is_none(self, client_as, system):
        assert client_as().get("/here/register/places/atlantis/").status_code == 404


class TestNewPlace:
    ADDRESS = "/here/register/places/new/"

    def test_shows_what_would_move_before_it_is_saved(self, lead, system):
        service = ServiceFactory(system=system)
        assert "Draw a place" in text_of(lead.get(self.ADDRESS))

        looked = lead.post(self.ADDRESS, sent(districts="LN1, LN2"))

        page = text_of(looked)
        assert "From 21 November 2026, City would hold 1 location. 1 location would move." in page
        assert "In no place" in page
        assert not Place.objects.exists()
        saved = lead.post(
            self.ADDRESS, sent(districts="LN1, LN2", go="save", seen=seen_in(looked))
        )
        assert saved.url == "/here/register/places/city/"
        assert Placement.objects.get(location=service.location).place.name == "City"

    def test_is_not_saved_with_something_else_than_what_was_looked_at(self, lead, system):
        looked = lead.post(self.ADDRESS, sent(districts="LN1"))

        again = lead.post(self.ADDRESS, sent(districts="LN2", go="save", seen=seen_in(looked)))

        assert "You changed something since you looked" in text_of(again)
        assert not Place.objects.exists()

    def test_takes_a_drawn_area_from_a_file_and_keeps_it_for_saving(self, lead, system):
        text = json.dumps({"type": "Feature", "properties": {}, "geometry": square(-1)})
        upload = SimpleUploadedFile("area.geojson", text.encode())
        looked = lead.post(self.ADDRESS, sent(file=upload))

        page = text_of(looked)
        box = re.search(r"<textarea[^>]*id=\"id_outline\"[^>]*>([^<]*)<", page)[1]
        saved = lead.post(self.ADDRESS, sent(outline=box, go="save", seen=seen_in(looked)))

        assert saved.status_code == 302
        assert PlaceCover.objects.get().boundary.west == -1

    def test_says_that_a_drawn_area_was_mended(self, lead, system):
        bow = [[0, 50], [1, 51], [1, 50], [0, 51], [0, 50]]
        area = {"type": "Polygon", "coordinates": [bow]}

        page = text_of(lead.post(self.ADDRESS, sent(outline=json.dumps(area))))

        assert "The drawn area was mended: self-intersection." in page

    def test_can_be_a_loaded_boundary_or_a_neighbourhood_that_always_was(self, lead, system):
        boundary = BoundaryFactory(level=AreaLevel.SUB_BOARD, name="West", geometry=square(0))
        city = PlaceFactory(system=system, name="Old city", districts=["LN1"])
        said = {
            "level": "neighbourhood",
            "parent": str(city.pk),
            "boundary": str(boundary.pk),
            "always": "yes",
            "on-day": "",
            "on-month": "",
            "on-year": "",
        }
        looked = lead.post(self.ADDRESS, sent(**said))
        assert "As far back as we know, City would hold 0 locations" in text_of(looked)
        lead.post(self.ADDRESS, sent(**said, go="save", seen=seen_in(looked)))

        place = Place.objects.get(name="City")
        assert (place.parent, place.valid_from) == (city, None)

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"districts": "Lincoln"}, "“LINCOLN” is no postcode district"),
            ({"postcodes": "LN1"}, "“LN1” is no postcode"),
            ({"outline": "here"}, "What was pasted is not GeoJSON"),
            ({"outline": '{"type": "Point"}'}, "an area is a Polygon"),
            (
                {"outline": '{"type": "FeatureCollection", "features": []}'},
                "What was pasted draws no area",
            ),
            ({}, "Say what City covers"),
            ({"districts": "LN9"}, "LN9 lies in Taken; it can lie in one place only"),
            ({"districts": "LN1", "on-year": "2025"}, "21 November 2025 is over"),
            (
                {"districts": "LN1", "on-day": "", "on-month": "", "on-year": ""},
                "or say that it always was",
            ),
            ({"boundary": "1"}, "Choose one of the answers"),
        ],
    )
    def test_says_what_is_wrong(self, lead, system, said, words):
        PlaceFactory(system=system, name="Taken", districts=["LN9"])
        BoundaryFactory(level=AreaLevel.SUB_BOARD, pk=77, geometry=square(0))

        page = text_of(lead.post(self.ADDRESS, sent(**said)))

        assert "There is a problem" in page
        assert words in page
        assert Place.objects.count() == 1

    def test_refuses_both_a_boundary_and_a_drawing(self, lead, system):
        boundary = BoundaryFactory(level=AreaLevel.SUB_BOARD, geometry=square(0))
        said = {"boundary": str(boundary.pk), "outline": json.dumps(square(0))}

        page = text_of(lead.post(self.ADDRESS, sent(**said)))

        assert "Choose a loaded boundary or draw an area, not both" in page

    def test_refuses_a_file_that_is_too_large(self, lead, system, monkeypatch):
        monkeypatch.setattr("regard.domains.register.forms.places.LONGEST_OUTLINE", 10)
        upload = SimpleUploadedFile("area.geojson", json.dumps(square(0)).encode())

        page = text_of(lead.post(self.ADDRESS, sent(file=upload)))

        assert "area.geojson is larger than" in page


class TestEditPlace:
    ADDRESS = "/here/register/places/city/edit/"

    def test_begins_with_what_it_covers_and_saves_what_is_looked_at(self, lead, system):
        place = PlaceFactory(
            system=system, slug="city", name="City", districts=["LN1"], outline=square(0)
        )
        PlaceCover.objects.create(system=system, place=place, postcode="LN2 1AA")
        ServiceFactory(system=system)
        page = text_of(lead.get(self.ADDRESS))
        assert 'value="LN1"' in page
        assert "LN2 1AA" in page

        said = sent(name="The city", districts="LN2")
        looked = lead.post(self.ADDRESS, said)
        assert "1 location would move" in text_of(looked)
        saved = lead.post(self.ADDRESS, said | {"go": "save", "seen": seen_in(looked)})

        assert saved.status_code == 302
        place.refresh_from_db()
        assert place.name == "The city"
        assert PlaceCover.objects.filter(place=place, valid_to=None).count() == 1

    def test_says_that_nothing_would_move(self, lead, system):
        PlaceFactory(system=system, slug="city", name="City", districts=["LN1"])

        page = text_of(lead.post(self.ADDRESS, sent(districts="LN1")))

        assert "City would hold 0 locations, and nothing would move." in page


class TestEndPlace:
    ADDRESS = "/here/register/places/city/end/"

    def test_ends_it_on_the_day(self, lead, system):
        place = PlaceFactory(system=system, slug="city", name="City", districts=["LN1"])
        assert "End City" in text_of(lead.get(self.ADDRESS))

        done = lead.post(self.ADDRESS, sent())

        assert done.url == "/here/register/places/"
        place.refresh_from_db()
        assert place.valid_to == date(2026, 11, 21)

    def test_says_why_it_cannot(self, lead, system):
        PlaceFactory(system=system, slug="city", districts=["LN1"])

        page = text_of(lead.post(self.ADDRESS, sent(**{"on-year": "2020"})))

        assert "21 November 2020 is over" in page
