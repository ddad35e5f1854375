from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.engagement.actions import CannotPlan
from regard.domains.engagement.actions import conversations as actions
from regard.domains.engagement.models import Conversation
from regard.domains.engagement.types.deliberation import Talk
from regard.foundation.audit.models import Entry
from tests.factories.engagement_deliberation import ConversationFactory, StatementFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
TALK = Talk(
    title="What keeps nights?",
    words="The board reads it.",
    opens_on=date(2026, 11, 1),
    closes_on=date(2026, 11, 30),
    reads_first=True,
)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestCreateConversation:
    def test_begins_a_draft_with_an_address_of_its_own(self):
        system = SystemFactory()

        made = [
            actions.create_conversation(system=system, talk=TALK, exercise=None, **WHO)
            for _ in range(2)
        ]

        assert [each.slug for each in made] == ["what-keeps-nights", "what-keeps-nights-2"]
        assert made[0].opened_at is None
        assert events() == ["conversation.created"] * 2

    def test_refuses_what_is_not_whole(self):
        talk = Talk("", "", TALK.closes_on, TALK.opens_on, reads_first=True)

        with pytest.raises(CannotPlan) as refusal:
            actions.create_conversation(system=SystemFactory(), talk=talk, exercise=None, **WHO)

        assert set(refusal.value.reasons) == {"title", "words", "closes_on"}
        assert not Conversation.objects.exists()


class TestEditConversation:
    def test_keeps_the_address(self):
        found = ConversationFactory(draft=True, slug="nights")

        actions.edit_conversation(conversation=found, talk=TALK, exercise=None, **WHO)

        found.refresh_from_db()
        assert (found.slug, found.title) == ("nights", TALK.title)
        assert events() == ["conversation.edited"]

    def test_refuses_once_it_is_closed(self):
        with pytest.raises(actions.ConversationIsClosed):
            actions.edit_conversation(
                conversation=ConversationFactory(closed=True), talk=TALK, exercise=None, **WHO
            )


class TestOpenAndClose:
    def test_open_with_three_statements_and_not_before(self):
        found = ConversationFactory(draft=True)
        for _ in range(2):
            StatementFactory(conversation=found)
        with pytest.raises(actions.CannotOpenConversation, match="needs 3"):
            actions.open_conversation(conversation=found, **WHO)
        StatementFactory(conversation=found)

        opened = actions.open_conversation(conversation=found, **WHO)

        assert opened.opened_at == NOON
        assert events() == ["conversation.opened"]

    def test_close_what_is_open_once(self):
        found = ConversationFactory()

        actions.close_conversation(conversation=found, **WHO)

        with pytest.raises(actions.ConversationIsClosed):
            actions.close_conversation(conversation=found, **WHO)
        with pytest.raises(actions.ConversationIsClosed, match="not opened"):
            actions.close_conversation(conversation=ConversationFactory(draft=True), **WHO)
        assert events() == ["conversation.closed"]

    def test_close_what_has_had_its_last_day(self):
        for closes_on in (NOON.date(), NOON.date() - timedelta(days=1)):
            ConversationFactory(closes_on=closes_on)
        ConversationFactory(draft=True, closes_on=date(2026, 11, 2))

        assert actions.close_due_conversations(by="schedule", at=NOON) == 1
