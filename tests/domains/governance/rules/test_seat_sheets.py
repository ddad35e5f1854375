from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import seat_sheets as sheets
from regard.domains.governance.rules.seat_sheets import RefusedCell, SeatLine
from regard.domains.governance.types import Constituency, Side, Standing
from regard.domains.register.types import Sector, ServiceType, SizeBand

SAID = {
    sheets.BODY: "Northmarch Care Partnership",
    sheets.SEAT: "Home care providers’ seat",
    sheets.SPEAKS_FOR: "care PROVIDERS",
    sheets.PROVIDERS: "Home care, provider with one service , Voluntary",
    sheets.NOMINATED_BY: "association",
    sheets.STANDING: "Votes",
    sheets.CHAIR: "Yes",
    sheets.TERM: "36",
    sheets.HOLDER: "Priya  Raman",
    sheets.COMES_FROM: "Care provider",
    sheets.SINCE: "1/4/2026",
}


def read(**changed):
    said = SAID | {getattr(sheets, name): value for name, value in changed.items()}
    return sheets.read_line(line=7, header=list(said), cells=list(said.values()))


class TestReadLine:
    def test_takes_labels_and_codes_in_any_capitals(self):
        line = read()

        assert line == SeatLine(
            line=7,
            body="Northmarch Care Partnership",
            name="Home care providers’ seat",
            speaks_for=Constituency.PROVIDERS,
            service_types=(ServiceType.HOME_CARE,),
            sectors=(Sector.VOLUNTARY,),
            size_bands=(SizeBand.ONE,),
            place="",
            nominated_by=Side.ASSOCIATION,
            nominator="",
            standing=Standing.VOTING,
            is_chair=True,
            term_months=36,
            holder="Priya Raman",
            side=Side.PROVIDER,
            since=date(2026, 4, 1),
        )

    @pytest.mark.parametrize("text", ["2026-04-01", "01/04/2026", "1 April 2026", "1 Apr 2026"])
    def test_reads_days_as_people_and_spreadsheets_write_them(self, text):
        assert read(SINCE=text).since == date(2026, 4, 1)

    def test_needs_nothing_of_a_holder_where_nobody_holds_it(self):
        line = read(HOLDER="", COMES_FROM="", SINCE="")

        assert (line.holder, line.since) == ("", None)

    @pytest.mark.parametrize(
        ("changed", "column", "why"),
        [
            ({"BODY": ""}, "Body", "Nothing stands here"),
            ({"SEAT": " "}, "Seat", "Nothing stands here"),
            ({"SPEAKS_FOR": "homes"}, "Speaks for", "Write one of these: Care providers, "),
            ({"STANDING": ""}, "Standing", "Write one of these: Votes, Speaks, no vote"),
            ({"PROVIDERS": "Home care and homes"}, "Which providers", "is no type of care"),
            ({"SPEAKS_FOR": "Council"}, "Which providers", "Only a seat that speaks for care"),
            ({"CHAIR": "perhaps"}, "Chair", "Write yes or no"),
            ({"TERM": "three years"}, "Term in months", "Write months as a whole number"),
            ({"TERM": "0"}, "Term in months", "Write months as a whole number"),
            ({"COMES_FROM": "me"}, "Holder comes from", "Write one of these: Care provider"),
            ({"SINCE": "spring"}, "Since", "Write the day from which they hold it"),
            ({"SINCE": "31/2/2026"}, "Since", "Write the day from which they hold it"),
        ],
    )
    def test_names_the_cell_that_it_cannot_take(self, changed, column, why):
        refused = read(**changed)

        assert isinstance(refused, RefusedCell)
        assert (refused.line, refused.column) == (7, column)
        assert why in refused.why

    @given(st.dictionaries(st.sampled_from(sheets.COLUMNS), st.text("aé’,/.-10 \n", max_size=12)))
    def test_never_falls_over_whatever_stands_in_a_row(self, said):
        read = sheets.read_line(line=2, header=list(said), cells=list(said.values()))

        assert isinstance(read, SeatLine | RefusedCell)


class TestReasonNotToRead:
    def test_names_the_columns_that_are_missing(self):
        reason = sheets.reason_not_to_read(["Body", "seat", "Speaks for", "Standing"])

        assert reason
        assert "no column “Nominated by”" in reason

    def test_does_not_mind_capitals_and_order(self):
        header = [column.upper() for column in reversed(sheets.COLUMNS)]

        assert sheets.reason_not_to_read(header) is None


class TestUnknownColumns:
    def test_tells_what_was_not_read(self):
        assert sheets.unknown_columns(["Body", "Deputy", "STATE"]) == ["Deputy", "STATE"]
