import json

import pytest

from regard.domains.register.rules import kinds
from regard.domains.register.types import ServiceType


class TestReadKinds:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Care home service with nursing", ServiceType.CARE_HOME_NURSING),
            ("Nursing homes", ServiceType.CARE_HOME_NURSING),
            ("Care home service without nursing", ServiceType.CARE_HOME),
            ("Residential homes", ServiceType.CARE_HOME),
            ("Domiciliary care service", ServiceType.HOME_CARE),
            ("Homecare agencies", ServiceType.HOME_CARE),
            ("Supported living service", ServiceType.SUPPORTED_LIVING),
            ("Extra Care housing services", ServiceType.EXTRA_CARE),
            ("Supported housing", ServiceType.EXTRA_CARE),
            ("Shared Lives", ServiceType.SHARED_LIVES),
            (
                "Community based services for people with a learning disability",
                ServiceType.COMMUNITY,
            ),
        ],
    )
    def test_knows_both_of_the_regulators_names(self, name, kind):
        assert kinds.read_kinds((f" {name.upper()} ",)) == (kind,)

    def test_hands_each_out_once_and_leaves_out_the_rest(self):
        names = ("Supported living", "Homecare agencies", "Domiciliary care service", "Dentist")

        assert kinds.read_kinds(names) == (ServiceType.HOME_CARE, ServiceType.SUPPORTED_LIVING)


class TestIsSocialCare:
    def test_is_right_of_all_but_two_of_a_whole_council(self, shared_data):
        path = shared_data / "register" / "cqc_api_oldham" / "locations_detail.jsonl"
        locations = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

        wrong = [
            location["type"]
            for location in locations
            if kinds.is_social_care(each["name"] for each in location["gacServiceTypes"])
            != (location["type"] == "Social Care Org")
        ]

        assert len(locations) == 451
        assert wrong == ["NHS Healthcare Organisation"] * 2


class TestReadPeopleServed:
    def test_has_one_word_for_each_group_whatever_the_file_calls_it(self):
        bands = kinds.read_people_served(("Older People", "Mental Health", "Dementia"))
        specialisms = kinds.read_people_served(
            ("Dementia", "Caring for adults over 65 yrs", "Mental health conditions")
        )

        assert bands == specialisms == '{"Dementia","Mental health","Older people"}'

    def test_keeps_what_it_does_not_know_as_it_is(self):
        assert kinds.read_people_served(('New "group"', "", " ")) == '{"New \\"group\\""}'
