from dataclasses import replace
from datetime import date

import pytest

from regard.domains.engagement.rules.acknowledgements import acknowledgement
from regard.domains.engagement.rules.arrivals import (
    Addressed,
    Circumstances,
    own_address,
    places_within,
    public_address,
    read_address,
    read_places,
    reason_not_to_write,
    reason_to_wait,
)
from regard.domains.engagement.types import Stage

DOMAIN = "answers.example.org"

GOOD = Circumstances(
    keeps_emails=True,
    is_signed=True,
    stage=Stage.OPEN,
    closes_on=date(2026, 11, 30),
    today=date(2026, 11, 30),
    word_questions=1,
    words="Pay for the time between calls.",
    attached=0,
)


class TestReadAddress:
    def test_reads_what_was_given_out(self):
        own = own_address(token="2b-7f3k-29xq", domain=DOMAIN)
        public = public_address(exercise="winter-staff", system="northmarch", domain=DOMAIN)

        assert read_address(own.upper(), domain=DOMAIN) == Addressed(token="2b-7f3k-29xq")
        assert read_address(f"<{public}>", domain=DOMAIN) == Addressed(
            exercise="winter-staff", system="northmarch"
        )

    @pytest.mark.parametrize(
        "address", ["", "@", "answer@answers.example.org", "a.b@example.org", "a.b.c@x", "é.b@x"]
    )
    def test_reads_nothing_else(self, address):
        assert read_address(address, domain=DOMAIN) == Addressed()

    def test_reads_nothing_where_no_domain_is_set(self):
        assert read_address("a.b@", domain="") == Addressed()


class TestReasonNotToWrite:
    def test_refuses_before_it_is_open(self):
        assert reason_not_to_write(stage=Stage.DRAFT)

    @pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED, Stage.ANSWERED])
    def test_takes_what_comes_late(self, stage):
        assert reason_not_to_write(stage=stage) is None


class TestReasonToWait:
    def test_keeps_a_plain_answer_at_once(self):
        assert reason_to_wait(GOOD) == ""

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"is_signed": False}, "open address"),
            ({"keeps_emails": False}, "read before"),
            ({"stage": Stage.CLOSED}, "after the last day"),
            ({"today": date(2026, 12, 1)}, "after the last day, 30 November 2026"),
            ({"word_questions": 2}, "which it answers"),
            ({"word_questions": 0}, "which it answers"),
            ({"words": "  "}, "no words"),
            ({"words": "n/a"}, "says very little"),
            ({"words": "Thank you, received."}, "says very little"),
            ({"attached": 1}, "Files came with it"),
        ],
    )
    def test_lets_everything_else_wait_and_says_why(self, change, words):
        assert words in reason_to_wait(replace(GOOD, **change))


class TestPlacesWithin:
    def test_moves_the_pages_to_a_part(self):
        places = [(0, "page 1"), (10, "page 2"), (20, "page 3")]
        whole = "0123456789abcdefghijABCDEFGHIJ"

        assert places_within("efghijABC", whole=whole, places=places) == [
            (0, "page 2"),
            (6, "page 3"),
        ]
        assert places_within(whole, whole=whole, places=places) == places

    def test_says_nothing_of_other_words(self):
        assert places_within("other", whole="words", places=[(0, "page 1")]) == []
        assert places_within("", whole="words", places=[(0, "page 1")]) == []


class TestReadPlaces:
    @pytest.mark.parametrize("stored", [None, 1, [], [1], [["a", "b"]], [[1]]])
    def test_leaves_out_what_is_no_place(self, stored):
        assert read_places(stored) == []

    def test_reads_what_is_kept(self):
        assert read_places([[0, "page 1"], [7, "page 2"]]) == [(0, "page 1"), (7, "page 2")]


class TestAcknowledgement:
    def test_answers_in_the_same_thread_with_the_receipt(self):
        email = acknowledgement(
            partnership="Northmarch",
            title="What keeps staff?",
            receipt="NM-7F3K-29",
            subject="RE: Re: Your view",
            reply_by=date(2027, 2, 28),
        )

        assert email.subject == "Re: Your view"
        assert "NM-7F3K-29" in email.body
        assert "28 February 2027" in email.body
