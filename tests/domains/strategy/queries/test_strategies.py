import pytest

from regard.domains.strategy import actions, queries
from regard.domains.strategy.permissions import Permission
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import Holder
from tests.factories.register import SystemFactory
from tests.factories.strategy import PUBLISHED, Story, StrategyFactory

pytestmark = pytest.mark.django_db

DRAFT_READERS = ["Partnership lead", "Commissioner", "Board secretary"]
OTHERS = ["Association lead", "Provider"]


def get(story, caller, **known):
    return queries.get_strategy(system=story.system, slug="care-2027", caller=caller, **known)


def published():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


class TestGetStrategy:
    def test_shows_a_published_one_to_anyone(self):
        story = published()

        assert get(story, Anyone()) == story.strategy

    @pytest.mark.parametrize("role", DRAFT_READERS)
    def test_shows_a_draft_to_whoever_may_read_it(self, role):
        story = Story()

        assert get(story, Holder(role=role, scope=story.system)) == story.strategy

    @pytest.mark.parametrize("role", OTHERS)
    def test_hides_a_draft_from_everyone_else(self, role):
        story = Story()

        for caller in (Holder(role=role, scope=story.system), Anyone()):
            with pytest.raises(NotFound):
                get(story, caller)

    def test_hides_a_draft_from_the_team_of_another_system(self):
        story = Story()

        with pytest.raises(NotFound):
            get(story, Holder(role="Partnership lead", scope=SystemFactory()))

    def test_hides_one_of_another_system(self):
        published()

        with pytest.raises(NotFound):
            queries.get_strategy(system=SystemFactory(), slug="care-2027", caller=Anyone())

    def test_lets_only_those_who_may_do_something_with_it(self):
        story = published()

        with pytest.raises(SignInNeeded):
            get(story, Anyone(), to=Permission.SEND_REPLIES)
        sender = Holder(Permission.SEND_REPLIES, scope=story.strategy)
        assert get(story, sender, to=Permission.SEND_REPLIES) == story.strategy

    def test_sees_to_the_replies_of_what_is_published_while_the_next_is_written(self):
        story = published()
        draft = actions.begin_version(
            strategy=story.strategy, because="More was learnt", by="person:1", at=PUBLISHED
        )
        lead = Holder(role="Partnership lead", scope=story.system)

        assert get(story, lead, to=Permission.SEND_REPLIES) == story.strategy
        assert get(story, lead, to=Permission.WRITE) == draft


class TestListStrategies:
    def test_lists_drafts_for_those_who_may_read_them(self):
        story = published()
        draft = StrategyFactory(system=story.system)
        reader = Holder(role="Board secretary", scope=story.system)

        listed = queries.list_strategies(system=story.system, caller=reader)
        public = queries.list_strategies(system=story.system, caller=Anyone())

        assert listed == [draft, story.strategy]
        assert public == [story.strategy]


class TestCheckReader:
    def test_lets_the_lead_know_who_spoke_and_the_commissioner_never(self):
        story = Story()

        def may_see_who(role):
            caller = Holder(role=role, scope=story.system)
            return queries.check_reader(strategy=story.strategy, caller=caller)

        assert may_see_who("Partnership lead") is True
        assert may_see_who("Commissioner") is False
        assert may_see_who("Board secretary") is False

    def test_keeps_the_words_from_someone_who_may_only_read_the_draft(self):
        story = Story()
        reader = Holder(Permission.VIEW_DRAFT, scope=story.system)

        with pytest.raises(NotAllowed, match="what was said"):
            queries.check_reader(strategy=story.strategy, caller=reader)


class TestGetRights:
    def test_lets_nobody_change_what_is_published(self):
        story = published()
        lead = Holder(role="Partnership lead", scope=story.system)
        story.strategy.refresh_from_db()

        rights = queries.get_rights(strategy=story.strategy, caller=lead)

        assert (rights.write, rights.decide, rights.publish) == (False, False, False)
        assert rights.send_replies is True

    def test_lets_the_lead_write_a_draft(self):
        story = Story()
        lead = Holder(role="Partnership lead", scope=story.system)

        rights = queries.get_rights(strategy=story.strategy, caller=lead)

        assert (rights.write, rights.decide, rights.publish) == (True, True, True)
        assert rights.send_replies is False
