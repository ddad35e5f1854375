from datetime import UTC, datetime

import pytest

from regard.domains.strategy.presenters import describe_fate, replies_lede
from regard.domains.strategy.types import (
    ChannelCount,
    ReplyChannel,
    ReplyFate,
    ReplyState,
    Status,
    StrategyStage,
)

SENT = datetime(2027, 1, 17, 9, tzinfo=UTC)
READ = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)


def fate(channel, state, *, read_at=None, answers_them=None):
    sent_at = SENT if state is ReplyState.SENT else None
    return ReplyFate(channel, state, sent_at, read_at, answers_them)


class TestDescribeFate:
    @pytest.mark.parametrize(
        ("channel", "state", "words"),
        [
            (ReplyChannel.EMAIL, ReplyState.SENT, "Sent by email on 17 January 2027."),
            (ReplyChannel.LETTER, ReplyState.SENT, "Posted as a letter on 17 January 2027."),
            (ReplyChannel.PAGE, ReplyState.SENT, "On their receipt page since 17 January 2027."),
            (ReplyChannel.LETTER, ReplyState.OWED, "Written, and still to be sent."),
            (
                ReplyChannel.EMAIL,
                ReplyState.FAILED,
                "It could not be delivered, and we are seeing to it.",
            ),
        ],
    )
    def test_says_how_and_when_it_went(self, channel, state, words):
        assert describe_fate(fate(channel, state)) == words

    def test_says_when_it_was_read_by_the_clocks_here(self):
        read = fate(ReplyChannel.EMAIL, ReplyState.SENT, read_at=READ)

        assert describe_fate(read).endswith("First read on its page on 2 July 2027.")

    @pytest.mark.parametrize(
        ("answers_them", "words"), [(True, "answers them"), (False, "does not answer them")]
    )
    def test_says_what_they_said_of_it(self, answers_them, words):
        judged = fate(ReplyChannel.EMAIL, ReplyState.SENT, answers_them=answers_them)

        assert describe_fate(judged).endswith(f"They said that it {words}.")


class TestRepliesLede:
    @pytest.mark.parametrize(
        ("owed", "sent", "failed", "words"),
        [
            (0, 3, 0, "3 of 3 have had their reply."),
            (1, 2, 0, "2 of 3 have had their reply. 1 still owed."),
            (0, 1, 2, "1 of 3 have had their reply. 2 failed."),
        ],
    )
    def test_counts_who_has_had_theirs(self, owed, sent, failed, words):
        status = Status(
            title="Care",
            stage=StrategyStage.PUBLISHED,
            points=0,
            points_with_outcome=0,
            themes=0,
            themes_with_outcome=0,
            themes_not_signed_off=0,
            lone_points=0,
            lone_points_with_outcome=0,
            contributions=3,
            replies=(ChannelCount(ReplyChannel.EMAIL, owed, sent, failed),),
        )

        assert replies_lede(status) == words
