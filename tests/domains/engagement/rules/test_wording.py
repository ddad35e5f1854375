from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement import rules
from regard.domains.engagement.rules import readability
from regard.domains.engagement.rules.letters import LINK, Ask
from regard.domains.engagement.rules.questions import options_of
from regard.domains.engagement.rules.receipts import LETTERS
from regard.domains.engagement.rules.words import count, day, weekday
from regard.domains.engagement.types import QuestionKind
from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand

ASK = Ask(
    partnership="Northmarch care partnership",
    title="What would keep your staff next winter?",
    purpose="We are writing our winter plan.",
    closes_on=date(2026, 12, 11),
    reply_by=date(2027, 2, 28),
)


class TestReceiptNumber:
    def test_begins_with_the_system(self):
        assert rules.receipt_number(prefix="nm", choose=lambda letters: letters[7]) == "NM-7777-77"

    @given(st.randoms())
    def test_can_be_read_out_without_mistaking_a_letter(self, chance):
        receipt = rules.receipt_number(prefix="NM", choose=chance.choice)

        assert set(receipt.removeprefix("NM")) <= set(LETTERS) | {"-"}
        assert not set("ILOU") & set(LETTERS)


class TestInvitationEmail:
    def test_says_what_by_when_and_how_without_a_computer(self):
        email = rules.invitation_email(ASK, service="Ashgrove House", greeting="")

        assert "Ashgrove House" in email.subject
        assert email.body.startswith("To whoever manages Ashgrove House,")
        for words in (LINK, "Friday 11 December", "28 February 2027", "say it to a person"):
            assert words in email.body

    def test_greets_who_is_known_and_gives_a_number(self):
        ask = Ask(**(vars(ASK) | {"telephone": "01632 960123"}))

        email = rules.invitation_email(ask, service="Ashgrove House", greeting="Ann")

        assert email.body.startswith("Hello Ann,")
        assert "telephone 01632 960123" in email.body

    def test_says_where_to_write_and_which_version_to_read_first(self):
        given = {
            "address": "1 High Street\nHarrow Vale",
            "version": 2,
            "version_url": "https://x/2/",
        }
        ask = Ask(**(vars(ASK) | given))

        for write in (rules.invitation_email, rules.reminder_email):
            body = write(ask, service="Ashgrove House", greeting="").body
            assert "Or write to us at: 1 High Street, Harrow Vale" in body
            assert "What to know first (version 2):\nhttps://x/2/" in body


class TestReminderEmail:
    def test_is_shorter_and_says_the_last_day_first(self):
        reminder = rules.reminder_email(ASK, service="Ashgrove House", greeting="")

        assert reminder.subject.startswith("Until Friday 11 December")
        assert LINK in reminder.body


class TestAudienceInWords:
    @pytest.mark.parametrize(
        ("criteria", "words"),
        [
            (Criteria(), "Every care service in Northmarch"),
            (
                Criteria(
                    service_types=(ServiceType.CARE_HOME, ServiceType.HOME_CARE),
                    place_ids=(3, 99),
                    size_bands=(SizeBand.TWENTY_OR_MORE,),
                    sectors=(Sector.PUBLIC,),
                ),
                "Care home and Home care in Harrow Vale, public sector, provider with 20 or more",
            ),
            (
                Criteria(
                    ratings=("none",),
                    people_served=("Dementia",),
                    is_regulated=False,
                    is_reachable=True,
                    network_ids=(3,),
                    words="elm",
                ),
                (
                    "Every care service in Northmarch, rated not at all, for Dementia, "
                    "not regulated, who can be reached, in the areas, groups and networks of a "
                    "saved search, found by “elm”"
                ),
            ),
        ],
    )
    def test_says_whom_it_is_for(self, criteria, words):
        assert (
            rules.audience_in_words(criteria, places={3: "Harrow Vale"}, system="Northmarch")
            == words
        )

    def test_survives_being_kept(self):
        criteria = Criteria(
            service_types=(ServiceType.ADVICE,),
            sectors=(Sector.PUBLIC,),
            words="elm",
            council_ids=(4,),
            ratings=("none",),
            is_regulated=False,
        )

        assert rules.criteria_from(rules.kept_criteria(criteria)) == criteria


class TestReasonsAgainstWording:
    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ((), "between 2 and 10"),
            (("Yes",), "between 2 and 10"),
            (tuple("abcdefghijk"), "between 2 and 10"),
            (("Yes", "yes"), "stands there twice"),
            (("Yes", "x" * 121), "is too long"),
        ],
    )
    def test_name_what_is_wrong_with_choices(self, options, words):
        wording = rules.Wording(kind=QuestionKind.CHOICE, text="Well?", options=options)

        assert words in rules.reasons_against_wording(wording)["options"]

    def test_are_none_for_a_question_in_words(self):
        assert rules.reasons_against_wording(rules.Wording(QuestionKind.WORDS, "Well?")) == {}

    def test_ask_for_words(self):
        found = rules.reasons_against_wording(rules.Wording(QuestionKind.WORDS, " "))

        assert found == {"text": "Write the question"}

    def test_take_options_one_a_line(self):
        assert options_of(" Much  better \n\n Worse\n") == ("Much better", "Worse")


class TestHints:
    def test_are_none_for_plain_words(self):
        assert readability.hints("We want to know what would help. Tell us.") == []

    def test_name_long_sentences_and_official_words(self):
        found = readability.hints("We utilise " + "and " * 30 + "so on.")

        assert "34 words" in found[0]
        assert "“utilise”: people say “use”." in found


class TestWords:
    def test_say_days_and_counts(self):
        assert day(date(2026, 12, 1)) == "1 December 2026"
        assert weekday(date(2026, 12, 11)) == "Friday 11 December"
        assert [count(n, "service") for n in (0, 1, 1178)] == [
            "no services",
            "1 service",
            "1,178 services",
        ]
