from datetime import UTC, datetime

import pytest

from regard.domains.engagement.rules.safeguarding import find_worrying, look_by, triage_email


class TestFindWorrying:
    @pytest.mark.parametrize(
        "text",
        [
            "I think she was abused at the last home.",
            "Residents are left in soiled beds; he was left without food all night.",
            "A carer slapped my mum last week.",
            "He had bruises on both arms and nobody could say why.",
            "They locked him in his room.",
            "I am scared of the manager.",
            "My neighbour takes her pension money every week.",
            "Some days I want to end my life.",
            "She cut herself twice.",
            "They kept our passports and we work for nothing.",
            "Dad has bed sores again.",
            "She is not being fed.",
            "I feel unsafe at night.",
            "This is a SAFEGUARDING CONCERN.",
            "We neglected him after an abuse of power by the owner.",
        ],
    )
    def test_finds_words_that_may_mean_harm(self, text):
        assert find_worrying(text)

    @pytest.mark.parametrize(
        "text",
        [
            "This fee is an abuse of power by the council.",
            "An abuse of process.",
            "We run a substance abuse service.",
            "Rural areas are a neglected area of policy.",
            "Safeguarding training should be free.",
            "Staff had training on abuse and neglect.",
            "Fees hit residents hard.",
            "We must hit the target by March.",
            "We are locked into a contract that loses money.",
            "The junction outside is unsafe.",
            "Home care services are in danger of closing.",
            "Cuts threaten the viability of small homes.",
            "It takes money out of the front line.",
            "We are strapped for cash.",
            "Pay for travel between calls. The rota comes too late.",
            "Therapists and grapes.",
        ],
    )
    def test_passes_over_words_that_speak_of_something_else(self, text):
        assert find_worrying(text) == []

    def test_names_each_word_once_in_the_order_of_the_text(self):
        found = find_worrying("Bruises. Then she was  assaulted, with bruises again.")

        assert found == ["bruises", "assaulted"]


class TestLookBy:
    @pytest.mark.parametrize(
        ("raised", "due"),
        [
            (datetime(2026, 11, 19, 9, tzinfo=UTC), datetime(2026, 11, 20, 17, tzinfo=UTC)),
            (datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC)),
            (datetime(2026, 11, 21, 9, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC)),
            (datetime(2026, 6, 18, 9, tzinfo=UTC), datetime(2026, 6, 19, 16, tzinfo=UTC)),
            (datetime(2026, 12, 24, 9, tzinfo=UTC), datetime(2026, 12, 29, 17, tzinfo=UTC)),
            (datetime(2027, 3, 25, 9, tzinfo=UTC), datetime(2027, 3, 30, 16, tzinfo=UTC)),
        ],
    )
    def test_is_the_end_of_the_next_working_day(self, raised, due):
        assert look_by(raised) == due


class TestTriageEmail:
    def test_says_by_when_and_no_word_of_what_was_said(self):
        email = triage_email(
            partnership="Northmarch",
            how_many=2,
            due_at=datetime(2026, 11, 20, 17, tzinfo=UTC),
            url="https://example.org/northmarch/at-risk/",
        )

        assert "2 answers need somebody to look at by 17:00 on Friday 20 November" in email.body
        assert "https://example.org/northmarch/at-risk/" in email.body
