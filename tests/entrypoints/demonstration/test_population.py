import csv
import re
from collections import Counter
from datetime import date

import pytest

from regard.domains.register.types import Sector, ServiceType
from regard.entrypoints.demonstration.land import PLACES
from regard.entrypoints.demonstration.population import HOW_MANY, VISITORS_HOME, make_population

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def locations():
    return make_population(seed=2026, today=TODAY)


def normal(name):
    return name.lower().replace("’", "'").strip()


class TestMakePopulation:
    def test_is_the_same_for_the_same_seed_and_no_other(self, locations):
        assert make_population(seed=2026, today=TODAY) == locations
        assert make_population(seed=2027, today=TODAY) != locations

    def test_has_services_of_every_type_and_providers_of_every_size(self, locations):
        kinds = Counter(kind for location in locations for kind in location.kinds)
        sizes = Counter(location.provider for location in locations for _ in location.kinds)

        assert kinds == Counter(HOW_MANY)
        assert kinds.total() == 1180
        assert 450 <= len(sizes) <= 550
        assert sum(size >= 20 for size in sizes.values()) == 6
        assert 250 <= sum(size == 1 for size in sizes.values()) <= 350
        assert {provider.sector for provider in sizes} == set(Sector) - {Sector.NOT_KNOWN}

    def test_has_about_forty_services_that_the_regulator_does_not_know(self, locations):
        unknown = [location for location in locations if location.regulator_id is None]

        assert 35 <= sum(len(location.kinds) for location in unknown) <= 45
        assert all(
            ServiceType.ADVICE not in location.kinds for location in locations if location.rating
        )

    def test_reaches_nine_in_ten_by_email_and_some_not_at_all(self, locations):
        by_email = sum(bool(location.contact.email) for location in locations)
        silent = [each for each in locations if not each.contact.email]

        assert 0.89 <= by_email / len(locations) <= 0.95
        assert any(each.contact.telephone for each in silent)
        assert any(not each.contact.telephone for each in silent)

    def test_has_the_home_whose_manager_a_visitor_can_be(self, locations):
        [home] = [location for location in locations if location.name == VISITORS_HOME]

        assert home.place.name == "Harrow Vale"
        assert home.contact.email == "provider@northmarch.example"

    def test_names_nobody_twice(self, locations):
        assert len({normal(location.name) for location in locations}) == len(locations)
        providers = {location.provider for location in locations}
        assert len({normal(provider.name) for provider in providers}) == len(providers)
        addresses = [each.contact.email for each in locations if each.contact.email]
        assert len(set(addresses)) == len(addresses)
        numbers = [each.regulator_id for each in locations if each.regulator_id]
        assert len(set(numbers)) == len(numbers)

    def test_uses_no_postcode_mail_domain_or_telephone_number_of_anyone(self, locations):
        districts = {district for place in PLACES for district in place.districts}
        for location in locations:
            assert location.postcode.split()[0] in districts
            assert location.postcode.startswith("XN")  # an area that Royal Mail does not have
            assert location.contact.email.endswith(".example") or not location.contact.email
            # https://www.ofcom.org.uk: numbers kept for drama (read 2026-11)
            assert re.fullmatch(r"(01632 960|07700 900)\d{3}|", location.contact.telephone)

    def test_uses_no_name_of_a_real_provider_place_or_service(self, locations, shared_data):
        real, towns = set(), set()
        for path in sorted((shared_data / "register").glob("cqc_ratings_*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    brand = row["Brand Name"].removeprefix("BRAND ")
                    real |= {normal(row["Location Name"]), normal(row["Provider Name"])}
                    real.add(normal(brand))
                    towns.add(normal(row["Location City"]))

        made_up = {normal(location.name) for location in locations}
        made_up |= {normal(location.provider.name) for location in locations}
        assert not made_up & real
        assert not {normal(town) for place in PLACES for town in place.towns} & towns
