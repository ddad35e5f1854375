from datetime import date

import pytest

from regard.domains.governance.presenters.duties import (
    first_to_do,
    narrow,
    next_words,
    span_words,
    whole_words,
    words_of,
)
from regard.domains.governance.queries.obligations import rows_on
from regard.domains.governance.rules.duty_filter import DutyFilter
from regard.domains.governance.types import DutyKind
from tests.factories.governance import (
    AcceptanceFactory,
    DutyFactory,
    EvidenceFactory,
    ObligationFactory,
    RoundFactory,
)

ON = date(2026, 8, 1)


def row_of(obligation, on=ON):
    (row,) = rows_on(system=obligation.system, on=on)
    return row


def words(obligation, on=ON):
    return words_of(row_of(obligation, on), on=on)


@pytest.mark.django_db
class TestWordsOf:
    def test_says_why_it_does_not_apply(self):
        obligation = ObligationFactory()
        obligation.exemptions.create(why="It has no trusts.", valid_from=ON, by="x")

        assert words(obligation) == "It has no trusts."

    @pytest.mark.parametrize(
        ("days", "said"),
        [
            ({"valid_to": date(2026, 7, 1)}, "This duty ended on 1 July 2026."),
            ({"valid_from": date(2027, 4, 1)}, "This duty begins on 1 April 2027."),
        ],
    )
    def test_says_that_no_version_is_in_force(self, days, said):
        assert words(ObligationFactory(duty=DutyFactory(**days))) == said

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"event": "needs_assessment"}, "It falls due when: a needs assessment is received."),
            ({}, "It falls due when something happens that somebody says."),
            ({"rhythm": "once"}, "Nothing made it fall due."),
        ],
    )
    def test_says_what_makes_it_fall_due(self, facts, said):
        assert words(ObligationFactory(duty=DutyFactory(**facts))) == said

    def test_says_who_accepted_it_and_when_it_lapses(self):
        made = AcceptanceFactory(until=date(2026, 8, 31))
        row = row_of(made.round.obligation)

        said = whole_words(row, on=ON)

        assert said == (
            "By Amara Okafor, partnership lead, on 15 July 2026. "
            "Lapses 31 August 2026, in 30 days."
        )

    def test_says_why_it_lapsed(self):
        made = AcceptanceFactory(until=date(2026, 8, 1))

        assert words(made.round.obligation) == "It was accepted until 1 August 2026."
        assert next_words(row_of(made.round.obligation), on=ON) == "Lapsed 1 August 2026, today"

    def test_says_nothing_of_a_day_where_none_is_set(self):
        one = RoundFactory(due_on=None)

        assert next_words(row_of(one.obligation), on=ON) == ""
        assert whole_words(row_of(one.obligation), on=ON).endswith("was received.")


class TestSpanWords:
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (0, "today"),
            (1, "in 1 day"),
            (-12, "12 days ago"),
            (100, "in 3 months"),
            (-729, "24 months ago"),
            (-800, "2 years ago"),
        ],
    )
    def test_is_as_fine_as_matters(self, days, said):
        assert span_words(days) == said


@pytest.mark.django_db
class TestFirstToDo:
    def test_is_to_look_before_to_offer_for_those_who_may(self):
        piece = EvidenceFactory()
        other = ObligationFactory(system=piece.round.obligation.system, holder_name="Board")
        RoundFactory(obligation=other)
        rows = rows_on(system=other.system, on=ON)

        assert first_to_do(rows, frozenset({"accept", "offer"}))[0] == "accept"
        assert first_to_do(rows, frozenset({"offer"}))[0] == "offer"
        assert first_to_do(rows, frozenset()) is None
        assert first_to_do([], frozenset({"accept", "offer"})) is None


@pytest.mark.django_db
class TestNarrow:
    def test_takes_all_three_at_once(self):
        one = RoundFactory()
        rows = rows_on(system=one.obligation.system, on=ON)

        kept = DutyFilter("absent", one.obligation.holder_name, DutyKind.STATUTORY)

        assert narrow(rows, kept) == rows
        assert kept.is_narrowed
        assert narrow(rows, DutyFilter(kind=DutyKind.LOCAL)) == []
        assert DutyFilter(on=ON).query(holder="A & B") == "?holder=A+%26+B&on=2026-08-01"
        assert DutyFilter().query() == ""
