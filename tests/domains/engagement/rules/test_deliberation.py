import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import conversations, statements
from regard.domains.engagement.rules.deliberation import (
    Material,
    as_json,
    is_due_to_be_tried,
    opinions_of,
    place_of,
    read_opinions,
    reason_to_hide_groups,
    try_steadiness,
    votes_of,
)
from regard.domains.engagement.types.deliberation import Steadiness, Talk
from regard.foundation.analysis.embeddings import embed

EMPTY = np.empty(0, dtype=np.int64)


def material(votes, *, statements, **more):
    """Return material of votes (voter, statement, value); numbers are the statements' places."""
    rows = np.array(sorted(votes), dtype=np.int64).reshape(-1, 3)
    usual = {
        "state": "now",
        "out": frozenset(),
        "meta": frozenset(),
        "organisations": EMPTY,
        "banned": EMPTY,
        "listed": np.array(statements),
        "numbers": np.arange(len(statements)),
    }
    return Material(voter=rows[:, 0], statement=rows[:, 1], value=rows[:, 2], **(usual | more))


def camps(*, people=24, statements=12):
    """Return votes of two camps that vote against each other on all statements but the first."""
    return [
        (100 + p, 50 + s, 1 if s == 0 else (1 if (p + s) % 2 else -1))
        for p in range(people)
        for s in range(statements)
        if s == 0 or (p * 7 + s * 5) % 11
    ]


@pytest.fixture(scope="module")
def two_camps():
    return material(camps(), statements=range(50, 62))


class TestOpinions:
    def test_count_an_agreement_as_one_and_a_disagreement_as_the_other(self):
        votes = [(1, 10, 1), (2, 10, 1), (3, 10, 0), (1, 11, -1), (2, 11, -1), (3, 11, -1)]

        opinions, _, _ = opinions_of(material(votes, statements=[10, 11]))

        assert opinions.everybody.agreed.tolist() == [2, 0]
        assert opinions.everybody.disagreed.tolist() == [0, 3]
        assert opinions.everybody.seen.tolist() == [3, 3]
        assert opinions.disagreed == (1,)
        assert opinions.agreed == ()

    def test_find_what_all_agree_on_and_the_two_camps(self, two_camps):
        opinions, _, _ = opinions_of(two_camps)

        assert opinions.agreed[0] == 0
        assert opinions.sizes == (12, 12)
        assert all(abs(agreed - 12) <= 2 for agreed in opinions.everybody.agreed[1:])
        assert sum(dot.people for dot in opinions.dots) == opinions.placed == 24
        assert opinions.doubt == ""

    def test_count_services_within_everybody(self, two_camps):
        some = material(camps(), statements=range(50, 62), organisations=np.array([100, 101]))

        opinions, _, _ = opinions_of(some)

        assert opinions.organisations.seen[0] == 2
        assert opinions.everybody.seen[0] == 24

    def test_leave_out_who_is_banned_and_what_nobody_has_read(self):
        votes = [(1, 10, 1), (2, 10, 1), (3, 10, -1), (1, 99, 1)]

        opinions, _, _ = opinions_of(
            material(votes, statements=[10], banned=np.array([3], dtype=np.int64))
        )

        assert opinions.people == 2
        assert opinions.votes == 2
        assert opinions.everybody.disagreed.tolist() == [0]

    def test_let_a_hidden_statement_and_one_about_the_voters_move_nobody(self):
        hidden = material(
            camps(), statements=range(50, 62), out=frozenset({51}), meta=frozenset({52})
        )

        opinions, _, _ = opinions_of(hidden)

        assert opinions.silent == (1, 2)
        assert np.allclose(opinions.axes[:, [1, 2]], 0)
        assert opinions.priorities[2] == 49
        assert 1 not in {each.place for group in opinions.apart for each in group}

    def test_say_nothing_of_no_votes(self):
        opinions, _, _ = opinions_of(material([], statements=[10, 11]))

        assert (opinions.votes, opinions.people, opinions.placed) == (0, 0, 0)
        assert opinions.dots == ()
        assert place_of(opinions, {0: 1}) is None

    def test_are_the_same_after_being_kept_as_json(self, two_camps):
        opinions, _, _ = opinions_of(two_camps)

        again = read_opinions(json.loads(json.dumps(as_json(opinions))))

        assert as_json(again) == as_json(opinions)
        assert again.apart == opinions.apart
        assert np.allclose(again.axes, opinions.axes, atol=1e-9)

    def test_place_a_reader_where_the_map_has_them(self, two_camps):
        opinions, votes, report = opinions_of(two_camps)
        for person in (0, 7):
            mine = votes.row == person
            own = dict(zip(votes.column[mine].tolist(), votes.vote[mine].tolist(), strict=True))

            assert place_of(opinions, own) == pytest.approx(tuple(report.map.people[person]))

    @given(
        st.lists(
            st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from([1, 0, -1])),
            max_size=40,
        ),
        st.randoms(use_true_random=False),
    )
    def test_do_not_depend_on_the_order_of_rows(self, cast, random):
        last = {(voter, statement): value for voter, statement, value in cast}
        rows = [(voter, statement, value) for (voter, statement), value in last.items()]
        shuffled = list(rows)
        random.shuffle(shuffled)
        found = [
            votes_of(
                Material(
                    "",
                    *(np.array(column, dtype=np.int64) for column in zip(*order, strict=True)),
                    np.arange(5),
                    np.arange(5),
                    frozenset(),
                    frozenset(),
                    EMPTY,
                    EMPTY,
                )
            )
            for order in (rows, shuffled)
            if order
        ]
        for votes in found:
            assert {
                (int(votes.people[r]), int(c)): int(v)
                for r, c, v in zip(votes.row, votes.column, votes.vote, strict=True)
            } == last


