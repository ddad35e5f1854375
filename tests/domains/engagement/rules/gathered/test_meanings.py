import pytest

from regard.domains.engagement.rules.gathered.codes import find_codes
from regard.domains.engagement.rules.gathered.glance import glance_at
from regard.domains.engagement.rules.gathered.meanings import find_meanings, split_cell
from regard.domains.engagement.rules.gathered.proposing import propose
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, TRAVEL, grid_of, lines_of

ASKED = [each.asked for each in QUESTIONS]


def meanings(text, codes=None):
    """Return what stands in an export that is none of the choices, and what it seems to mean."""
    grid = grid_of(text)
    found = find_meanings(glance_at(grid, codes=codes), propose(grid, QUESTIONS).held, ASKED)
    return {
        name: [(each.value, each.meant) for each in each_one] for name, each_one in found.items()
    }


class TestFindMeanings:
    def test_asks_what_codes_mean(self):
        assert meanings(exports.SMARTSURVEY) == {"question:2": [("2", None), ("1", None)]}

    def test_reads_them_on_a_sheet_of_codes(self):
        codes = find_codes([lines_of("Variable,Code,Label\nG01Q02,A1,Better\n,A3,Worse\n")])

        found = meanings(exports.LIMESURVEY, codes)

        assert found["question:2"] == [("A1", "Better"), ("A3", "Worse")]
        assert found["question:8"] == [("A1", None)]

    def test_knows_other_spellings_and_no_answer(self):
        found = meanings("How is it going?\nthe  same\nBeter\nN/A\nBlue\nWORSE\n")

        assert dict(found["question:2"]) == {
            "the  same": "The same", "Beter": "Better", "N/A": "", "Blue": None,
        }  # fmt: skip

    def test_asks_in_which_capacity_people_speak(self):
        found = meanings(exports.CONSULT + "Cy,,Care provider,Pay\nDi,,My mother's carer,Pay\n")

        assert dict(found["speaker"]) == {
            "Organisation": None, "Individual": None, "Care provider": "provider",
            "My mother's carer": "carer",
        }  # fmt: skip

    def test_knows_ticks(self):
        assert meanings(exports.CITIZEN_SPACE) == {}
        found = meanings("What matters to your staff? - Pay\n1\nno\nPay\nPerhaps\n")
        assert found == {"question:3": [("Perhaps", None)]}


class TestSplitCell:
    @pytest.mark.parametrize(
        ("cell", "parts"),
        [
            ("Pay;Rotas;", ["Pay", "Rotas"]),
            ("Pay | Rotas", ["Pay", "Rotas"]),
            ("Pay\nRotas", ["Pay", "Rotas"]),
            ("Pay, Rotas", ["Pay", "Rotas"]),
            (TRAVEL, [TRAVEL]),
            (f"Rotas, {TRAVEL}, Pay", ["Rotas", TRAVEL, "Pay"]),
            ("Pay, and something else", ["Pay, and something else"]),
            ("", []),
        ],
    )
    def test_parts_what_names_several_things(self, cell, parts):
        assert split_cell(cell, ("Pay", "Rotas", TRAVEL), {}) == parts


class TestFindCodes:
    def test_takes_a_list_of_two_for_codes_of_any_column(self):
        assert find_codes([lines_of("1,Better\n2,The same\n")]) == {
            "": {"1": "Better", "2": "The same"}
        }

    @pytest.mark.parametrize("sheet", ["1,Better\n1,Worse\n", "Notes on the survey\n", "a,b,c\n"])
    def test_takes_nothing_else_for_codes(self, sheet):
        assert find_codes([lines_of(sheet)]) == {}
