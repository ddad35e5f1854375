import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.answers import DoesNotFit, read_answer
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind as K

WHAT = ("Pay", "Rotas", "Parking")
LIKERT = ("Disagree", "Neither", "Agree")
ROWS = {"rows": ["Pay", "Pay for nights"]}


def asked(kind, options=(), *, required=False, **settings):
    return Asked(
        question_id=7,
        number=3,
        kind=kind,
        options=tuple(options),
        settings=settings,
        is_required=required,
    )


class TestReadAnswer:
    @pytest.mark.parametrize(
        ("question", "said", "text", "value"),
        [
            (asked(K.WORDS), "Pay more.", "Pay more.", None),
            (asked(K.CHOICE, WHAT), "pay", "Pay", "Pay"),
            (asked(K.CHOICES, WHAT), "parking; PAY", "Pay; Parking", ["Pay", "Parking"]),
            (asked(K.CHOICES, WHAT), "Rotas\nRotas", "Rotas", ["Rotas"]),
            (asked(K.RANK, WHAT), "Rotas; Pay", "1. Rotas; 2. Pay", ["Rotas", "Pay"]),
            (asked(K.RANK, WHAT), "1. Rotas\n2) Pay", "1. Rotas; 2. Pay", ["Rotas", "Pay"]),
            (asked(K.RANK, ("1. A", "B")), "1. A; B", "1. 1. A; 2. B", ["1. A", "B"]),
            (asked(K.SCALE), "4", "4", 4),
            (asked(K.SCALE, least=0, most=2, high="very"), "2", "2 (very)", 2),
            (asked(K.SCALE, least=0, most=2, high="very"), "2 (very)", "2 (very)", 2),
            (asked(K.SCALE, LIKERT), "agree", "Agree", 3),
            (asked(K.SCALE, LIKERT), "1", "Disagree", 1),
            (asked(K.NUMBER), "1,250", "1,250", 1250),
            (asked(K.NUMBER, unit="hours"), "37.5 hours", "37.5 hours", 37.5),
            (asked(K.NUMBER), "£12", "12", 12),
            (asked(K.NUMBER), "-3.0", "-3", -3),
            (asked(K.DATE), "12/03/2026", "12 March 2026", "2026-03-12"),
            (asked(K.DATE), "12 March 2026", "12 March 2026", "2026-03-12"),
            (
                asked(K.MATRIX, ("Better", "Worse"), **ROWS),
                "Pay for nights: worse; Pay: Better",
                "Pay: Better\nPay for nights: Worse",
                {"Pay": "Better", "Pay for nights": "Worse"},
            ),
            (asked(K.FILE), "rota.pdf (PDF, 12 KB)", "rota.pdf (PDF, 12 KB)", None),
        ],
    )
    def test_returns_words_and_value_and_reads_its_own_words_again(
        self, question, said, text, value
    ):
        read = read_answer(question, said)

        assert (read.text, read.value) == (text, value)
        assert read_answer(question, read.text) == read

    @pytest.mark.parametrize(
        ("question", "said", "words"),
        [
            (asked(K.CHOICE, WHAT), "Fees", "“Fees” is not one of the choices for question 3"),
            (asked(K.CHOICES, WHAT, most=1), "Pay; Rotas", "Choose 1 or fewer"),
            (asked(K.CHOICES, WHAT, least=2), "Pay", "Choose at least 2"),
            (asked(K.RANK, WHAT), "Pay; Pay", "“Pay” has two places"),
            (asked(K.RANK, WHAT, most=1), "Pay; Rotas", "has 1 places, and you filled 2"),
            (asked(K.SCALE), "6", "It has: 1 to 5"),
            (asked(K.SCALE, LIKERT), "3 of 5", "Disagree; Neither; Agree"),
            (asked(K.NUMBER), "many", "not a number that we can read"),
            (asked(K.NUMBER, is_whole=True), "2.5", "whole numbers only, like 2"),
            (asked(K.NUMBER, least=5), "4", "must be 5 or more"),
            (asked(K.NUMBER, most=1000), "1001", "must be 1,000 or less"),
            (asked(K.DATE), "31/02/2026", "is not a day that we can read"),
            (
                asked(K.DATE, earliest="2026-02-01"),
                "2026-01-31",
                "must be 1 February 2026 or later",
            ),
            (
                asked(K.DATE, latest="2026-02-01"),
                "2 Feb 2026",
                "must be 1 February 2026 or earlier",
            ),
            (asked(K.MATRIX, WHAT, **ROWS), "Fees: Pay", "begins with none of the lines"),
            (asked(K.MATRIX, WHAT, **ROWS), "Pay: Fees", "“Fees” is not one of the choices"),
            (
                asked(K.MATRIX, WHAT, required=True, **ROWS),
                "Pay: Pay",
                "“Pay for nights” is missing",
            ),
            (asked(K.WORDS), "x" * 20_001, "20,001 characters"),
        ],
    )
    def test_says_why_something_is_no_answer(self, question, said, words):
        with pytest.raises(DoesNotFit) as refused:
            read_answer(question, said)

        assert words in str(refused.value)

    @given(st.lists(st.sampled_from(WHAT), min_size=1, max_size=3, unique=True))
    def test_keeps_an_order_whatever_it_is(self, order):
        assert read_answer(asked(K.RANK, WHAT), "; ".join(order)).value == order

    @given(st.integers(-(10**9), 10**9), st.integers(0, 999))
    def test_keeps_a_number_whatever_it_is(self, whole, parts):
        said = f"{whole}.{parts:03}"

        assert read_answer(asked(K.NUMBER), said).value == float(said)