class TestGroups:
    def test_are_shown_when_they_hold(self, two_camps):
        opinions, votes, report = opinions_of(two_camps)

        tried = try_steadiness(votes, report)

        assert tried.without_people > 0.9
        assert reason_to_hide_groups(opinions, tried) == ""
        assert not is_due_to_be_tried(opinions, tried)

    def test_are_hidden_when_chance_made_them(self):
        chance = np.random.default_rng(1)
        votes = [(p, s, int(chance.choice([1, -1, 0]))) for p in range(30) for s in range(12)]
        opinions, collected, report = opinions_of(material(votes, statements=range(12)))

        tried = try_steadiness(collected, report)

        assert "do not hold" in reason_to_hide_groups(opinions, tried)

    def test_are_hidden_until_they_are_tried_and_when_that_is_out_of_date(self, two_camps):
        opinions, _, _ = opinions_of(two_camps)
        held = Steadiness(opinions.votes, 2, 0.9, 0.9, "")
        of_three = Steadiness(opinions.votes, 3, 0.9, 0.9, "")
        long_ago = Steadiness(opinions.votes // 2, 2, 0.9, 0.9, "")

        assert reason_to_hide_groups(opinions, held) == ""
        assert "not been tried" in reason_to_hide_groups(opinions, None)
        assert "have changed" in reason_to_hide_groups(opinions, of_three)
        assert "Many votes" in reason_to_hide_groups(opinions, long_ago)
        assert is_due_to_be_tried(opinions, None)
        assert is_due_to_be_tried(opinions, of_three)
        assert is_due_to_be_tried(opinions, long_ago)

    def test_need_people_on_the_map(self):
        opinions, votes, report = opinions_of(material([(1, 10, 1)], statements=[10]))

        assert "too few people" in reason_to_hide_groups(opinions, try_steadiness(votes, report))


TALK = Talk(
    "What keeps nights?", "The board reads it.", date(2026, 11, 1), date(2026, 11, 30), True
)


class TestConversations:
    def test_need_a_title_words_and_days_that_follow(self):
        bad = Talk(" ", "", date(2026, 11, 2), date(2026, 11, 1), reads_first=True)

        assert set(conversations.reasons_not_to_plan(bad)) == {"title", "words", "closes_on"}
        assert not conversations.reasons_not_to_plan(TALK)

    @pytest.mark.parametrize(
        ("is_opened", "statements", "today", "said"),
        [
            (True, 9, date(2026, 11, 2), "opened before"),
            (False, 2, date(2026, 11, 2), "needs 3 statements"),
            (False, 9, date(2026, 10, 2), "opens on 1 November 2026"),
            (False, 9, date(2026, 12, 2), "was 30 November 2026"),
            (False, 9, date(2026, 11, 30), ""),
        ],
    )
    def test_open_once_they_can(self, is_opened, statements, today, said):
        reason = conversations.reason_not_to_open(
            talk=TALK, is_opened=is_opened, statements=statements, today=today
        )

        assert said in reason
        assert bool(reason) == bool(said)

    @pytest.mark.parametrize(
        ("is_opened", "is_closed", "today", "said"),
        [
            (False, False, date(2026, 11, 2), "not opened yet"),
            (True, False, date(2026, 10, 31), "not opened yet"),
            (True, True, date(2026, 11, 2), "closed on"),
            (True, False, date(2026, 12, 1), "closed on"),
            (True, False, date(2026, 11, 30), ""),
        ],
    )
    def test_take_votes_while_they_are_open(self, is_opened, is_closed, today, said):
        reason = conversations.reason_not_to_vote(
            is_opened=is_opened,
            is_closed=is_closed,
            opens_on=TALK.opens_on,
            closes_on=TALK.closes_on,
            today=today,
        )

        assert said in reason
        assert bool(reason) == bool(said)


class TestStatements:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "Write your statement"),
            ("Pay", "whole sentence"),
            ("Travelling", "whole sentence"),
            ("word " * 41, "200 characters or fewer"),
            ("Travel between visits should be paid", ""),
        ],
    )
    def test_are_whole_sentences_of_a_length(self, text, said):
        reason = statements.reason_not_to_keep(statements.clean(text))

        assert said in reason
        assert bool(reason) == bool(said)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Should travel be paid?", "with a question"),
            ("I agree.", "see it alone"),
            ("Pay travel. Raise the fee", "two things"),
            ("PAY FOR TRAVEL TIME", "capitals"),
            ("We should utilise robust rotas", "robust"),
        ],
    )
    def test_get_hints_and_no_more(self, text, said):
        assert any(said in hint for hint in statements.hints(text))

    def test_that_are_plain_get_none(self):
        assert statements.hints("Travel between visits should be paid") == []

    def test_are_found_alike_by_what_they_mean(self):
        others = ["Training should be free for small providers", "The rota comes too late"]
        [mine] = embed(["Small providers should get free training"])

        assert statements.list_alike(mine, embed(others)) == [0]
        assert statements.list_alike(mine, embed(others)[:0]) == []

    def test_come_one_a_line_each_once(self):
        text = "- Pay for travel\n\n* Pay for travel\n  Raise the fee  \n"

        assert statements.read_lines(text) == ["Pay for travel", "Raise the fee"]
        assert statements.reasons_not_to_keep_lines(["Pay for travel", "x"]) == [
            "Statement 2: Write a whole sentence, so that others know what they vote on"
        ]
