"""England, its regions, boards and councils, today and as at a day."""

import html
from datetime import UTC, datetime

import pytest

from regard.domains.register.models import Board, Council
from tests.factories.register import (
    BoundaryFactory,
    LocationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


def text_of(response):
    return html.unescape(response.content.decode())


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def serve(council, **where):
    """Put a service into a council."""
    location = LocationFactory(council=Council.objects.get(name=council), **where)
    return ServiceFactory(location=location)


class TestAreas:
    def test_tell_how_many_services_each_region_and_board_has(self, client):
        serve("Lincolnshire")
        serve("Kent")

        page = text_of(client.get("/areas/"))

        assert "There are 36 integrated care boards and 153 councils" in page
        assert "We know 2 services of 2 providers." in page
        assert page.index("Midlands") < page.index("NHS Lincolnshire Integrated Care Board")
        assert 'href="/areas/system/E54000013/"' in page

    def test_tell_what_was_so_on_another_day(self, client):
        serve("Norfolk")

        page = text_of(client.get("/areas/?on=2026-03-31"))

        assert "On 31 March 2026 there were 42 integrated care boards" in page
        assert "NHS Norfolk and Waveney" in page
        assert "1 service lies in councils of which we do not know" in page
        assert 'href="/areas/system/E54000022/?on=2026-03-31"' in page

    def test_are_shaded_on_a_map_where_boundaries_are_known(self, client):
        BoundaryFactory(level="region", code="E40000011", geometry=square(-1))
        serve("Lincolnshire")

        assert "Midlands: 1 service" in text_of(client.get("/areas/"))


class TestArea:
    def test_of_a_region_lists_its_boards(self, client):
        serve("Lincolnshire")

        page = text_of(client.get("/areas/region/E40000011/"))

        assert "NHS region. We know 1 service of 1 provider in it." in page
        assert "NHS Lincolnshire" in page
        assert "NHS Kent" not in page

    def test_of_a_board_lists_its_councils_and_what_came_before(self, client):
        SystemFactory(slug="thames", name="Thames", board=Board.objects.get(gss_code="E54000070"))
        page = text_of(client.get("/areas/system/E54000070/"))

        assert "Buckinghamshire" in page
        assert "99% of its small areas" in page
        assert "NHS Frimley Integrated Care Board</a>, in part" in page
        assert "Since 1 April 2026" in page
        assert 'href="/thames/register/places/"' in page
        assert 'href="/areas/region/E40000005/"' in page

    def test_of_a_board_that_ended_says_so_and_what_came_after(self, client):
        page = text_of(client.get("/areas/system/E54000034/"))

        assert "until 1 April 2026." in page
        assert page.count("NHS Surrey and Sussex") == 1
        assert "is not in our records" in page
        before = text_of(client.get("/areas/system/E54000034/?on=2026-03-01"))
        assert "How many services lay in it is not known" in before

    def test_of_a_board_that_had_not_begun_says_so(self, client):
        page = text_of(client.get("/areas/system/E54000070/?on=2026-03-01"))

        assert "from 1 April 2026." in page

    def test_of_a_council_in_several_boards_tells_them_apart(self, client):
        serve("Cumberland")
        BoundaryFactory(level="system", code="E54000048", geometry=square(-3, 54))
        serve("Cumberland", longitude=-2.5, latitude=54.5)
        serve("Cumberland", longitude=-3.5, latitude=54.5)

        page = text_of(client.get("/areas/council/E06000063/"))

        assert "We know 3 services of 3 providers in it." in page
        assert "97% of its small areas" in page
        assert "3% of its small areas" in page
        assert "What came before" in page
        assert 'href="/areas/council/E10000006/"' in page

    def test_of_a_council_is_drawn_where_its_boundary_is_known(self, client):
        BoundaryFactory(code="E10000019", geometry=square(-1))

        page = text_of(client.get("/areas/council/E10000019/"))

        assert "Map of Lincolnshire" in page

    @pytest.mark.parametrize(
        "address", ["castle/E1", "region/E1", "system/E1", "council/E1", "country/E92000001"]
    )
    def test_is_not_found_where_there_is_none(self, client, address):
        assert client.get(f"/areas/{address}/").status_code == 404


def test_every_service_is_counted_once_however_it_is_divided(client):
    """Succession changes which board has a service, never how many there are."""
    for council in ("Lincolnshire", "Cumberland", "Norfolk", "Oxfordshire"):
        serve(council)
    made_up = ServiceFactory(system=SystemFactory())

    from regard.domains.register import queries  # noqa: PLC0415

    for on in (datetime(2026, 3, 31, tzinfo=UTC).date(), NOON.date()):
        country = queries.get_country(on=on, today=NOON.date())
        boards = sum(row.services or 0 for row in country.rows if row.level == "system")
        regions = sum(row.services or 0 for row in country.rows if row.level == "region")
        assert country.services == 5
        assert boards + country.elsewhere == 5
        assert regions + country.elsewhere == 5
    assert made_up.pk
