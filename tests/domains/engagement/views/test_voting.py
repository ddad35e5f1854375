import re

import pytest

from regard.domains.engagement.models import Statement, Vote, Voter
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.views.voices import COOKIE
from regard.foundation.accounts import links
from tests.domains.engagement.views.conftest import NOON
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import InvitationFactory
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
)
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db


def at(conversation, page=""):
    return f"/{conversation.system.slug}/talk/{conversation.slug}/{page}"


def asked(html):
    """Return the number of the statement that a page asks about, None if it asks none."""
    found = re.search(r'action="[^"]*/vote/">.*?name="number" value="(\d+)"', html, re.DOTALL)
    return int(found.group(1)) if found else None


@pytest.fixture
def talk():
    conversation = ConversationFactory()
    for _ in range(3):
        StatementFactory(conversation=conversation)
    return conversation


@pytest.fixture
def signed_in(client_as, settings):
    """Return a browser of somebody signed in, who speaks for a service where one is given."""

    def signed_in(location=None):
        person = PersonFactory()
        if location:
            GrantFactory(
                person=person,
                role="Provider",
                scope_key=f"organisation:{location.organisation_id}",
            )
        browser = client_as()
        browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser

    return signed_in


class TestVoting:
    def test_needs_no_account_and_goes_from_statement_to_statement(self, client, talk):
        seen = set()
        for done in range(3):
            page = client.get(at(talk)).content.decode()
            assert f"{done} of 3 answered" in page
            number = asked(page)
            seen.add(number)
            sent = client.post(at(talk, "vote/"), {"number": number, "value": 1})
            assert sent.status_code == 302

        assert seen == {0, 1, 2}
        assert "You have answered all 3." in client.get(at(talk)).content.decode()
        assert Voter.objects.count() == 1

    def test_shows_the_same_statement_until_it_is_voted_on(self, client, talk):
        client.get(at(talk))

        assert len({asked(client.get(at(talk)).content.decode()) for _ in range(5)}) == 1

    def test_counts_a_voter_who_goes_back_once(self, client, talk):
        client.get(at(talk))
        client.post(at(talk, "vote/"), {"number": 1, "value": 1})
        client.post(at(talk, "vote/"), {"number": 1, "value": -1})

        assert [vote.value for vote in Vote.objects.all()] == [-1]

    def test_takes_no_vote_from_a_browser_that_keeps_no_cookie(self, client, talk):
        answer = client.post(at(talk, "vote/"), {"number": 1, "value": 1})

        assert answer.status_code == 409
        assert "Allow cookies" in answer.content.decode()
        assert not Vote.objects.exists()

    def test_knows_nobody_by_their_cookie_in_another_conversation(self, client, talk):
        other = StatementFactory(conversation=ConversationFactory(system=talk.system)).conversation
        for each in (talk, other):
            client.get(at(each))
            client.post(at(each, "vote/"), {"number": 0, "value": 1})

        keys = set(Voter.objects.values_list("key", flat=True))
        assert len(keys) == 2
        assert client.cookies[COOKIE].value not in keys

    def test_takes_a_vote_back_and_asks_again(self, client, talk):
        client.get(at(talk))
        client.post(at(talk, "vote/"), {"number": 2, "value": 1})

        answer = client.post(at(talk, "take-back/"), {"number": 2}, follow=True)

        assert asked(answer.content.decode()) == 2
        assert not Vote.objects.exists()

    def test_offers_only_what_is_shown(self, client, talk):
        Statement.objects.filter(number=0).update(state=StatementState.WAITING)
        Statement.objects.filter(number=1).update(state=StatementState.HIDDEN, why="A name")

        assert asked(client.get(at(talk)).content.decode()) == 2
        assert client.get(at(talk) + "?statement=1").content.decode().count("A name") == 0
        assert client.post(at(talk, "vote/"), {"number": 1, "value": 1}).status_code == 404

    def test_ignores_a_vote_that_is_none(self, client, talk):
        client.get(at(talk))
        for data in ({}, {"number": "x", "value": "1"}, {"number": "1", "value": "7"}):
            assert client.post(at(talk, "vote/"), data).status_code == 302
        assert client.post(at(talk, "take-back/"), {}).status_code == 302

        assert not Vote.objects.exists()

    def test_is_over_when_it_is_closed(self, client):
        closed = StatementFactory(conversation__closed=True).conversation

        page = client.get(at(closed)).content.decode()

        assert "See what people said" in page
        assert asked(page) is None

    def test_keeps_out_who_was_banned(self, client, talk):
        client.get(at(talk))
        client.post(at(talk, "vote/"), {"number": 0, "value": 1})
        Voter.objects.update(is_banned=True)

        assert "You cannot take part" in client.get(at(talk)).content.decode()
        assert client.post(at(talk, "vote/"), {"number": 1, "value": 1}).status_code == 409

    def test_makes_as_many_queries_for_many_as_for_few(
        self, client, talk, django_assert_max_num_queries
    ):
        client.get(at(talk))
        client.post(at(talk, "vote/"), {"number": 0, "value": 1})
        for _ in range(20):
            statement = StatementFactory(conversation=talk)
            VoteFactory(voter=VoterFactory(conversation=talk), statement=statement)

        with django_assert_max_num_queries(16):
            client.get(at(talk))


