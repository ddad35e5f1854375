from datetime import UTC, datetime

import pytest

from regard.domains.engagement.models import Invitation
from regard.domains.engagement.types import Channel
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    InvitationFactory,
)
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db

EXPIRES = datetime(2027, 5, 29, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory()


def member(exercise, **location):
    location = LocationFactory(system=exercise.system, **location)
    return AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=location))


def letter(exercise, name="Ashgrove House"):
    location = LocationFactory(system=exercise.system, name=name, address="1 High Street")
    invitation = InvitationFactory(
        exercise=exercise, location=location, channel=Channel.LETTER, to=""
    )
    links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=EXPIRES)
    return invitation


class TestInvitations:
    def test_says_that_nobody_was_asked_and_offers_to(self, lead, exercise):
        member(exercise)

        page = lead(exercise).get(at("invitations", exercise)).content.decode()

        assert "1 service address to ask. None has been asked yet." in page
        assert "Send the invitations" in page
        assert "without a password" in page

    def test_lists_those_whom_nobody_can_reach(self, lead, exercise):
        InvitationFactory(exercise=exercise, location=member(exercise).location)
        member(exercise, name="Lost Lodge", address="", city="", postcode="")

        page = lead(exercise).get(at("invitations", exercise)).content.decode()

        assert "Nobody can reach 1 of them" in page
        assert "Lost Lodge" in page

    @pytest.mark.parametrize(
        ("which", "is_shown"), [("all", True), ("answered", False), ("silent", True)]
    )
    def test_is_narrowed_by_what_came_of_it(self, lead, exercise, which, is_shown):
        location = member(exercise, name="Silent Lodge").location
        InvitationFactory(exercise=exercise, location=location)

        page = lead(exercise).get(at("invitations", exercise), {"which": which})

        assert ("Silent Lodge" in page.content.decode()) == is_shown

    def test_starts_the_job_that_sends_them(self, lead, exercise):
        response = lead(exercise).post(at("send_invitations", exercise))

        job = Job.objects.get()
        assert (job.kind, job.args["reminds"]) == ("engagement.send_invitations", False)
        assert response["Location"] == f"/jobs/{job.pk}/"

    def test_starts_the_job_that_reminds(self, lead, exercise):
        lead(exercise).post(at("send_reminders", exercise))

        assert Job.objects.get().args["reminds"] is True

    def test_refuses_to_send_after_it_closed(self, lead):
        closed = ExerciseFactory(closed=True)

        response = lead(closed).post(at("send_invitations", closed))

        assert response.status_code == 409
        assert not Job.objects.exists()

    @pytest.mark.parametrize("name", ["invitations", "letters"])
    def test_is_for_those_who_run_it(self, client_as, exercise, name):
        browser = client_as("Commissioner", exercise.system)

        assert browser.get(at(name, exercise)).status_code == 403


class TestOneInvitation:
    def test_gets_a_new_link_and_the_old_one_is_dead(self, client_as, lead, exercise):
        invitation = letter(exercise)
        ContactFactory(location=invitation.location, email="new@example.org")
        [old] = links.list_links(purpose="engagement.answer", subject_ids=[invitation.pk]).values()

        lead(exercise).post(at("renew_link", exercise, invitation_id=invitation.pk))

        renewed = Invitation.objects.get()
        assert (renewed.channel, renewed.to) == (Channel.EMAIL, "new@example.org")
        assert renewed.message is not None
        assert client_as().get(f"/a/{links.token(old)}/").status_code == 410

    def test_is_withdrawn(self, client_as, lead, exercise):
        invitation = letter(exercise)
        [link] = links.list_links(
            purpose="engagement.answer", subject_ids=[invitation.pk]
        ).values()

        shown = lead(exercise).post(
            at("revoke_link", exercise, invitation_id=invitation.pk), follow=True
        )

        assert "Link withdrawn" in shown.content.decode()
        assert client_as().get(f"/a/{links.token(link)}/").status_code == 410

    def test_of_another_exercise_is_not_found(self, lead, exercise):
        other = InvitationFactory()

        response = lead(exercise).post(at("revoke_link", exercise, invitation_id=other.pk))

        assert response.status_code == 404


class TestLetters:
    def test_prints_one_sheet_each_with_link_code_and_picture(self, lead, exercise):
        invitation = letter(exercise)
        [link] = links.list_links(
            purpose="engagement.answer", subject_ids=[invitation.pk]
        ).values()

        page = lead(exercise).get(at("letters", exercise)).content.decode()

        assert "Letter to Ashgrove House" in page
        assert links.token(link) in page
        assert "<svg" in page
        assert "style=" not in page

    def test_notes_that_they_are_posted(self, lead, exercise):
        invitation = letter(exercise)
        browser = lead(exercise)

        browser.post(at("letters", exercise), {"invitation": [invitation.pk]})

        invitation.refresh_from_db()
        assert invitation.printed_at is not None
        assert "No letter to print." in browser.get(at("letters", exercise)).content.decode()
        again = browser.get(f"{at('letters', exercise)}?printed").content.decode()
        assert "Ashgrove House" in again

    def test_comes_in_pages_of_a_hundred(self, lead, exercise):
        for number in range(101):
            letter(exercise, name=f"Lodge {number:03}")

        page = lead(exercise).get(at("letters", exercise)).content.decode()

        assert page.count('class="rg-letter"') == 100
        assert "Next page" in page
