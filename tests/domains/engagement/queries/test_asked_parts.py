"""The slot in which upper domains tell what a question is asked about."""

from types import SimpleNamespace

import pytest

from regard.domains.engagement.queries import asked_parts
from regard.domains.engagement.queries.asked_parts import (
    PartsSlot,
    fill_parts_slot,
    name_parts,
    read_parts,
)
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart, AskedParts

DRAFT = AskedParts("passage", "our draft", (AskedPart("1 Carers", "One number."),))

QUESTIONS = [SimpleNamespace(pk=7), SimpleNamespace(pk=8)]


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(asked_parts, "_SLOTS", [])


def slot(parts, exercise_id):
    return PartsSlot(
        read=lambda ids: {number: parts for number in ids if number == 7},
        name=lambda number: parts if number == exercise_id else NO_PARTS,
    )


class TestParts:
    def test_are_none_where_nobody_tells_any(self):
        assert read_parts(questions=QUESTIONS) == {}
        assert name_parts(exercise_id=1) is NO_PARTS

    def test_are_those_that_an_upper_domain_tells(self):
        fill_parts_slot(slot(DRAFT, 1))

        assert read_parts(questions=QUESTIONS) == {7: DRAFT}
        assert name_parts(exercise_id=1) == DRAFT
        assert name_parts(exercise_id=2) is NO_PARTS

    def test_are_asked_for_once(self):
        told = slot(DRAFT, 1)
        fill_parts_slot(told)
        fill_parts_slot(told)

        assert [told] == asked_parts._SLOTS
