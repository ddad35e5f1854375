from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions
from regard.domains.engagement.actions.hand_overs import CannotPassOn, pass_on, take_back
from regard.domains.engagement.models import HandOver
from regard.domains.engagement.queries.hand_overs import (
    HAND_OVER,
    get_hand_over,
    get_hand_over_url,
    list_hand_overs,
    open_answer,
)
from regard.domains.engagement.queries.invitations import ANSWER
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.factories.engagement import InvitationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def invitation():
    invitation = InvitationFactory()
    links.issue(
        purpose=ANSWER, subject_id=invitation.pk, expires_at=datetime(2027, 5, 1, tzinfo=UTC)
    )
    return invitation


def pass_it(invitation, email="priya@example.org", at=NOON):
    return pass_on(
        invitation=invitation, to=("Priya Shah", email), words="You know it.", by="x", at=at
    )


def token_of(made):
    return links.token(links.list_links(purpose=HAND_OVER, subject_ids=[made.pk])[made.pk])


class TestPassOn:
    def test_gives_a_colleague_a_link_of_their_own_and_writes_to_them(self, invitation):
        made = pass_it(invitation)

        opened = open_answer(token=token_of(made), at=NOON)
        assert (opened.invitation, opened.hand_over) == (invitation, made)
        assert opened.by == f"hand_over:{made.pk}"
        message = Message.objects.get()
        assert message.to == "priya@example.org"
        assert "You know it." in message.body
        assert token_of(made) not in message.body
        assert Job.objects.get().args["hand_over_id"] == made.pk
        assert Entry.objects.get().event == "answer.passed_on"

    def test_refuses_the_same_address_twice(self, invitation):
        pass_it(invitation)

        with pytest.raises(CannotPassOn) as refused:
            pass_it(invitation, email="PRIYA@example.org")

        assert "already" in refused.value.reasons["email"]

    def test_refuses_a_sixth(self, invitation):
        for number in range(5):
            pass_it(invitation, email=f"p{number}@example.org")

        with pytest.raises(CannotPassOn, match="5 people"):
            pass_it(invitation)

        assert HandOver.objects.count() == 5

    def test_refuses_to_write_to_strangers_one_after_the_other(self, invitation):
        for number in range(15):
            made = pass_it(invitation, email=f"p{number}@example.org")
            take_back(hand_over=made, by="x", at=NOON)

        with pytest.raises(CannotPassOn, match="too often"):
            pass_it(invitation)

    def test_refuses_once_it_takes_no_more_answers(self, invitation):
        with pytest.raises(actions.CannotKeep, match="closed on 30 November"):
            pass_it(invitation, at=LATE)


class TestTakeBack:
    def test_withdraws_the_link_and_nothing_else(self, invitation):
        made = pass_it(invitation)
        token = token_of(made)

        take_back(hand_over=made, by="x", at=NOON)

        with pytest.raises(links.LinkRevoked):
            open_answer(token=token, at=NOON)
        assert list_hand_overs(invitation=invitation) == []
        assert get_hand_over_url(hand_over_id=made.pk) == ""
        assert Entry.objects.last().event == "answer.taken_back"
        with pytest.raises(NotFound):
            get_hand_over(invitation=invitation, hand_over_id=made.pk)


class TestOpenAnswer:
    def test_opens_nothing_once_the_invitation_was_withdrawn(self, invitation):
        made = pass_it(invitation)
        links.revoke(purpose=ANSWER, subject_id=invitation.pk, at=NOON)

        with pytest.raises(links.LinkRevoked):
            open_answer(token=token_of(made), at=NOON)

    def test_opens_nothing_of_another_kind(self):
        link = links.issue(purpose="x", subject_id=1, expires_at=LATE)

        with pytest.raises(NotFound):
            open_answer(token=links.token(link), at=NOON)
