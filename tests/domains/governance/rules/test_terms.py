import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.model_terms import BODY_TERMS, FORUM_TERMS, model_for
from regard.domains.governance.rules.terms import (
    LONGEST_SECTION,
    Change,
    compare_terms,
    list_blanks,
    list_reasons_not_to_adopt,
)
from regard.domains.governance.types import BodyKind, Section

words = st.lists(st.sampled_from(["care", "home", "pay", "the", "a"]), max_size=12).map(" ".join)


class TestModelTerms:
    @pytest.mark.parametrize("model", [FORUM_TERMS, BODY_TERMS])
    def test_say_something_in_every_section_in_order(self, model):
        assert list(model) == list(Section)
        assert all(0 < len(text) < LONGEST_SECTION for text in model.values())

    @pytest.mark.parametrize("model", [FORUM_TERMS, BODY_TERMS])
    def test_keep_sentences_short(self, model):
        sentences = [
            sentence
            for text in model.values()
            for paragraph in text.split("\n\n")
            for sentence in paragraph.replace(": ", ". ").replace("; ", ". ").split(". ")
        ]

        assert max(len(sentence.split()) for sentence in sentences) <= 36

    def test_cannot_be_adopted_as_they_are(self):
        assert list_reasons_not_to_adopt(FORUM_TERMS)
        assert list_reasons_not_to_adopt(BODY_TERMS)

    def test_of_a_forum_are_its_own(self):
        assert model_for(BodyKind.PROVIDER_FORUM) is FORUM_TERMS
        assert model_for(BodyKind.HEALTH_AND_WELLBEING_BOARD) is BODY_TERMS

    @pytest.mark.parametrize("model", [FORUM_TERMS, BODY_TERMS])
    def test_keep_the_provider_seats_from_councils(self, model):
        assert "provider" in model[Section.MEMBERSHIP]
        assert "council" in model[Section.MEMBERSHIP]


class TestListBlanks:
    def test_finds_what_stands_in_square_brackets(self):
        assert list_blanks("It meets in [place] every [three] weeks [ ].") == [
            "[place]",
            "[three]",
            "[ ]",
        ]
        assert list_blanks("Nothing (to fill in) here") == []


class TestListReasonsNotToAdopt:
    def test_is_empty_once_every_section_says_something(self):
        assert list_reasons_not_to_adopt(dict.fromkeys(Section, "It is said.")) == []

    def test_names_each_section_with_what_is_missing(self):
        texts = dict.fromkeys(Section, "It is said.") | {
            Section.QUORUM: "[Five] of [ten] members",
            Section.REVIEW: "In [May]",
            Section.PURPOSE: "  ",
        }

        assert list_reasons_not_to_adopt(texts) == [
            (Section.PURPOSE, "“What it is for” says nothing yet"),
            (Section.QUORUM, "“How many must be there” has [Five] and 1 more to fill in"),
            (Section.REVIEW, "“When these terms are looked at again” has [May] to fill in"),
        ]


class TestCompareTerms:
    def test_marks_the_words_that_came_and_went(self):
        changes = compare_terms(
            older={Section.QUORUM: "Five members must be there."},
            newer={Section.QUORUM: "Six members must be there.", Section.REVIEW: "In May."},
        )

        assert [change.section for change in changes] == [Section.QUORUM, Section.REVIEW]
        assert [(piece.change, piece.text) for piece in changes[0].pieces] == [
            (Change.REMOVED, "Five"),
            (Change.ADDED, "Six"),
            (Change.SAME, " members must be there."),
        ]
        assert [piece.change for piece in changes[1].pieces] == [Change.ADDED]

    def test_leaves_out_what_neither_says(self):
        assert compare_terms(older={}, newer={}) == []

    @given(words, words)
    def test_gives_back_both_versions(self, older, newer):
        (change,) = compare_terms(older={Section.PURPOSE: older}, newer={Section.PURPOSE: newer})

        before = "".join(p.text for p in change.pieces if p.change is not Change.ADDED)
        after = "".join(p.text for p in change.pieces if p.change is not Change.REMOVED)
        assert before.split() == older.split()
        assert after.split() == newer.split()
        assert change.has_changed == (older.split() != newer.split())
