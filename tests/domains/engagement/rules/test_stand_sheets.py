import pytest

from regard.domains.engagement.rules.stand_sheets import (
    COLUMNS,
    NamedMember,
    read_stands,
    reason_not_to_read,
)
from regard.domains.engagement.types import MemberStand
from regard.domains.engagement.types.collective import Stand

MEMBERS = (
    NamedMember(7, "Ashgrove House", "Harrow Vale"),
    NamedMember(8, "The Limes", "Harrow Vale"),
    NamedMember(9, "The Limes", "Fell Bridge"),
)


def read(*rows, header=COLUMNS):
    return read_stands(header, list(enumerate(rows, start=2)), members=MEMBERS)


def refused(sheet):
    return [(cell.line, cell.column, cell.value) for cell in sheet.refused]


class TestReasonNotToRead:
    def test_is_none_for_the_list_that_is_sent_out(self):
        assert reason_not_to_read(COLUMNS) is None

    def test_is_none_with_names_alone(self):
        assert reason_not_to_read(["member", "HOW IT  STANDS"]) is None

    @pytest.mark.parametrize(
        ("header", "words"),
        [(["Member"], "“How it stands”"), (["How it stands"], "“Number” or “Member”")],
    )
    def test_names_what_is_missing(self, header, words):
        assert words in reason_not_to_read(header)


class TestReadStands:
    def test_takes_what_our_pages_call_it_and_shorter_words(self):
        sheet = read(
            ("7", "", "", "AGREED", ""),
            ("8", "the limes", "", "differs", "The rota."),
            ("9.0", "", "", "Was asked and did not answer", ""),
        )

        assert sheet.stands == {
            7: Stand(MemberStand.AGREED),
            8: Stand(MemberStand.DIFFERED, "The rota."),
            9: Stand(MemberStand.ASKED),
        }
        assert not sheet.refused

    def test_finds_a_member_by_its_name_and_where_two_are_called_alike_its_town(self):
        sheet = read(
            ("", "Ashgrove  house", "", "Agreed", ""),
            ("", "The Limes", "fell bridge", "Agreed", ""),
            ("", "The Limes", "", "Agreed", ""),
        )

        assert set(sheet.stands) == {7, 9}
        assert refused(sheet) == [(4, "Member", "The Limes")]
        assert "give the town or the number" in sheet.refused[0].why

    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            (("", "", "", "Agreed", ""), "Member", "names no member"),
            (("", "Elm Court", "", "Agreed", ""), "Member", "No member that is asked here"),
            (("12", "", "", "Agreed", ""), "Number", "has this number"),
            (("seven", "", "", "Agreed", ""), "Number", "has this number"),
            (("7", "The Limes", "", "Agreed", ""), "Number", "number of Ashgrove House"),
            (("7", "", "", "Maybe", ""), "How it stands", "Write one of “Was not asked”"),
            (("7", "", "", "", "The rota."), "How it stands", "Words stand beside it"),
            (("7", "", "", "Agreed", "Yes!"), "How it sees it differently", "Words go only with"),
            (("7", "", "", "Differs", "x" * 5_001), "How it sees it differently", "5,000"),
        ],
    )
    def test_refuses_a_row_with_its_column_and_why(self, row, column, words):
        sheet = read(row, ("8", "", "", "Agreed", ""))

        assert set(sheet.stands) == {8}
        [cell] = sheet.refused
        assert (cell.line, cell.column) == (2, column)
        assert words in cell.why

    def test_takes_a_member_that_stands_twice_once(self):
        sheet = read(("7", "", "", "Agreed", ""), ("7", "", "", "Asked", ""))

        assert sheet.stands == {7: Stand(MemberStand.AGREED)}
        assert "line 2 too" in sheet.refused[0].why

    def test_leaves_who_says_nothing_as_they_are(self):
        sheet = read(("7", "", "", "", ""))

        assert (dict(sheet.stands), sheet.unsaid) == ({}, 1)

    def test_takes_away_the_apostrophe_that_our_own_files_put_there(self):
        sheet = read(("7", "", "", "Differs", "'- the rota"), ("8", "", "", "Differs", "'tis so"))

        assert sheet.stands[7].words == "- the rota"
        assert sheet.stands[8].words == "'tis so"

    def test_says_which_columns_it_did_not_read(self):
        assert read(header=("Number", "How it stands", "Notes")).unknown == ("Notes",)
