from dataclasses import replace
from datetime import date

import pytest

from regard.domains.strategy.rules import regulator as rules

FULL = rules.Facts(
    version=2, published_on=date(2026, 12, 1), asked=100, heard=43, voices=60, outcomes=12,
    changed=5, not_adopted=2, read_twice=2, replies=60, replied=60, days=21.0, answers=8,
    does_not=2, needs=9, orphans=0, promises=4, done=1, late=0, decisions=7, asked_before=3,
    signed=3, overdue=0, passages=20, regarded=6, boards=2, opinions=2, samples=1, sealed=900,
)  # fmt: skip
"""Everything is there, and nothing is missing."""

EMPTY = replace(
    FULL, asked=0, heard=0, voices=0, outcomes=0, changed=0, not_adopted=0, read_twice=0,
    replies=0, replied=0, days=None, answers=0, does_not=0, needs=0, promises=0, done=0,
    decisions=0, asked_before=0, signed=0, regarded=0, boards=0, opinions=0, samples=0, sealed=0,
)  # fmt: skip


def lines(facts):
    found = rules.list_lines(rules.read_framework().statements, facts)
    return {line.statement.title: line for line in found}


class TestTheFramework:
    def test_has_the_regulators_seventeen_statements_under_three_themes(self):
        framework = rules.read_framework()

        assert len({each.title for each in framework.statements}) == 17
        assert len({each.theme for each in framework.statements}) == 3
        assert framework.checked
        assert framework.url.startswith("https://")

    def test_names_no_evidence_that_nobody_shows(self):
        named = {key for each in rules.read_framework().statements for key in each.evidence}

        assert named == set(rules.show(FULL))


class TestListLines:
    def test_shows_what_is_there(self):
        line = lines(FULL)["Partnerships and communities"]

        assert [each.words for each in line.there] == [
            "60 voices; 43 of 100 services that were asked",
            "12 things said have an outcome and a reason; 5 changed something",
            "60 of 60 replies went out; half within 21 days",
            "2 of 2 health and wellbeing boards gave an opinion",
        ]
        assert not any(line.missing for line in lines(FULL).values())

    def test_says_what_is_missing(self):
        facts = replace(FULL, orphans=1, overdue=2, read_twice=1, late=1, opinions=1, replied=58)

        gaps = {each.gap for line in lines(facts).values() for each in line.missing}

        assert gaps == {
            "1 assessed need is not answered.",
            "2 records of regard are overdue.",
            "1 thing read by one person only.",
            "1 promise is late.",
            "1 health and wellbeing board has given no opinion.",
            "2 replies have not gone out.",
        }

    def test_never_takes_nothing_for_evidence(self):
        found = lines(EMPTY)

        there = {title for title, line in found.items() if line.there}
        assert there == {"Shared direction and culture"}
        assert all(line.missing for title, line in found.items() if line.statement.evidence)

    @pytest.mark.parametrize("facts", [FULL, EMPTY])
    def test_says_where_the_record_holds_nothing_at_all(self, facts):
        assert lines(facts)["Safeguarding"].is_beyond
        assert not lines(facts)["Learning culture"].is_beyond
