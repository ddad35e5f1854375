import pytest

from regard.domains.strategy.rules import needs as rules
from regard.domains.strategy.types import NeedTopic

HEADER = ("Need", "TOPIC", "What was found", "Whose need", "Source", "Web address", "Date")
GOOD = ("Homes near work", "housing", "", "", "Assessment 2026", "https://a.org/x", "1/4/2026")


def read(**changed):
    cells = [changed.get(column, cell) for column, cell in zip(HEADER, GOOD, strict=True)]
    return rules.read_line(line=7, header=HEADER, cells=cells)


class TestReadLine:
    def test_reads_a_need(self):
        found = read()

        assert (found.title, found.topic, found.source) == (
            "Homes near work",
            NeedTopic.HOUSING,
            "Assessment 2026",
        )
        assert found.dated_on.isoformat() == "2026-04-01"
        assert found.source_url == "https://a.org/x"

    @pytest.mark.parametrize(
        ("changed", "column", "why"),
        [
            ({"Need": " "}, "Need", "Nothing stands here"),
            ({"TOPIC": "Weather"}, "Topic", "Write one of these: Health"),
            ({"Source": ""}, "Source", "Nothing stands here"),
            ({"Date": "spring"}, "Date", "like 1/4/2026"),
        ],
    )
    def test_names_the_cell_that_it_cannot_take(self, changed, column, why):
        refused = read(**changed)

        assert (refused.line, refused.column) == (7, column)
        assert why in refused.why

    def test_keeps_no_address_that_is_none(self):
        assert read(**{"Web address": "javascript:alert(1)"}).source_url == ""


class TestReasonNotToRead:
    def test_names_the_missing_columns(self):
        assert "“Topic” and “Source”" in rules.reason_not_to_read(["Need", "date"])
        assert rules.reason_not_to_read(HEADER) is None


class TestTopicsMissing:
    def test_asks_for_what_decides_health_and_is_none(self):
        assert rules.topics_missing([NeedTopic.HEALTH, NeedTopic.HOUSING]) == (
            NeedTopic.EMPLOYMENT,
            NeedTopic.ENVIRONMENT,
        )
