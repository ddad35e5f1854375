from datetime import date

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Contact, Council, Location, Organisation, Service
from tests.domains.register.files import write_services
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

LUNCH_CLUB = {
    "Service name": "Harbour Lunch Club",
    "Provider": "Harbour Association",
    "Service type": "Day and community",
    "Sector": "Voluntary",
    "Address": "Quay Lane",
    "Town": "Boston",
    "Postcode": "PE21 0AA",
    "Council": "Lincolnshire",
    "Email": "club@example.org",
}


def reach(**cells):
    return {"Location ID": "1-100", "Email": "amara@example.org"} | cells


@pytest.fixture
def service():
    return ServiceFactory(
        location__regulator_id="1-100", location__name="Ash House", service_type="not_stated"
    )


class TestALineWithANumber:
    def test_says_how_the_location_is_reached(self, load, tmp_path, service):
        path = write_services(tmp_path / "c.csv", [reach(Telephone="1522123456")])

        loaded = load(path)

        assert (loaded.counts["changed"], loaded.layout) == (1, "services_and_contacts")
        contact = Contact.objects.get(location=service.location)
        assert (contact.email, contact.telephone) == ("amara@example.org", "01522123456")

    def test_leaves_what_its_empty_cells_do_not_say(self, load, tmp_path, service):
        load(write_services(tmp_path / "c.csv", [reach(Telephone="01522 123456")]))

        load(write_services(tmp_path / "d.csv", [reach(Email="new@example.org")]))

        contact = Contact.objects.get()
        assert (contact.email, contact.telephone) == ("new@example.org", "01522 123456")

    def test_has_reached_nobody_yet_where_it_is_new(self, load, tmp_path, service):
        load(write_services(tmp_path / "c.csv", [reach()]))
        known = {"proven_on": date(2026, 5, 1), "proven_how": "answered"}
        Contact.objects.update(**known)

        load(write_services(tmp_path / "d.csv", [reach(**{"Contact name": "Amara"})]))
        assert Contact.objects.get().proven_on == date(2026, 5, 1)
        load(write_services(tmp_path / "e.csv", [reach(Email="new@example.org")]))

        held = Contact.objects.get()
        assert (held.proven_on, held.proven_how) == (None, "")

    def test_tells_the_sector_and_the_kind(self, load, tmp_path, service):
        load(
            write_services(
                tmp_path / "c.csv", [reach(Sector="Voluntary", **{"Service type": "Home care"})]
            )
        )

        service.refresh_from_db()
        assert service.service_type == "home_care"
        assert Organisation.objects.get().sector == "voluntary"

    def test_tells_that_a_care_home_nurses(self, load, tmp_path):
        home = ServiceFactory(location__regulator_id="1-100", service_type="care_home")

        load(
            write_services(
                tmp_path / "c.csv", [reach(**{"Service type": "Care home with nursing"})]
            )
        )

        home.refresh_from_db()
        assert home.service_type == "care_home_nursing"

    def test_tells_whether_a_council_buys_what_it_names(self, load, tmp_path, service):
        other = ServiceFactory(location=service.location, service_type="home_care")
        ended = ServiceFactory(
            location=service.location, service_type="advice", ended_on=date(2026, 1, 1)
        )

        def bought():
            return [
                Service.objects.get(pk=each.pk).is_commissioned for each in (service, other, ended)
            ]

        load(write_services(tmp_path / "a.csv", [reach(**{"Bought by a council": "Yes"})]))
        assert bought() == [True, True, None]

        not_home_care = {"Service type": "Home care", "Bought by a council": "no"}
        loaded = load(write_services(tmp_path / "b.csv", [reach(**not_home_care), reach()]))
        assert bought() == [True, False, None]
        assert loaded.counts["changed"] == 1

    def test_may_lack_the_column_of_who_buys(self, load, tmp_path, service):
        path = write_services(tmp_path / "c.csv", [reach()])
        lines = path.read_text().splitlines()
        path.write_text("\n".join(line.rpartition(",")[0] for line in lines))

        load(path)

        assert Contact.objects.get().email == "amara@example.org"
        service.refresh_from_db()
        assert service.is_commissioned is None

    def test_is_refused_where_the_register_does_not_know_it(self, load, tmp_path, service):
        lines = [reach(), reach(**{"Location ID": "1-404"})]

        loaded = load(write_services(tmp_path / "c.csv", lines))

        assert loaded.counts["refused"] == 1
        row = loaded.refused_rows.get()
        assert (row.line, row.column, row.value) == (3, "Location ID", "1-404")
        assert "Load the regulator’s file first" in row.reason

    def test_is_refused_where_another_system_keeps_it(self, load, tmp_path, service):
        theirs = SystemFactory(council=service.location.council)
        ours = SystemFactory()
        mine = LocationFactory(regulator_id="1-200", system=ours)
        lines = [reach(), reach(**{"Location ID": "1-200"})]

        loaded = load(write_services(tmp_path / "c.csv", lines), system=ours)

        assert "another system" in loaded.refused_rows.get().reason
        assert list(Contact.objects.values_list("location", flat=True)) == [mine.pk]
        load(write_services(tmp_path / "c.csv", lines[:1]), system=theirs)
        assert Contact.objects.count() == 2


