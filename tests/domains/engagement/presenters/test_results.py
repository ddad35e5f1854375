from regard.domains.engagement.presenters.results import (
    else_words,
    list_results,
    results_csv,
    results_lede,
)
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.results import tally
from regard.domains.engagement.types import QuestionKind as K
from regard.domains.engagement.types.results import QuestionResult, Results, Tally


def result(kind, services, people=Tally(answered=0), **more):  # noqa: B008 (frozen)
    return QuestionResult(
        question_id=1,
        number=1,
        question="How is it?",
        kind=kind,
        unit=more.get("unit", ""),
        condition=more.get("condition", ""),
        services=services,
        people=people,
    )


def results(*questions, services=40, people=0):
    return Results(audience=80, services=services, people=people, questions=questions)


CHOICE = Asked(1, 1, K.CHOICE, options=("Better", "Worse"))
WORSE = tally(CHOICE, [("Worse", 30), ("Better", 10)], population=80)


class TestResultsLede:
    def test_says_who_answered_and_what_services_said_most(self):
        lede = results_lede(results(result(K.CHOICE, WORSE), people=12))

        assert lede.startswith("40 of 80 service addresses and 12 others have answered.")
        assert "To “How is it?” 75% of the services that answered said “Worse”" in lede

    def test_hides_few(self):
        lede = results_lede(results(result(K.WORDS, Tally(None)), services=None, people=None))

        assert lede == (
            "Fewer than 6 of 80 service addresses and fewer than 6 others have answered."
        )

    def test_says_that_nothing_is_asked(self):
        assert results_lede(results()) == "Nothing is asked here yet."


class TestListResults:
    def test_says_how_many_answered_and_the_middle_of_it(self):
        asked = Asked(1, 1, K.NUMBER, settings={"unit": "hours"})
        found = tally(asked, [(10, 10), (20, 30)], population=80)

        [shown] = list_results(results(result(K.NUMBER, found, unit="hours")))

        assert shown.parts[0].words == (
            "40 answered. On average 17.5 hours; the middle answer is 20. "
            "Half lie between 17.5 and 20."
        )
        assert shown.parts[1].words == "Nobody answered."

    def test_notes_how_to_read_it(self):
        several = result(K.CHOICES, Tally(None), condition="only those who answered “Worse”")

        [shown] = list_results(results(several))

        assert shown.note == (
            "Asked only those who answered “Worse”. Several answers could be chosen."
        )
        assert shown.parts[0].words.startswith("Fewer than 6 answered")


class TestResultsCsv:
    def test_has_a_row_for_each_answer_order_and_line(self):
        rank = tally(
            Asked(1, 1, K.RANK, options=("Pay", "Rotas")), [(["Pay", "Rotas"], 9)], population=9
        )
        matrix = tally(
            Asked(1, 1, K.MATRIX, options=("Better", "Worse"), settings={"rows": ["Pay"]}),
            [({"Pay": "Better"}, 9)],
            population=9,
        )
        words = Tally(answered=7)

        rows = results_csv(
            results(
                result(K.CHOICE, WORSE),
                result(K.RANK, rank),
                result(K.MATRIX, matrix),
                result(K.WORDS, words, people=Tally(None)),
            )
        )

        assert {len(row) for row in rows} == {14}
        assert [row[4:8] for row in rows if row[3] == "Services"] == [
            ("", "Better", 10, 40),
            ("", "Worse", 30, 40),
            ("", "Pay", 9, 9),
            ("", "Rotas", 0, 9),
            ("Pay", "Better", 9, 9),
            ("Pay", "Worse", 0, 9),
            ("", "", "", 7),
        ]
        assert rows[-1][7] == "too few to show"


class TestElseWords:
    def test_calls_nobody_behind_a_shield_a_person(self):
        assert "those behind a shield" in else_words(None)
        assert "8 providers behind a shield" in else_words(8)
