import pytest

from regard.domains.engagement.rules.readability import (
    check_question,
    check_text,
    count_syllables,
    reading_age,
)


class TestReadingAge:
    def test_rises_with_longer_words_and_sentences(self):
        plain = reading_age("What would help you most? Tell us in your own words.")
        official = reading_age(
            "Organisational representatives should comprehensively articulate prioritised "
            "considerations regarding sustainability of commissioning arrangements."
        )

        assert plain is not None
        assert official is not None
        assert plain <= 9
        assert official >= 18

    def test_is_unknown_for_two_words(self):
        assert reading_age("Why not?") is None

    @pytest.mark.parametrize(
        ("word", "syllables"),
        [
            ("pay", 1),
            ("rota", 2),
            ("care", 1),
            ("table", 2),
            ("asked", 1),
            ("wanted", 2),
            ("homes", 1),
            ("services", 3),
            ("2026", 1),
        ],
    )
    def test_counts_syllables_about_right(self, word, syllables):
        assert count_syllables(word) == syllables


class TestCheckQuestion:
    def test_has_nothing_to_say_of_a_plain_question(self):
        found = check_question("What would help you most to keep staff this winter?")

        assert found.notes == ()

    @pytest.mark.parametrize(
        ("question", "words"),
        [
            ("Do you want more pay and/or better rotas?", "“and/or” asks two things"),
            ("What would help, and how would it help?", "It asks two things at once"),
            ("Is it hard? Why is that?", "It asks two things at once"),
            ("Don’t you agree that pay is low?", "asks people to agree"),
            ("Isn’t it hard to find staff?", "expects a yes"),
            ("How helpful is the new forum?", "takes for granted that it is so"),
            ("How do you like our excellent plan?", "says already what to think of it"),
            ("How do you utilise the money?", "“utilise”: people say “use”"),
        ],
    )
    def test_names_what_could_be_fairer_or_plainer(self, question, words):
        assert words in " ".join(check_question(question).notes)


class TestCheckText:
    def test_names_each_long_sentence_by_its_beginning(self):
        found = check_text("Short. " + "We want to know what you think of it " * 4 + ".")

        assert "“We want to know what you …” has 36 words" in " ".join(found.notes)

    def test_offers_words_once_for_the_longest_phrase(self):
        found = check_text("We ask key stakeholders.")

        assert [note for note in found.notes if "stakeholder" in note] == [
            "“key stakeholders”: people say “people”."
        ]

    def test_says_for_which_age_it_reads(self):
        found = check_text("Organisational sustainability necessitates comprehensive engagement.")

        assert "years of age. Aim for 11" in found.notes[0]
