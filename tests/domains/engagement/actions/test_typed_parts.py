"""The slot in which an upper domain reads what was typed in, part by part."""

from types import SimpleNamespace

from regard.domains.engagement.actions.typed_parts import (
    TYPED_SLOT,
    InParts,
    TypedSlot,
    note_parts,
    put_in_parts,
    said_in_parts,
)
from regard.domains.engagement.types import Channel, Said, Speaker

SAID = Said(answers={7: "1: Late.", 8: "Yes."}, speaker=Speaker.CARER, channel=Channel.LETTER)

IN_PARTS = InParts("1 Carers\n\nLate.", ((0, "1 Carers"),))


def slot(noted):
    return TypedSlot(
        read=lambda answers: {number: IN_PARTS for number in answers if number == 7},
        note=noted.append,
    )


class TestTypedParts:
    def test_are_left_alone_where_nobody_reads_them(self, fill):
        fill(TYPED_SLOT)

        assert put_in_parts(SAID.answers) == {}
        assert said_in_parts(SAID) is SAID
        note_parts(SimpleNamespace(pk=1))

    def test_are_put_under_names_with_their_places(self, fill):
        fill(TYPED_SLOT, slot([]))

        said = said_in_parts(SAID)

        assert said.answers == {7: IN_PARTS.text, 8: "Yes."}
        assert said.places == {7: IN_PARTS.places}

    def test_are_noted_once_they_are_kept(self, fill):
        noted = []
        fill(TYPED_SLOT, slot(noted))
        kept = SimpleNamespace(pk=1)

        note_parts(kept)

        assert noted == [kept]
