import pytest

from regard.domains.engagement.types import Speaker
from regard.domains.strategy import actions, queries
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotAllowed, SignInNeeded
from tests.domains.strategy.views.addresses import at
from tests.factories.accounts import Holder
from tests.factories.networks import MembershipFactory, NetworkFactory
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    return story


@pytest.fixture
def network(story):
    """A network to which the home belongs."""
    network = NetworkFactory(system=story.system, slug="forum")
    home = story.home.contribution
    MembershipFactory(network=network, location=home.location)
    return network


class TestWhole:
    def test_counts_every_step_from_voices_to_decisions(self, story):
        whole = queries.get_whole(strategy=story.strategy)

        assert [(step.count, step.of) for step in whole.steps] == [
            (3, 3),
            (3, 3),
            (2, 3),
            (3, 3),
            (2, 3),
            (1, 1),
            (0, 1),
        ]

    def test_says_what_fell_away_and_why(self, client, story):
        page = text(client.get(at(story, "whole/")))

        assert "3 voices made 3 points, in 1 theme and 1 alone." in page
        assert "Every one has an outcome, and 2 changed what it says." in page
        assert "No decision has had regard to it yet." in page
        assert "Not adopted. Each has a reason, which those who said it were sent." in page
        assert "No decision has had regard to them yet." in page

    def test_is_for_those_who_may_read_a_draft(self, client):
        draft = Story().decides()

        assert client.get(at(draft, "whole/")).status_code == 404


class TestMembersReport:
    def test_says_what_members_changed_and_not_who(self, client_as, story, network):
        keeper = client_as("Roll keeper", story.system)

        page = text(keeper.get(at(story, "members/forum/")))

        assert "fewer than 6 of 1 member were heard." in page
        assert story.theme.title in page
        assert "2.4 Travel between visits" in page
        assert "Rosewood House" not in page

    def test_counts_what_the_network_said_for_its_members(self, story, network):
        said = story.carer.contribution
        type(said).objects.filter(pk=said.pk).update(network=network, speaker=Speaker.ASSOCIATION)

        report = queries.get_members_report(
            network=network,
            strategy=story.strategy,
            caller=Holder(role="Roll keeper", scope=network),
        )

        assert (report.members, report.spoke, report.points, report.changed) == (1, 1, 2, 2)
        assert [(theme.members, theme.points) for theme in report.themes] == [(1, 2)]

    def test_is_a_document_too(self, client_as, story, network):
        response = client_as("Roll keeper", story.system).get(
            at(story, "members/forum/report.pdf")
        )

        assert response.content.startswith(b"%PDF")

    def test_says_when_no_member_was_heard(self, client_as, story):
        NetworkFactory(system=story.system, slug="silent")

        page = text(client_as("Roll keeper", story.system).get(at(story, "members/silent/")))

        assert "None of 0 members was heard in this." in page

    def test_is_for_those_who_speak_for_the_network(self, client_as, story, network):
        commissioner = client_as("Commissioner", story.system)

        assert commissioner.get(at(story, "members/forum/")).status_code == 403
        with pytest.raises((NotAllowed, SignInNeeded)):
            queries.get_members_report(network=network, strategy=story.strategy, caller=Anyone())
