import pytest

from regard.domains.engagement.permissions import Permission as Engagement
from regard.domains.engagement.types import Visibility
from regard.domains.strategy import actions, queries
from regard.domains.strategy.types import OutcomeKind, ReplyChannel, ReplyState
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotFound
from tests.factories.accounts import Holder
from tests.factories.engagement import ThemeFactory, code
from tests.factories.register import SystemFactory
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


def trace(story, point, caller=None):
    return queries.get_trace(system=story.system, point_id=point.pk, caller=caller or Anyone())


def published():
    story = Story()
    story.counted = story.says(
        "They would know me.", visibility=Visibility.COUNTED, theme=story.theme
    )
    story.named = story.says(
        "Put my name to it.", visibility=Visibility.NAMED, name="Ann Open", theme=story.theme
    )
    story.decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


class TestGetTrace:
    def test_leads_from_a_word_to_theme_outcome_passage_and_reply(self):
        story = published()

        found = trace(story, story.home)

        assert found.point.text == "nobody pays them to drive between calls"
        [strand] = found.strands
        assert (strand.theme.theme_id, strand.others) == (story.theme.pk, 3)
        assert strand.outcome.kind is OutcomeKind.IN_PART
        assert (strand.outcome.passage_ref, found.strategy_slug) == ("2.4", "care-2027")
        assert found.is_published is True
        assert (found.reply.channel, found.reply.state) == (ReplyChannel.EMAIL, ReplyState.OWED)

    def test_leads_from_a_lone_point_to_an_outcome_of_its_own(self):
        story = published()

        found = trace(story, story.person)

        [strand] = found.strands
        assert (strand.theme, strand.others) == (None, 0)
        assert strand.outcome.outcome_id == story.refused.pk

    def test_leads_through_every_theme_that_it_is_in(self):
        story = Story().decides()
        other = ThemeFactory(exercise=story.exercise)
        code(story.home, other)
        lead = Holder(role="Partnership lead", scope=story.system)

        found = trace(story, story.home, lead)

        assert [(each.theme.theme_id, bool(each.outcome)) for each in found.strands] == [
            (story.theme.pk, True),
            (other.pk, False),
        ]

    @pytest.mark.parametrize("role", [None, "Provider", "Association lead", "Commissioner"])
    def test_never_says_who_spoke_unless_they_put_their_name_to_it(self, role):
        story = published()
        caller = Holder(role=role, scope=story.system) if role else Anyone()

        assert "Rosewood" not in trace(story, story.home, caller).point.who
        assert trace(story, story.named, caller).point.who == "Ann Open"

    def test_tells_the_lead_who_spoke(self):
        story = published()
        lead = Holder(role="Partnership lead", scope=story.system)

        assert "Rosewood House" in trace(story, story.home, lead).point.who

    @pytest.mark.parametrize("role", [None, "Provider", "Commissioner", "Board secretary"])
    def test_never_shows_what_was_to_be_counted_only(self, role):
        story = published()
        caller = Holder(role=role, scope=story.system) if role else Anyone()

        with pytest.raises(NotFound):
            trace(story, story.counted, caller)

    def test_is_not_public_before_the_strategy_is_published(self):
        story = Story().decides()

        with pytest.raises(NotFound):
            trace(story, story.home)

    def test_shows_outcomes_of_a_draft_only_to_those_who_may_read_it(self):
        story = Story().decides()
        secretary = Holder(role="Board secretary", scope=story.system)

        found = trace(story, story.home, secretary)

        assert found.strands[0].outcome.outcome_id == story.adopted.pk
        assert (found.is_published, found.reply) == (False, None)

    def test_hides_outcomes_of_a_draft_from_those_who_may_only_read_what_was_said(self):
        story = Story().decides()
        reader = Holder(Engagement.VIEW_CONTRIBUTIONS, scope=story.system)

        found = trace(story, story.home, reader)

        [strand] = found.strands
        assert (strand.theme.theme_id, strand.outcome) == (story.theme.pk, None)
        assert found.strategy_title == ""

    def test_shows_what_was_said_where_nobody_has_begun_a_strategy(self):
        story = Story()
        story.strategy.exercises.clear()
        secretary = Holder(role="Board secretary", scope=story.system)

        found = trace(story, story.home, secretary)

        assert (found.strands[0].outcome, found.strategy_slug) == (None, "")

    def test_finds_no_point_of_another_system(self):
        story = published()

        with pytest.raises(NotFound):
            queries.get_trace(system=SystemFactory(), point_id=story.home.pk, caller=Anyone())
