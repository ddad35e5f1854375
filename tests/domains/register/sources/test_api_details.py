"""Documents of the regulator's API, read as rows."""

import json
from contextlib import ExitStack
from datetime import date

import pytest

from regard.domains.register.models import Council
from regard.domains.register.rules.api_details import API_DETAILS
from regard.domains.register.sources.found import Found
from regard.domains.register.sources.gazetteer import read_gazetteer
from regard.domains.register.sources.opening import CannotRead
from regard.domains.register.sources.reading import open_file
from regard.domains.register.sources.setting import Setting
from tests.domains.register.regulator import location, provider
from tests.factories.register import OrganisationFactory

TODAY = date(2026, 11, 21)
PREFACE = {"regard": "regulator_api", "fetchedOn": "2026-11-20", "missing": ["1-7", "1-8"]}

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(tmp_path):
    """Return what reads documents, as locations and what else was found."""

    def read(*documents, councils=None):
        path = tmp_path / "documents.jsonl"
        lines = [d if isinstance(d, str) else json.dumps(d) for d in documents]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        found = Found("documents.jsonl", councils)
        with ExitStack() as stack:
            opened = open_file(stack, path, "documents.jsonl")
            assert opened.layout is API_DETAILS
            setting = Setting("documents.jsonl", opened.layout, read_gazetteer(), councils, TODAY)
            return list(opened.read(setting, found)), found

    return read