class TestVotingForAService:
    def test_gives_deputies_one_voice_and_the_latest_vote_holds(self, signed_in, talk):
        home = LocationFactory(system=talk.system, name="Ashgrove House")
        for value in (1, -1):
            browser = signed_in(home)
            page = browser.get(at(talk) + f"?for={home.pk}").content.decode()
            assert "Ashgrove House, what do you say?" in page
            browser.post(at(talk, "vote/"), {"number": 0, "value": value, "for": home.pk})

        assert [vote.value for vote in Vote.objects.all()] == [-1]
        assert Voter.objects.get().location == home

    def test_counts_the_person_apart_from_the_service(self, signed_in, talk):
        home = LocationFactory(system=talk.system)
        browser = signed_in(home)
        browser.get(at(talk))
        for who in (home.pk, "me"):
            browser.post(at(talk, "vote/"), {"number": 0, "value": 1, "for": who})

        assert Vote.objects.count() == 2

    def test_does_not_let_anybody_vote_for_a_service_that_is_not_theirs(self, signed_in, talk):
        home = LocationFactory(system=talk.system)
        browser = signed_in()
        browser.get(at(talk))
        browser.post(at(talk, "vote/"), {"number": 0, "value": 1, "for": home.pk})

        assert Voter.objects.get().location is None

    def test_goes_on_as_who_they_were_when_somebody_signs_in(self, client, settings, talk):
        client.get(at(talk))
        client.post(at(talk, "vote/"), {"number": 0, "value": 1})
        client.force_login(PersonFactory(), backend=settings.AUTHENTICATION_BACKENDS[0])
        client.post(at(talk, "vote/"), {"number": 0, "value": -1})

        assert [vote.value for vote in Vote.objects.all()] == [-1]

    def test_opens_by_the_link_of_an_invitation(self, client):
        system = SystemFactory()
        invitation = InvitationFactory(
            exercise__system=system, location=LocationFactory(system=system, name="Beech Lodge")
        )
        talk = StatementFactory(
            conversation__system=system, conversation__exercise=invitation.exercise
        ).conversation
        link = links.issue(
            purpose="engagement.answer",
            subject_id=invitation.pk,
            expires_at=NOON.replace(year=2027),
        )
        where = f"/a/{links.token(link)}/talk/{talk.slug}/"

        page = client.get(where, follow=True).content.decode()
        client.post(at(talk, "vote/"), {"number": 0, "value": 1})

        assert "You vote for Beech Lodge" in page
        assert Voter.objects.get().location == invitation.location
        other = ConversationFactory(system=system)
        assert client.get(where.replace(talk.slug, other.slug)).status_code == 404
