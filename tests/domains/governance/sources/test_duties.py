import csv

import pytest

from regard.domains.governance.models import Duty
from regard.domains.governance.sources.duties import (
    COLUMNS,
    TABLE,
    CannotReadDuties,
    load_duties,
    read_duties,
)

ROW = {
    "code": "D8",
    "version": "1",
    "title": "Consider revising the strategy",
    "summary": "Ask whether to revise.",
    "citation": "Section 116ZB(6)",
    "kind": "statutory",
    "holders": "partnership|council",
    "rhythm": "on_event",
    "event": "needs_assessment",
    "days_to_act": "",
    "evidence_wanted": "A decision | Its reasons",
    "source": "https://example.org",
    "is_read": "yes",
    "may_change": "",
    "valid_from": "2022-07-01",
    "valid_to": "",
}


@pytest.fixture
def table(tmp_path):
    def write(*rows, columns=COLUMNS):
        path = tmp_path / "duties.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**ROW, **row} for row in rows)
        return path

    return write


class TestTheTable:
    def test_has_the_39_duties_in_plain_english(self):
        rows = read_duties(TABLE)

        assert [row["code"] for row in rows] == [f"D{number}" for number in range(1, 40)]
        assert all(len(row["summary"]) > 40 and row["citation"] for row in rows)
        assert "complian" not in TABLE.read_text(encoding="utf-8").lower()

    def test_says_what_was_not_read_and_what_may_end(self):
        rows = {row["code"]: row for row in read_duties(TABLE)}

        assert {code for code, row in rows.items() if not row["is_read"]} == {
            "D27",
            "D36",
            "D37",
            "D39",
        }
        assert "May 2026" in rows["D3"]["may_change"]
        assert rows["D8"]["event"] == "needs_assessment"


class TestReadDuties:
    def test_reads_several_holders_and_pieces_of_evidence(self, table):
        (row,) = read_duties(table({}))

        assert row["holders"] == ["partnership", "council"]
        assert row["evidence_wanted"] == ["A decision", "Its reasons"]
        assert row["days_to_act"] is None

    @pytest.mark.parametrize(
        ("column", "text", "words"),
        [
            ("title", "", "duties.csv, row 2, column title: say something"),
            ("kind", "lawful", "row 2, column kind: use one of statutory,"),
            ("holders", "partnership|mayor", "column holders: use one of partnership,"),
            ("event", "rain", "column event: use one of needs_assessment,"),
            ("days_to_act", "soon", "column days_to_act: use a whole number"),
            ("valid_from", "1 July", "column valid_from: use a day like 2027-03-31"),
            ("is_read", "maybe", "column is_read: use yes or no, not “maybe”"),
            ("valid_to", "2020-01-01", "D8 ends before it begins"),
        ],
    )
    def test_refuses_what_it_cannot_understand_and_says_where(self, table, column, text, words):
        with pytest.raises(CannotReadDuties, match=words.replace("(", r"\(")):
            read_duties(table({column: text}))

    def test_refuses_a_table_without_a_column(self, table):
        with pytest.raises(CannotReadDuties, match=r"has no column valid_to"):
            read_duties(table({}, columns=COLUMNS[:-1]))

    def test_refuses_two_versions_in_force_on_one_day(self, table):
        with pytest.raises(CannotReadDuties, match="version 2 of D8 begins before"):
            read_duties(table({}, {"version": "2", "valid_from": "2027-04-01"}))

    def test_refuses_a_version_twice(self, table):
        with pytest.raises(CannotReadDuties, match="version 1 of D8 is there twice"):
            read_duties(table({}, {}))


@pytest.mark.django_db
class TestLoadDuties:
    def test_was_done_by_the_migration_and_changes_nothing_again(self):
        assert Duty.objects.count() == 39

        load_duties()

        assert Duty.objects.count() == 39

    def test_keeps_the_old_version_beside_the_new(self, table):
        load_duties(
            path=table(
                {"valid_to": "2027-04-01"},
                {"version": "2", "valid_from": "2027-04-01", "title": "Revise it"},
            )
        )

        versions = Duty.objects.filter(code="D8").order_by("version")
        assert [each.title for each in versions] == ["Consider revising the strategy", "Revise it"]
        assert Duty.objects.count() == 40

    def test_refuses_a_version_that_would_be_in_force_beside_one_that_is_there(self, table):
        newer = {"version": "2", "valid_from": "2027-04-01"}

        with pytest.raises(CannotReadDuties, match="version 2 of D8 begins before"):
            load_duties(path=table(newer))

        assert Duty.objects.filter(code="D8").count() == 1