class TestReadDocuments:
    def test_tells_a_location_and_its_provider(self, read):
        [told], found = read(PREFACE, location(), provider())

        assert (told.number, told.provider_number, told.name) == (
            "1-100",
            "1-900",
            "Service 1-100",
        )
        assert told.council_id == Council.objects.get(name="Lincolnshire").pk
        assert (told.postcode, told.district, told.address) == ("PE21 0AA", "PE21", "1 Quay Lane")
        assert (told.beds, told.is_dormant, told.rating) == (20, False, "")
        assert told.people_served == '{"Dementia"}'
        assert found.organisations["1-900"].companies_house_number == "01234567"
        assert [s.service_type for s in found.services] == ["care_home"]
        assert found.dated == date(2026, 11, 20)
        assert found.notes == {"not_to_be_had": 2}

    def test_leaves_out_other_care_and_other_councils(self, read):
        lincolnshire = Council.objects.get(name="Lincolnshire").pk
        rows, found = read(
            PREFACE,
            location("1-1", type="Primary Dental Care"),
            location("1-2", localAuthority="Oldham"),
            location("1-3"),
            councils={lincolnshire},
        )

        assert [row.number for row in rows] == ["1-3"]
        assert (found.not_social_care, found.elsewhere, found.rows) == (1, 1, 3)

    def test_says_when_it_ended(self, read):
        [told], _ = read(PREFACE, location(deregistrationDate="2019-06-30", dormancy="Y"))

        assert (told.ended_on, told.is_dormant) == ("2019-06-30", True)

    def test_counts_a_home_with_nursing_as_one_kind(self, read):
        kinds = [
            {"description": "Care home service with nursing"},
            {"description": "Care home service without nursing"},
            {"description": "Domiciliary care service"},
            {"description": "Community based services for people with a learning disability"},
            {"description": "Rehabilitation services"},
        ]
        _, found = read(PREFACE, location(gacServiceTypes=kinds))

        told = {service.service_type for service in found.services}
        assert told == {"care_home_nursing", "home_care", "community"}

    def test_knows_a_provider_without_a_document_by_its_number_or_as_held(self, read):
        OrganisationFactory(regulator_id="1-901", name="Held Already Limited")
        brand = {"brandId": "BD9", "brandName": "BRAND Harbour"}
        _, found = read(PREFACE, location("1-1", **brand), location("1-2", providerId="1-901"))

        assert found.organisations.keys() == {"1-900"}
        stub = found.organisations["1-900"]
        assert (stub.name, stub.brand_number, stub.brand_name) == (
            "Provider 1-900",
            "BD9",
            "Harbour",
        )
        assert found.notes["providers_without_document"] == 1

    def test_takes_a_providers_group_from_its_locations(self, read):
        brand = {"brandId": "BD9", "brandName": "BRAND Harbour"}
        _, found = read(PREFACE, provider(), provider("1-999"), location("1-1", **brand))

        assert found.organisations.keys() == {"1-900"}
        assert found.organisations["1-900"].brand_name == "Harbour"

    def test_tells_who_took_over_once_from_both_sides(self, read):
        new = location(
            "1-200",
            registrationDate="2020-05-01",
            relationships=[
                {
                    "type": "HSCA Predecessor",
                    "relatedLocationId": "1-100",
                    "relatedLocationName": "Old",
                    "reason": "New Provider",
                }
            ],
        )
        old = location(
            relationships=[
                {
                    "type": "HSCA Successor",
                    "relatedLocationId": "1-200",
                    "relatedLocationName": "New",
                    "reason": "New Provider",
                }
            ]
        )
        _, found = read(PREFACE, old, new)

        [tie] = found.relations
        assert (tie.subject, tie.kind, tie.number, tie.other_number, tie.since) == (
            "location",
            "predecessor",
            "1-200",
            "1-100",
            "2020-05-01",
        )

    def test_counts_fields_that_are_new_to_us(self, read):
        _, found = read(PREFACE, location("1-1", aNewField=1), location("1-2", aNewField=2))

        assert found.notes["unknown: aNewField"] == 2

    def test_dates_a_file_without_a_first_line_by_its_newest_day(self, read):
        _, found = read(location(registrationDate="2024-02-29"))

        assert found.dated == date(2024, 2, 29)

    def test_refuses_one_document_and_takes_the_others(self, read):
        rows, found = read(
            PREFACE,
            location("1-1", postalCode="nowhere"),
            location("1-2", registrationDate="2027-01-01"),
            location("1-3", relationships="none"),
            location("1-4", numberOfBeds=-1),
            location("1-5", localAuthority="Atlantis"),
            location("1-6", dormancy="perhaps"),
            *(location(f"2-{number}") for number in range(60)),
        )

        assert len(rows) == 60
        cells = [(cell.line, cell.column) for cell in found.refusals.cells]
        assert cells == [
            (2, "postalCode"),
            (3, "registrationDate"),
            (4, "document"),
            (5, "numberOfBeds"),
            (6, "localAuthority"),
            (7, "dormancy"),
        ]
        assert found.unread == {f"1-{number}" for number in range(1, 7)}

    @pytest.mark.parametrize(
        ("lines", "message"),
        [
            (['{"locationId": "1-1"'], "line 1: this is not one whole JSON document"),
            (["{}", "[1, 2]"], "line 2: this is JSON, and not a document"),
            (["{" + "[" * 50_000], "line 1: this is not one whole JSON document"),
            (['{"regard": 1, "fetchedOn": "2027-01-01"}'], "fetched in the future"),
            (['{"regard": 1, "fetchedOn": "x"}'], "“fetchedOn” is no date"),
            (['{"name": "a\\u0000b"}'], "holds a character that no text may hold"),
            (['{"name": "a\\ud800b"}'], "not one whole JSON document"),
            (['{"type": "Primary Dental Care"}'], "no document of adult social care"),
            (['{"a": "' + "x" * 5_000_000 + '"}'], "line 1: this line is longer"),
        ],
    )
    def test_refuses_a_file_that_is_not_to_be_trusted(self, read, lines, message):
        with pytest.raises(CannotRead, match=message):
            read(*lines)

    def test_refuses_the_same_location_twice(self, read):
        with pytest.raises(CannotRead, match="line 3: 1-100 stands here a second time"):
            read(PREFACE, location(), location())

    def test_reads_every_real_document(self, shared_data, read):
        folder = shared_data / "register" / "cqc_api_oldham"
        lines = [
            line
            for name in ("locations_detail.jsonl", "providers_detail.jsonl")
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
        ]
        rows, found = read(PREFACE, *lines)

        assert len(rows) == 224
        assert sum(row.ended_on is not None for row in rows) == 118
        assert (found.rows, found.not_social_care, found.refusals.cells) == (471, 228, [])
        assert len(found.organisations) == 171
        assert sum(rating.is_inherited for rating in found.ratings) == 101
        assert not [note for note in found.notes if note.startswith("unknown")]