class TestALineWithoutANumber:
    def test_adds_a_service_that_the_regulator_does_not_list(self, load, tmp_path):
        loaded = load(write_services(tmp_path / "c.csv", [LUNCH_CLUB]))

        assert loaded.counts["added"] == 1
        place = Location.objects.get()
        assert (place.regulator_id, place.council.name) == (None, "Lincolnshire")
        assert (place.postcode_district, place.as_at) == ("PE21", date(2026, 11, 21))
        found = Service.objects.get()
        assert (found.service_type, found.is_regulated) == ("community", False)
        assert place.organisation.sector == "voluntary"
        assert place.contact.email == "club@example.org"

    def test_changes_nothing_the_second_time(self, load, tmp_path):
        path = write_services(tmp_path / "c.csv", [LUNCH_CLUB])
        load(path)

        again = load(path)

        assert again.counts == {"added": 0, "changed": 0, "unchanged": 1, "refused": 0}
        assert Location.objects.count() == Organisation.objects.count() == 1

    def test_is_known_again_by_name_and_postcode_in_any_spelling(self, load, tmp_path):
        load(write_services(tmp_path / "c.csv", [LUNCH_CLUB]))
        again = LUNCH_CLUB | {
            "Service name": "HARBOUR  lunch club",
            "Postcode": "pe210aa",
            "Town": "Boston, Lincs",
        }

        loaded = load(write_services(tmp_path / "d.csv", [again]))

        assert (loaded.counts["added"], loaded.counts["changed"]) == (0, 1)
        assert Location.objects.get().city == "Boston, Lincs"

    def test_finds_the_listed_service_that_it_means(self, load, tmp_path, service):
        line = LUNCH_CLUB | {
            "Service name": "ash house",
            "Postcode": "LN1 3AB",
            "Service type": "",
        }

        loaded = load(write_services(tmp_path / "c.csv", [line]))

        assert loaded.counts["added"] == 0
        assert Contact.objects.get().location == service.location
        service.location.refresh_from_db()
        assert service.location.city == "Lincoln"  # the regulator's to say

    def test_may_name_two_kinds_of_one_place(self, load, tmp_path):
        lines = [LUNCH_CLUB, LUNCH_CLUB | {"Service type": "Information and advice"}]

        load(write_services(tmp_path / "c.csv", lines))

        assert Location.objects.count() == 1
        assert Service.objects.count() == 2

    def test_belongs_to_a_provider_that_is_known(self, load, tmp_path, service):
        name = service.location.organisation.name.upper()

        load(write_services(tmp_path / "c.csv", [LUNCH_CLUB | {"Provider": name}]))

        assert Organisation.objects.count() == 1

    def test_is_refused_outside_the_systems_area(self, load, tmp_path):
        SystemFactory(council=Council.objects.get(name="Lincolnshire"))
        lines = [LUNCH_CLUB, LUNCH_CLUB | {"Council": "Kent"}]

        loaded = load(write_services(tmp_path / "c.csv", lines), system=SystemFactory())

        assert loaded.refused_rows.get().line == 2
        assert Location.objects.get().council.name == "Kent"


class TestAFile:
    def test_is_refused_if_a_service_stands_in_it_twice(self, load, tmp_path, service):
        with pytest.raises(actions.CannotLoad, match="line 3, Location ID: 1-100 stands here"):
            load(write_services(tmp_path / "c.csv", [reach(), reach()]))

        assert not Contact.objects.exists()

    def test_is_refused_without_rows(self, load, tmp_path):
        with pytest.raises(actions.CannotLoad, match="no rows under them"):
            load(write_services(tmp_path / "c.csv", []))

    def test_is_refused_if_no_row_of_it_can_be_read(self, load, tmp_path):
        with pytest.raises(actions.CannotLoad, match="1 of 1 rows cannot be read"):
            load(write_services(tmp_path / "c.csv", [reach(Email="?")]))
