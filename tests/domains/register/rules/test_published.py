import pytest

from regard.domains.register.rules import published
from regard.domains.register.rules.councils import Gazetteer
from regard.domains.register.rules.values import Unreadable


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07488164", "07488164"),
        ("7488164", "07488164"),
        ("15756430    ", "15756430"),
        ("oc301234", "OC301234"),
        ("IP12345R", "IP12345R"),
        ("-", ""),
        ("", ""),
        ("0", ""),
        ("see note", None),
        ("123456789", None),
    ],
)
def test_read_company_number(text, number):
    assert published.read_company_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1035628", "1035628"),
        (" 0223001 ", "223001"),
        ("SC012345", "SC012345"),
        ("1035628-2", "1035628-2"),
        ("-", ""),
        ("applied for", None),
    ],
)
def test_read_charity_number(text, number):
    assert published.read_charity_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2073770990", "02073770990"),
        ("7436315363", "07436315363"),
        ("02073770990", "02073770990"),
        ("169772000", "0169772000"),
        ("+44 20 7377 0990", "+44 20 7377 0990"),
        ("-", ""),
        ("", ""),
    ],
)
def test_read_telephone(text, number):
    assert published.read_telephone(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100071453015", "100071453015"),
        ("000034985254", "34985254"),
        ("10014055647.0", "10014055647"),
        ("0", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_read_uprn(text, number):
    assert published.read_uprn(text) == number


class TestReadBeds:
    def test_reads_a_whole_number_or_nothing(self):
        assert published.read_beds("Beds", " 12 ") == 12
        assert published.read_beds("Beds", "12.0") == 12
        assert published.read_beds("Beds", "0") == 0
        assert published.read_beds("Beds", "") is None

    @pytest.mark.parametrize("text", ["12.5", "-1", "many", "=6*7", "999999"])
    def test_refuses_what_is_no_number_of_beds(self, text):
        with pytest.raises(Unreadable, match="is not a number of beds"):
            published.read_beds("Beds", text)


class TestReadFlag:
    def test_reads_y_n_or_nothing(self):
        said = [published.read_flag("Dormant", text) for text in ("Y", " n ", "")]

        assert said == [True, False, None]

    def test_refuses_anything_else(self):
        with pytest.raises(Unreadable, match="Dormant: is neither Y nor N"):
            published.read_flag("Dormant", "X")


class TestReadPlace:
    def test_is_nowhere_where_one_is_missing_or_both_are_zero(self):
        assert published.read_place("", "53.2") == (None, None)
        assert published.read_place("-0.5", " ") == (None, None)
        assert published.read_place("0", "0.000") == (None, None)

    def test_reads_longitude_and_latitude(self):
        assert published.read_place("-0.5", "53.2") == ("-0.5", "53.2")

    def test_refuses_them_swapped(self):
        with pytest.raises(Unreadable, match="not in the British Isles"):
            published.read_place("53.2", "-0.5")


class TestReadCouncil:
    GAZETTEER = Gazetteer(live={"kent": 7}, ended={"cumbria": 8}, successors={(8, "CA1"): 9})

    def test_finds_it_by_name_or_who_took_over(self):
        assert published.read_council("Council", "Kent", "", self.GAZETTEER) == 7
        assert published.read_council("Council", "Cumbria", "CA1 1AA", self.GAZETTEER) == 9

    def test_says_why_it_does_not(self):
        with pytest.raises(Unreadable, match="was split"):
            published.read_council("Council", "Cumbria", "", self.GAZETTEER)
        with pytest.raises(Unreadable, match="is not a council with adult social services"):
            published.read_council("Council", "Atlantis", "", self.GAZETTEER)


def test_join_address_leaves_out_empty_lines():
    assert published.join_address(" 1 High Street ", " ") == "1 High Street"
    assert published.join_address("", "Old School") == "Old School"
    assert published.join_address("1 High Street", "Heath") == "1 High Street\nHeath"


def test_read_website():
    assert published.read_website(" www.ash.example ") == "www.ash.example"
    assert published.read_website("-") == ""
