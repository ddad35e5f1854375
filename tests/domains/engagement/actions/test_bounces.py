from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions.arriving import receive_email
from regard.domains.engagement.actions.bounces import receive_bounce
from regard.domains.engagement.models import Arrival
from regard.domains.engagement.queries.invitations import count_invitations
from regard.domains.engagement.queries.mailboxes import Mailbox, is_for_bounces
from regard.domains.engagement.types import ArrivalState
from regard.domains.register.models import Contact
from regard.foundation.mail.models import Message, State
from regard.foundation.mail.numbers import number_of
from tests.factories.engagement import InvitationFactory
from tests.factories.register import ContactFactory
from tests.foundation.mail.test_bounces import notice

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def invitation():
    message = Message.objects.create(
        scope_key="system:1",
        about="",
        to="Ann@example.org",
        subject="s",
        body="b",
        state=State.SENT,
        sent_at=NOON,
    )
    invitation = InvitationFactory(message=message, to="Ann@example.org")
    ContactFactory(location=invitation.location, email="ann@example.org")
    return invitation


class TestReceiveBounce:
    def test_marks_the_invitation_and_the_contact(self, invitation):
        receive_bounce(content=notice(number_of(invitation.message)), at=NOON)

        assert count_invitations(exercise=invitation.exercise).bounced == 1
        contact = Contact.objects.get()
        assert contact.failed_on == NOON.date()
        assert contact.failed_why == "It came back: 550 5.1.1"

    def test_leaves_the_contact_where_it_is_not_the_address(self, invitation):
        full = notice(number_of(invitation.message), status="Status: 5.2.2")

        receive_bounce(content=full, at=NOON)

        assert count_invitations(exercise=invitation.exercise).bounced == 1
        assert Contact.objects.get().failed_on is None

    def test_leaves_an_address_that_was_mended_meanwhile(self, invitation):
        Contact.objects.update(email="new@example.org")

        receive_bounce(content=notice(number_of(invitation.message)), at=NOON)

        assert Contact.objects.get().failed_on is None

    def test_is_heeded_at_the_address_of_an_invitation_too(self, invitation):
        receive_email(
            mailbox=Mailbox(invitation.exercise, invitation),
            content=notice(number_of(invitation.message)),
            envelope_sender="",
            at=NOON,
        )

        assert Arrival.objects.get(part_of=None).state == ArrivalState.SET_ASIDE
        assert Contact.objects.get().failed_on == NOON.date()


class TestIsForBounces:
    def test_knows_the_address_at_our_domain_and_the_one_that_was_set(self, settings):
        settings.ANSWERS_DOMAIN, settings.BOUNCES_TO = "answers.example.org", "back@example.org"

        assert is_for_bounces(address="Bounces@answers.example.org")
        assert is_for_bounces(address="<back@example.org>")
        assert not is_for_bounces(address="winter.northmarch@answers.example.org")

    def test_knows_none_where_nothing_is_set(self, settings):
        settings.ANSWERS_DOMAIN = settings.BOUNCES_TO = ""

        assert not is_for_bounces(address="bounces@")
