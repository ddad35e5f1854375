import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.asked_parts import (
    LONGEST_NAME,
    MOST_NAMED,
    NARROW_UP_TO,
    WIDE_UP_TO,
    Room,
    asked_about,
    is_too_long_to_post,
    named_parts,
    parts_in_letter,
    parts_in_reminder,
    room_for,
)
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart, AskedParts


def about(*parts):
    return AskedParts("passage", "our draft", tuple(parts))


def flat(how_many, words=""):
    return about(*(AskedPart(f"{n} Passage", words) for n in range(1, how_many + 1)))


class TestRoomFor:
    @pytest.mark.parametrize(
        ("parts", "room"),
        [
            (1, Room.WIDE),
            (WIDE_UP_TO, Room.WIDE),
            (WIDE_UP_TO + 1, Room.NARROW),
            (40, Room.NARROW),
            (NARROW_UP_TO, Room.NARROW),
            (NARROW_UP_TO + 1, Room.SHEET),
            (2000, Room.SHEET),
        ],
    )
    def test_grows_less_with_their_number(self, parts, room):
        assert room_for(parts) is room


class TestIsTooLongToPost:
    def test_is_so_of_many_parts_and_of_long_ones(self):
        assert not is_too_long_to_post(NO_PARTS)
        assert not is_too_long_to_post(flat(40, "x" * 400))
        assert is_too_long_to_post(flat(40, "x" * 4000))
        assert is_too_long_to_post(flat(NARROW_UP_TO + 1))


class TestNamedParts:
    def test_names_a_few_in_full(self):
        found = about(AskedPart("1 Carers"), AskedPart("1.1 Breaks", depth=1))

        assert named_parts(found) == ("1 Carers", "1.1 Breaks")

    def test_names_the_outermost_of_many_with_what_stands_in_them(self):
        parts = [
            AskedPart(f"{n}.{m} Part" if m else f"{n} Part", depth=int(m > 0))
            for n in range(1, 6)
            for m in range(4)
        ]

        assert named_parts(about(*parts))[0] == "1 Part (4 passages)"
        assert len(named_parts(about(*parts))) == 5

    def test_says_how_many_it_leaves_out(self):
        assert named_parts(flat(40))[-2:] == ("11 Passage", "and 29 more")

    def test_cuts_a_name_that_is_a_sentence(self):
        [name] = named_parts(about(AskedPart("1 " + "word " * 60)))

        assert name.endswith("…")

    @given(st.lists(st.tuples(st.text(max_size=200), st.integers(0, 4)), max_size=60))
    def test_is_never_longer_than_a_letter_bears(self, drawn):
        lines = named_parts(about(*(AskedPart(name, depth=depth) for name, depth in drawn)))

        assert len(lines) <= MOST_NAMED
        assert all(len(line) <= LONGEST_NAME + len(" (60 passages)") for line in lines)


class TestInLetters:
    def test_say_nothing_of_a_question_that_is_asked_as_a_whole(self):
        assert parts_in_letter(NO_PARTS) == parts_in_reminder(NO_PARTS) == ()
        assert asked_about(NO_PARTS) == ""

    def test_list_them_in_an_invitation(self):
        [words] = parts_in_letter(flat(2))

        assert words.startswith("We ask you about 2 passages of our draft.")
        assert words.endswith("rest:\n- 1 Passage\n- 2 Passage")

    def test_say_from_where_to_where_in_a_reminder(self):
        assert parts_in_reminder(flat(1)) == ("It is about 1 passage of our draft: 1 Passage.",)
        assert parts_in_reminder(flat(40)) == (
            "It is about 40 passages of our draft, from “1 Passage” to “40 Passage”.",
        )
