from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, jobs, queries
from regard.domains.register.models import Mandate
from regard.foundation.accounts.models import Link
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message
from tests.factories.networks import MandateFactory, MembershipFactory, NetworkFactory
from tests.factories.register import ContactFactory, LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 1)


def give(membership, **other):
    said = {"topic": " fees ", "given_by": "Asha Bell, owner", "given_on": DAY, "until": None}
    return actions.give_mandate(membership=membership, **said | other, by="person:1", at=NOON)


class TestGiveMandate:
    def test_writes_it_down(self):
        mandate = give(MembershipFactory())

        assert (mandate.topic, mandate.given_by) == ("fees", "Asha Bell, owner")
        assert Entry.objects.get().event == "mandate.given"
        assert not Message.objects.exists()

    def test_tells_the_member_with_a_link_that_takes_it_back(self, mailoutbox):
        system = SystemFactory()
        location = LocationFactory(system=system, name="The Elms")
        ContactFactory(location=location, email="asha@example.org")
        network = NetworkFactory(system=system)

        mandate = give(MembershipFactory(network=network, location=location))
        jobs.tell_mandate(Progress(Job.objects.get(kind="register.tell_mandate")))

        url = queries.get_mandate_url(mandate_id=mandate.pk)
        assert Message.objects.get().scope_key == f"system:{system.pk}"
        assert [message.to for message in mailoutbox] == [["asha@example.org"]]
        assert url in mailoutbox[0].body
        assert url not in Message.objects.get().body
        assert Link.objects.filter(purpose="register.mandate").count() == 1

    @pytest.mark.parametrize(
        ("member", "said", "reason"),
        [
            ({}, {"given_on": date(2026, 12, 1)}, "not before"),
            ({}, {"until": DAY}, "must end after"),
            ({}, {"given_by": " "}, "Say who gave it"),
            ({"left_on": DAY}, {}, "had left"),
            ({"joined_on": date(2026, 11, 9)}, {}, "joined on 9 November"),
        ],
    )
    def test_refuses_what_cannot_be(self, member, said, reason):
        with pytest.raises(actions.CannotGiveMandate, match=reason):
            give(MembershipFactory(**member), **said)
        assert not Mandate.objects.exists()


class TestRevokeMandate:
    def test_takes_it_back_from_a_day_on(self):
        mandate = MandateFactory()

        actions.revoke_mandate(mandate=mandate, revoked_by="Asha", on=DAY, by="mandate:1", at=NOON)

        mandate.refresh_from_db()
        assert (mandate.revoked_on, mandate.revoked_by) == (DAY, "Asha")
        assert Entry.objects.get().event == "mandate.revoked"
        assert not queries.speaks_for(
            network=mandate.membership.network,
            location_ids=[mandate.membership.location_id],
            topic="fees",
            on=DAY,
        )

    @pytest.mark.parametrize(
        ("held", "reason"),
        [({"revoked_on": DAY}, "taken back on"), ({"until": DAY}, "was over on")],
    )
    def test_refuses_one_that_is_over(self, held, reason):
        with pytest.raises(actions.CannotRevoke, match=reason):
            actions.revoke_mandate(
                mandate=MandateFactory(**held), revoked_by="Asha", on=DAY, by="x", at=NOON
            )
