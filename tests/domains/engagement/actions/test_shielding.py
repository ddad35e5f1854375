from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import Contribution, Shield
from regard.domains.engagement.queries.shields import (
    count_shielded,
    get_behind,
    list_shielded_invitations,
)
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.audit.models import Entry
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import InvitationFactory, QuestionFactory
from tests.factories.engagement_care import ShieldFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, 34, tzinfo=UTC)


@pytest.fixture
def question():
    return QuestionFactory()


def caller(exercise, role):
    person = PersonFactory()
    GrantFactory(person=person, role=role, scope_key=f"system:{exercise.system_id}")
    return SignedIn(person)


class TestKeepDraft:
    @pytest.fixture
    def kept(self, question):
        invitation = InvitationFactory(exercise=question.exercise)
        step = actions.Step(
            answers={question.pk: "The rota comes too late."},
            visibility=Visibility.NAMED,
            is_shielded=True,
            email="manager@example.org",
        )
        by = f"invitation:{invitation.pk}"
        actions.save_draft(invitation=invitation, step=step, by=by, at=NOON)
        return actions.keep_draft(invitation=invitation, by=by, at=NOON)

    def test_keeps_nothing_beside_the_words_that_tells_who_it_was(self, kept):
        assert kept.location is None
        assert kept.invitation is None
        assert (kept.name, kept.email) == ("", "")
        assert kept.visibility == Visibility.TEAM
        assert kept.kept_at == datetime(2026, 11, 21, tzinfo=UTC)
        assert kept.points.count() == 1

    def test_keeps_apart_who_it_was(self, kept):
        shield = Shield.objects.get(contribution=kept)

        assert shield.location == shield.invitation.location
        assert shield.email == "manager@example.org"

    def test_says_nothing_of_the_invitation_in_the_ledger(self, kept):
        entries = Entry.objects.filter(subject=f"engagement.Contribution:{kept.pk}")

        assert [entry.by for entry in entries] == ["shield"]

    def test_leaves_the_link_as_if_nothing_was_answered(self, kept):
        invitation = Shield.objects.get().invitation

        assert queries.get_draft(invitation=invitation) is None
        assert queries.list_kept_by_link(invitation=invitation) == []
        assert not queries.count_invitations(exercise=kept.exercise).answered

    def test_tells_the_job_that_reminds_and_nobody_else(self, kept):
        mine = Shield.objects.get().invitation
        other = InvitationFactory(exercise=kept.exercise)

        assert list_shielded_invitations(invitation_ids=[mine.pk, other.pk]) == {mine.pk}

    def test_tells_the_steward_and_not_the_lead(self, kept):
        steward, lead = (caller(kept.exercise, r) for r in ("Steward", "Partnership lead"))

        behind = get_behind(contribution=kept, caller=steward)
        assert behind.service == Shield.objects.get().location.name
        assert get_behind(contribution=kept, caller=lead) is None


class TestKeepContribution:
    def test_shields_what_was_typed_in(self, question):
        said = Said(
            answers={question.pk: "Pay."},
            speaker=Speaker.PROVIDER,
            channel=Channel.TELEPHONE,
            location_id=LocationFactory(system=question.exercise.system).pk,
            name="Ada",
            address="1 Lane",
            is_shielded=True,
            visibility=Visibility.COUNTED,
        )

        kept = actions.keep_contribution(
            exercise=question.exercise, said=said, by="person:1", at=NOON
        )

        assert (kept.location, kept.name, kept.address) == (None, "", "")
        assert kept.visibility == Visibility.COUNTED
        assert Shield.objects.get().name == "Ada"


class TestShielded:
    def test_cannot_be_stored_with_a_name(self, question):
        kept = ShieldFactory(contribution__exercise=question.exercise).contribution

        with pytest.raises(IntegrityError):
            Contribution.objects.filter(pk=kept.pk).update(name="Ada")

    def test_is_counted_from_six_on(self, question):
        ShieldFactory.create_batch(5, contribution__exercise=question.exercise)
        assert count_shielded(exercise=question.exercise) is None

        ShieldFactory(contribution__exercise=question.exercise)
        assert count_shielded(exercise=question.exercise) == 6
