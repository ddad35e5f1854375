from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.collective import (
    Part,
    count_parts,
    reason_not_to_answer_for_oneself,
    reasons_against_stands,
    reasons_not_to_speak,
    speaks_for,
    spoken_words,
    ways_of,
)
from regard.domains.engagement.rules.collective_letters import answered_email, part_email
from regard.domains.engagement.rules.letters import LINK, Ask
from regard.domains.engagement.types import MemberStand, Stage
from regard.domains.engagement.types.collective import Stand, Ways

NOT_ASKED, ASKED, AGREED, DIFFERED = MemberStand

ASK = Ask(
    partnership="Northmarch Integrated Care Partnership",
    title="What would keep your staff?",
    purpose="For the winter plan.",
    closes_on=date(2026, 11, 30),
    reply_by=date(2027, 2, 28),
)


def parts(**stands):
    """Return so many parts of each stand, all with a mandate."""
    return [
        Part(MemberStand(stand), has_mandate=True)
        for stand, how_many in stands.items()
        for _ in range(how_many)
    ]


class TestSpeaksFor:
    @pytest.mark.parametrize(
        ("stand", "has_mandate", "is_taken_back"),
        list(product(MemberStand, (True, False), (True, False))),
    )
    def test_takes_a_mandate_or_what_the_member_told_it(self, stand, has_mandate, is_taken_back):
        part = Part(stand, has_mandate=has_mandate, is_taken_back=is_taken_back)
        told = stand in {AGREED, DIFFERED}

        assert speaks_for(part) is (not is_taken_back and (has_mandate or told))


class TestCountParts:
    def test_counts_those_asked_who_agreed_differed_and_kept_silent(self):
        found = count_parts("Forum", parts(not_asked=12, asked=20, agreed=6, differed=3))

        assert (found.members, found.asked, found.agreed, found.differed) == (41, 29, 6, 3)
        assert (found.silent, found.not_asked) == (20, 12)

    def test_leaves_out_who_was_asked_without_a_mandate_and_said_nothing(self):
        found = count_parts("Forum", [Part(ASKED, has_mandate=False)])

        assert (found.members, found.others_asked) == (0, 1)

    def test_counts_who_took_it_back_apart(self):
        back = Part(AGREED, has_mandate=True, is_taken_back=True)
        sure = Part(AGREED, has_mandate=True, is_confirmed=True)

        found = count_parts("Forum", [back, sure])

        assert (found.members, found.taken_back, found.confirmed) == (1, 1, 1)

    @given(
        st.lists(
            st.builds(
                Part,
                st.sampled_from(MemberStand),
                has_mandate=st.booleans(),
                is_taken_back=st.booleans(),
            )
        )
    )
    def test_loses_nobody_and_counts_nobody_twice(self, found):
        counted = count_parts("Forum", found)
        neither = sum(
            not p.has_mandate and not p.is_taken_back and p.stand is NOT_ASKED for p in found
        )

        assert counted.agreed + counted.differed + counted.silent == counted.asked
        assert counted.asked + counted.not_asked == counted.members
        total = counted.members + counted.others_asked + counted.taken_back + neither
        assert total == len(found)


class TestSpokenWords:
    @pytest.mark.parametrize(
        ("stands", "words"),
        [
            ({"not_asked": 12, "asked": 20, "agreed": 6, "differed": 3}, "29 asked, 3 differ"),
            ({"agreed": 7, "differed": 1}, "all asked, 1 differs"),
            ({"not_asked": 7}, "none asked"),
        ],
    )
    def test_say_how_many_to_who_may_know(self, stands, words):
        spoken = count_parts("Forum", parts(**stands))

        assert spoken_words(spoken, shows_few=True) == f"for {spoken.members} members, {words}"

    def test_say_of_one_member_that_it_was_asked(self):
        assert spoken_words(count_parts("F", parts(agreed=1)), shows_few=True) == (
            "for 1 member, asked"
        )

    @pytest.mark.parametrize(
        ("stands", "words"),
        [
            ({"agreed": 3, "differed": 2}, "for fewer than 6 members"),
            (
                {"not_asked": 12, "asked": 20, "agreed": 6, "differed": 3},
                "for 41 members, 29 asked, fewer than 6 differ",
            ),
            ({"not_asked": 12, "asked": 20, "agreed": 9}, "for 41 members, 29 asked"),
            ({"not_asked": 2, "agreed": 20, "differed": 9}, "for 31 members"),
            ({"agreed": 20, "differed": 9}, "for 29 members, all asked, 9 differ"),
        ],
    )
    def test_hide_what_is_too_small_from_others(self, stands, words):
        assert spoken_words(count_parts("Forum", parts(**stands)), shows_few=False) == words

    def test_speak_for_nobody(self):
        assert spoken_words(count_parts("Forum", []), shows_few=False) == "for no members"


class TestWaysOf:
    def test_tells_how_many_were_heard_by_which_way(self):
        assert ways_of(alone=40, through=20, both=10) == Ways(40, 20, 10)

    def test_hides_a_small_one_and_what_it_follows_from(self):
        found = ways_of(alone=40, through=3, both=10)

        assert (found.through, found.both) == (None, None)
        assert found.alone == 40

    def test_hides_all_where_few_were_heard(self):
        assert ways_of(alone=3, through=0, both=1) == Ways(None, 0, None)


class TestReasonsNotToSpeak:
    def test_are_none_where_it_says_how_it_asked_and_speaks_for_somebody(self):
        spoken = count_parts("Forum", parts(agreed=1))

        assert reasons_not_to_speak(asked_how="By email", spoken=spoken) == {}

    def test_name_what_is_lacking(self):
        reasons = reasons_not_to_speak(asked_how=" ", spoken=count_parts("Forum", []))

        assert set(reasons) == {"asked_how", "members"}


class TestReasonsAgainstStands:
    NAMES = {1: "Ashgrove House"}

    def test_take_words_of_who_differs_only(self):
        stands = {1: Stand(DIFFERED, "The rota matters more.")}

        assert reasons_against_stands(stands, names=self.NAMES) == {}
        assert (
            "clear the words"
            in reasons_against_stands({1: Stand(AGREED, "The rota.")}, names=self.NAMES)[1]
        )

    def test_refuse_strangers_and_books(self):
        stands = {1: Stand(DIFFERED, "x" * 5_001), 2: Stand(AGREED)}

        reasons = reasons_against_stands(stands, names=self.NAMES)

        assert "5,000 characters" in reasons[1]
        assert "no member" in reasons[2]


class TestReasonNotToAnswerForOneself:
    @pytest.mark.parametrize("stage", Stage)
    def test_is_that_it_was_answered(self, stage):
        assert bool(reason_not_to_answer_for_oneself(stage)) is (stage is Stage.ANSWERED)


class TestTheEmails:
    @pytest.mark.parametrize("had_mandate", [True, False])
    def test_say_why_and_carry_a_link_that_is_not_kept(self, had_mandate):
        email = part_email(ASK, network="Forum", member="Ashgrove", had_mandate=had_mandate)

        assert ("You let it speak for you" in email.body) is had_mandate
        assert LINK in email.body
        assert "28 February 2027" in email.body

    def test_tell_that_it_was_answered(self):
        email = answered_email(ASK, network="Forum", member="Ashgrove")

        assert email.subject == "What became of what Forum said for you"
        assert LINK in email.body
