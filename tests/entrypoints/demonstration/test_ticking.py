from random import Random

import pytest

from regard.domains.engagement.rules.answers import read_answer
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.entrypoints.demonstration.corpus import read
from regard.entrypoints.demonstration.ticking import TICKED, tick

SETTINGS = {"earliest": "2026-11-03", "latest": "2027-03-03"}

QUESTIONS = [
    (name, n, question)
    for name in ("leaving", "winter")
    for n, question in enumerate(read("exercises")[name]["questions"], start=1)
    if question["kind"] in TICKED
]


@pytest.mark.parametrize(("name", "number", "question"), QUESTIONS)
class TestTick:
    def test_is_an_answer_to_the_question_or_nothing(self, name, number, question):
        kind = QuestionKind(question["kind"])
        settings = question.get("settings", {}) | (SETTINGS if kind is QuestionKind.DATE else {})
        asked = Asked(
            question_id=number,
            number=number,
            kind=kind,
            options=tuple(question.get("options", ())),
            settings=settings,
        )
        random = Random(5)  # noqa: S311 (made up, no secret)
        said = [tick(question | {"settings": settings}, random=random) for _ in range(200)]

        assert "" in said
        for each in filter(None, said):
            assert read_answer(asked, each).text
        assert len(set(said)) > 3

    def test_is_the_same_for_the_same_seed(self, name, number, question):
        filled = question | {"settings": question.get("settings", {}) | SETTINGS}

        once, again = (
            [tick(filled, random=Random(seed)) for seed in range(30)]  # noqa: S311 (made up)
            for _ in range(2)
        )

        assert once == again
