import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.urls import reverse

from regard.domains.governance.rules.checks import CHECKS
from regard.domains.governance.types import BodyKind
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import BodyFactory, SeatFactory
from tests.factories.register import SystemFactory
from tests.factories.structure import Structure

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", name="Northmarch")


@pytest.fixture
def structure(system):
    return Structure(system)


@pytest.fixture
def secretary(client, system, settings):
    person = PersonFactory()
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def url(name="representation", **more):
    return reverse(f"governance:{name}", kwargs={"system": "northmarch"} | more)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestRepresentation:
    def test_says_the_finding_in_numbers(self, client, structure):
        page = text(client.get(url()))

        assert "Care providers speak for themselves on 2 of 4 bodies" in page
        assert "and on 1 more past their term" in page
        assert "Nobody sits by name for home care or for the smallest providers." in page
        assert "0 of 1 workforce groups have a care provider. A year before: 1 of 1" in page
        assert "0 of 1 decisions of the year were taken after asking care providers" in page

    def test_says_what_is_there_and_what_was_a_year_before(self, client, structure):
        page = text(client.get(url()))

        assert "Vacant</strong> <span" in page
        assert "since May 2026" in page
        assert "was: at the table" in page
        assert "Not their own" in page
        assert "not asked" in page

    def test_asks_a_fixed_number_of_queries(self, client, structure, django_assert_num_queries):
        client.get(url())
        with django_assert_num_queries(10):
            client.get(url())
        for number in range(5):
            SeatFactory(body=BodyFactory(system=structure.system), name=f"Seat {number}")
        with django_assert_num_queries(10):
            client.get(url())

    def test_is_of_another_day_where_the_address_says_so(self, client, structure):
        page = text(client.get(url(), {"on": "2025-11-21"}))

        assert "This is how it was on 21 November 2025." in page
        assert "Care providers speak for themselves on 2 of 4 bodies. " in page

    @pytest.mark.parametrize("on", ["yesterday", "2026-02-30", "", "9999999"])
    def test_takes_what_is_no_day_for_today(self, client, structure, on):
        assert "As at 21 November 2026" in text(client.get(url(), {"on": on}))

    def test_is_narrowed_by_level(self, client, structure):
        page = text(client.get(url(), {"level": "place"}))

        assert "Westmere Health and Wellbeing Board</a>" in page.split('id="seats"', maxsplit=1)[0]
        assert "Northmarch People Board" not in page.split('id="seats"', maxsplit=1)[0]
        assert "No body of this level" in text(client.get(url(), {"level": "region"}))
        assert "Northmarch People Board" in text(client.get(url(), {"level": "nonsense"}))

    def test_says_what_to_do_where_there_is_no_body(self, client, system):
        assert "No body was on record on 21 November 2026." in text(client.get(url()))

    def test_does_not_ask_about_kinds_of_care_without_a_register(self, client, system):
        SeatFactory(body=BodyFactory(system=system))

        page = text(client.get(url()))

        assert "The register has no services here" in page
        assert "Home care</th>" not in page

    def test_offers_to_fill_seats_only_to_who_may(self, client, secretary, structure):
        assert "Make the seat" in text(secretary.get(url()))
        client.logout()
        assert "Make the seat" not in text(client.get(url()))


class TestRepresentationCsv:
    def test_has_a_line_for_each_check_of_each_body(self, client, structure):
        response = client.get(url("representation_csv"))
        lines = list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))))

        found = {(line[1], line[4]): line for line in lines[1:]}
        home_care = found["Northmarch Care Partnership", "Home care"]
        assert home_care[6:9] == ["Vacant", "Home care providers’ seat (vacant)", "At the table"]
        assert "Department of Health and Social Care" in home_care[9]
        assert ("Northmarch Voluntary Sector Alliance", "Care providers") not in found


class TestChecks:
    def test_prints_every_check_with_its_source(self, client, system):
        page = text(client.get(url("representation_checks")))

        for check in CHECKS:
            assert check.asks in page
            assert all(cited.where[1:] in page for cited in check.cited)

    def test_lets_one_of_nine_pairs_count(self, client, system):
        page = text(client.get(url("representation_checks")))

        assert page.count(">Counts<") == 1
        assert page.count(">Never counts<") == 8


class TestSeatsToFill:
    def test_lists_them_all_and_who_could_nominate(self, client, structure):
        page = text(client.get(url("seats_to_fill")))

        assert "On 1 body no care provider speaks at all." in page
        assert "Northmarch Carers Together" in page
        assert "Northmarch Care Association nominates" in page
        assert "Lots can be drawn from the register" in page

    def test_is_narrowed_by_whose_they_are(self, client, structure):
        page = text(client.get(url("seats_to_fill"), {"for": "people"}))

        assert "A seat for unpaid carers" in page
        assert "Home care providers’ seat" not in page

    def test_is_paged(self, client, structure):
        for _ in range(42):
            BodyFactory(system=structure.system, kind=BodyKind.PROVIDER_COLLABORATIVE)

        first = text(client.get(url("seats_to_fill")))
        second = text(client.get(url("seats_to_fill"), {"page": "2", "on": "2026-11-20"}))

        assert "page=2" in first
        assert "Seats to fill, 41 to 53 of 53" in second
        assert "page=1" in second

    def test_says_that_nothing_is_to_be_filled(self, client, system):
        page = text(client.get(url("seats_to_fill"), {"for": "voluntary"}))

        assert "No seat of these is to be filled." in page


class TestRepresentationOfABody:
    def test_says_each_check_and_the_seats_that_decide_it(self, client, structure):
        page = text(client.get(url("representation_of", slug="northmarch-care-partnership")))

        assert "Care providers speak for themselves here." in page
        assert "Home care providers’ seat: vacant since May 2026" in page
        assert "Director" not in page

    def test_says_who_chose_a_seat_that_is_not_their_own(self, client, structure):
        page = text(client.get(url("representation_of", slug=structure.board.slug)))

        assert "Care providers do not speak for themselves here." in page
        assert "Partner member for social care: nominated by: council, held by: council" in page

    def test_sets_seats_beside_who_there_is(self, client, structure):
        page = text(client.get(url("representation_of", slug=structure.partnership.slug)))

        assert "By kind of care" in page
        assert "1 seat names them" in page
        assert "No seat names them" in page
        assert "Seats for the whole area" in page

    def test_says_when_a_term_ended(self, client, structure):
        page = text(client.get(url("representation_of", slug=structure.workforce.slug)))

        assert "Care providers speak for themselves here, past the term." in page
        assert "term ended August 2026" in page
        assert "General seat" in page

    def test_of_a_body_without_seats_says_so(self, client, structure):
        slug = "northmarch-voluntary-sector-alliance"

        page = text(client.get(url("representation_of", slug=slug)))

        assert "No seat of this body is on record" in page

    def test_is_only_there_while_the_body_is(self, client, structure):
        body = structure.partnership
        body.valid_to = NOON.date()
        body.save()
        here = url("representation_of", slug=body.slug)

        assert client.get(here).status_code == 404
        assert "on 20 November 2026" in text(client.get(here, {"on": "2026-11-20"}))
        assert client.get(url("representation_of", slug="nobody")).status_code == 404
