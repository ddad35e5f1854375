import pytest
from django.db import IntegrityError, transaction

from regard.domains.strategy import actions
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import ReplyState
from regard.foundation.audit.models import Entry
from tests.factories.strategy import DECIDED, PUBLISHED, ReplyFactory, StrategyFactory

pytestmark = pytest.mark.django_db


class TestMarkLettersPosted:
    def post(self, strategy, *replies):
        ids = [reply.pk for reply in replies]
        return actions.mark_letters_posted(
            strategy=strategy, reply_ids=ids, by="person:1", at=PUBLISHED
        )

    def test_says_when_and_writes_one_ledger_entry(self):
        strategy = StrategyFactory()
        letters = [ReplyFactory(strategy=strategy, channel="letter") for _ in range(2)]

        assert self.post(strategy, *letters) == 2

        assert {(r.state, r.sent_at) for r in Reply.objects.all()} == {("sent", PUBLISHED)}
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("letters.posted", {"letters": 2})

    def test_passes_over_whatever_is_no_letter_of_this_strategy_still_owed(self):
        strategy = StrategyFactory()
        email = ReplyFactory(strategy=strategy)
        other = ReplyFactory(channel="letter")
        posted = ReplyFactory(strategy=strategy, channel="letter", state="sent", sent_at=DECIDED)

        assert self.post(strategy, email, other, posted) == 0

        assert [r.state for r in Reply.objects.order_by("pk")] == ["owed", "owed", "sent"]
        assert not Entry.objects.exists()


class TestRecordRead:
    def test_keeps_the_first_time_only(self):
        reply = ReplyFactory()

        actions.record_read(reply=reply, at=DECIDED)
        actions.record_read(reply=reply, at=PUBLISHED)

        reply.refresh_from_db()
        assert reply.read_at == DECIDED
        assert Entry.objects.get().event == "reply.read"


class TestRecordVerdict:
    def test_keeps_what_they_said_last(self):
        reply = ReplyFactory()

        actions.record_verdict(reply=reply, answers_them=True, at=DECIDED)
        actions.record_verdict(reply=reply, answers_them=False, at=PUBLISHED)

        reply.refresh_from_db()
        assert reply.answers_them is False
        assert [entry.detail for entry in Entry.objects.order_by("pk")] == [
            {"answers_them": True},
            {"answers_them": False},
        ]


class TestReply:
    """What the database itself refuses."""

    @pytest.mark.parametrize(
        ("known", "constraint"),
        [
            ({"state": ReplyState.SENT}, "sent_reply_has_a_time"),
            ({"to": ""}, "reply_goes_somewhere"),
            ({"channel": "page"}, "reply_goes_somewhere"),
        ],
    )
    def test_cannot_break_its_rules(self, known, constraint):
        strategy = StrategyFactory()

        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ReplyFactory(strategy=strategy, **known)

    def test_is_the_only_one_to_a_contribution(self):
        reply = ReplyFactory()

        with pytest.raises(IntegrityError), transaction.atomic():
            ReplyFactory(strategy=reply.strategy, contribution=reply.contribution)
