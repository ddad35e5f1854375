import pytest

from regard.domains.register.rules.councils import Gazetteer
from regard.domains.register.rules.layouts import SERVICES_AND_CONTACTS, TEMPLATE_LINE
from regard.domains.register.rules.service_lines import ServiceCells, read_line
from regard.domains.register.rules.values import Unreadable

GAZETTEER = Gazetteer(live={"lincolnshire": 7}, ended={}, successors={})
TEMPLATE = ServiceCells._make(TEMPLATE_LINE)


def read(cells):
    return read_line(cells, line=2, gazetteer=GAZETTEER)


class TestReadLine:
    def test_reads_the_template_itself(self):
        found = read(TEMPLATE)

        assert found.number is None
        assert found.key == "harbour lunch club|pe210aa"
        assert (found.service_type, found.sector) == ("community", "voluntary")
        assert (found.council_id, found.district) == (7, "PE21")
        assert found.email == "amara@example.org"
        assert found.is_commissioned is False

    def test_needs_only_a_number_beside_a_contact(self):
        nothing = ServiceCells(*("" for _ in SERVICES_AND_CONTACTS.columns))

        found = read(nothing._replace(number="1-100", telephone="1522123456"))

        assert (found.number, found.key, found.council_id) == ("1-100", None, None)
        assert found.telephone == "01522123456"

    def test_names_a_service_after_itself_where_no_provider_is_given(self):
        assert read(TEMPLATE._replace(provider="")).provider == "Harbour Lunch Club"

    @pytest.mark.parametrize(
        ("change", "column"),
        [
            ({"name": ""}, "Service name"),
            ({"postcode": "Boston"}, "Postcode"),
            ({"council": "Atlantis"}, "Council"),
            ({"service_type": "Bingo"}, "Service type"),
            ({"sector": "Secret"}, "Sector"),
            ({"email": "amara at example"}, "Email"),
            ({"telephone": "none"}, "Telephone"),
            ({"is_commissioned": "perhaps"}, "Bought by a council"),
            ({"number": "?"}, "Location ID"),
        ],
    )
    def test_refuses_a_cell_by_its_column(self, change, column):
        with pytest.raises(Unreadable) as refused:
            read(TEMPLATE._replace(**change))

        assert refused.value.column == column
        assert refused.value.reason
