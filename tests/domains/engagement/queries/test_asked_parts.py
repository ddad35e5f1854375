"""The slot in which upper domains tell what a question is asked about."""

from types import SimpleNamespace

from regard.domains.engagement.queries.asked_parts import (
    PARTS_SLOT,
    PartsSlot,
    name_parts,
    read_parts,
)
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart, AskedParts

DRAFT = AskedParts("passage", "our draft", (AskedPart("1 Carers", "One number."),))

QUESTIONS = [SimpleNamespace(pk=7), SimpleNamespace(pk=8)]


def slot(parts, exercise_id):
    return PartsSlot(
        read=lambda ids: {number: parts for number in ids if number == 7},
        name=lambda number: parts if number == exercise_id else NO_PARTS,
    )


class TestParts:
    def test_are_none_where_nobody_tells_any(self, fill):
        fill(PARTS_SLOT)

        assert read_parts(questions=QUESTIONS) == {}
        assert name_parts(exercise_id=1) is NO_PARTS

    def test_are_those_that_an_upper_domain_tells(self, fill):
        fill(PARTS_SLOT, slot(DRAFT, 1))

        assert read_parts(questions=QUESTIONS) == {7: DRAFT}
        assert name_parts(exercise_id=1) == DRAFT
        assert name_parts(exercise_id=2) is NO_PARTS
