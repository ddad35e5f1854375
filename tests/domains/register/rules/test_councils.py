import pytest

from regard.domains.register.rules.councils import Gazetteer, normalise_council

GAZETTEER = Gazetteer(
    live={"bristol": 1, "cumberland": 2, "westmorland and furness": 3, "hull": 4},
    ended={"cumbria": 9, "poole": 8},
    successors={(9, "CA1"): 2, (9, "LA9"): 3, (8, ""): 5},
)


class TestNormaliseCouncil:
    @pytest.mark.parametrize(
        ("variants", "normal"),
        [
            (
                ["Bristol, City of", "City of Bristol", "Bristol City Council", "BRISTOL UA"],
                "bristol",
            ),
            (["Herefordshire, County of", "Herefordshire Council"], "herefordshire"),
            (["St. Helens", "St Helens Council", "Saint Helens"], "st helens"),
            (["Kingston upon Hull, City of", "Hull City Council", "Hull"], "hull"),
            (
                ["London Borough of Barking & Dagenham", "Barking and Dagenham"],
                "barking and dagenham",
            ),
            (
                ["Bournemouth, Christchurch and Poole", "BCP Council"],
                "bournemouth christchurch and poole",
            ),
            (["City of London", "City of London Corporation"], "city of london"),
            (["County Durham", "Durham County Council"], "durham"),
            (["Southend-on-Sea", "Southend"], "southend on sea"),
        ],
    )
    def test_makes_variants_of_one_name_the_same(self, variants, normal):
        assert {normalise_council(variant) for variant in variants} == {normal}

    def test_keeps_different_councils_apart(self):
        assert normalise_council("Kingston upon Thames") != normalise_council("Hull")
        assert normalise_council("North Lincolnshire") != normalise_council("Lincolnshire")


class TestFind:
    def test_gives_the_council_of_today(self):
        assert GAZETTEER.find("City of Bristol", "BS1 1AA") == 1

    def test_gives_whoever_took_over_the_postcode_of_a_split_council(self):
        assert GAZETTEER.find("Cumbria", "CA1 1AA") == 2
        assert GAZETTEER.find("Cumbria County Council", "la94aa") == 3

    def test_gives_whoever_took_over_all_of_a_council(self):
        assert GAZETTEER.find("Poole", "BH15 1AA") == 5

    def test_does_not_guess(self):
        assert GAZETTEER.find("Cumbria", "ZZ1 1AA") is None
        assert GAZETTEER.find("Cumbria", "") is None
        assert GAZETTEER.find("Northmarch", "LN1 3AB") is None


class TestIsPublic:
    @pytest.mark.parametrize(
        "name",
        [
            "Bristol City Council",
            "Redditch Borough Council",
            "London Borough of Hull",
            "Poole MBC",
            "Bristol City Council - Adults",
            "North West Anglia NHS Foundation Trust",
        ],
    )
    def test_is_true_of_councils_and_the_nhs(self, name):
        assert GAZETTEER.is_public(name)

    @pytest.mark.parametrize(
        "name",
        [
            "Ash Care Limited",
            "The Council of St Monica Trust",
            "RNHS Limited",
            "Borough Care Ltd",
            "Bristol Care",
        ],
    )
    def test_is_not_guessed_of_others(self, name):
        assert not GAZETTEER.is_public(name)
