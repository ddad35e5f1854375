from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.urls import reverse

from regard.domains.engagement.actions import digests as actions
from regard.domains.engagement.jobs import digests as jobs
from regard.domains.engagement.models import Digest, DigestWish
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Refused
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
)
from tests.factories.engagement_inviting import DigestWishFactory, OpportunityFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    ServiceFactory,
    SystemFactory,
)
from tests.factories.strategy import DECIDED, Story

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = datetime(2027, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch")


def service(system, email="a@example.org", kind="home_care", name="Ash House"):
    location = LocationFactory(system=system, name=name)
    ServiceFactory(location=location, service_type=kind)
    if email:
        ContactFactory(location=location, email=email)
    return location


def wishing(system, **known):
    return DigestWishFactory(system=system, location=service(system, **known)).location


def run():
    job = Job.objects.create(
        kind="engagement.send_digests", title="x", scope_key="everywhere", by="schedule"
    )
    return jobs.send_digests(Progress(job))


class TestSending:
    def test_is_only_to_those_who_asked(self, system):
        wishing(system)
        service(system, "other@example.org")
        OpportunityFactory(system=system)

        assert run() == "1 of 1 emails sent."

        [email] = outbox.outbox
        assert email.to == ["a@example.org"]
        assert email.subject == "One thing this week from Northmarch care partnership"
        assert "1. Help us try the new discharge form" in email.body
        assert "/mine/ten-lines/" in email.body

    def test_sends_one_a_week_and_none_when_nothing_is_new(self, system):
        wishing(system)
        OpportunityFactory(system=system)
        run()
        assert run() == "Nothing new to send."

        with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
            assert run() == "Nothing new to send."
            OpportunityFactory(system=system, title="Something else")
            run()

        assert [email.subject[:3] for email in outbox.outbox] == ["One", "2 t"]
        assert Digest.objects.count() == 2

    def test_puts_what_it_was_asked_first_with_its_own_link(self, system):
        location = wishing(system)
        OpportunityFactory(system=system, closes_on="2026-11-24")
        exercise = ExerciseFactory(system=system, title="What keeps staff?")
        AudienceMemberFactory(exercise=exercise, service=location.services.get())
        invitation = InvitationFactory(exercise=exercise, location=location)
        links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=LATER)

        run()

        body = outbox.outbox[0].body
        assert body.index("1. What keeps staff?") < body.index("2. Help us try")
        assert "/a/" in body
        assert "/a/" not in Message.objects.get().body

    def test_leaves_out_what_it_has_answered(self, system):
        location = wishing(system)
        exercise = ExerciseFactory(system=system)
        AudienceMemberFactory(exercise=exercise, service=location.services.get())
        InvitationFactory(exercise=exercise, location=location)
        ContributionFactory(exercise=exercise, location=location)

        assert run() == "Nothing new to send."

    def test_leaves_out_what_is_for_others(self, system):
        wishing(system)
        OpportunityFactory(system=system, criteria={"service_types": ["care_home"]})

        assert run() == "Nothing new to send."

    def test_tells_what_was_published_of_what_it_was_asked(self):
        story = Story().decides()
        location = story.home.contribution.location
        AudienceMemberFactory(
            exercise=story.exercise,
            service=ServiceFactory(location=location, service_type="extra_care"),
        )
        ContactFactory(location=location, email="home@example.org")
        DigestWishFactory(system=story.system, location=location)
        story.strategy.stage, story.strategy.published_at = "published", MONDAY
        story.strategy.save()

        run()

        assert "What became of what was said" in outbox.outbox[0].body
        assert DECIDED

    def test_is_not_to_those_who_asked_us_not_to_write(self, system):
        wishing(system)
        OpportunityFactory(system=system)
        mail.opt_out(address="a@example.org", scope=Refused.ASKING, by="person:1", at=MONDAY)

        assert run() == "Nothing new to send."

    def test_forgets_what_was_sent_a_year_ago(self, system):
        wishing(system)
        OpportunityFactory(system=system, closes_on="2028-01-01")
        run()

        with time_machine.travel(MONDAY + timedelta(days=378), tick=False):
            run()

        assert [each.week.year for each in Digest.objects.all()] == [2027]

    def test_takes_as_many_queries_for_many_services(self, system, django_assert_max_num_queries):
        OpportunityFactory(system=system)
        for number in range(20):
            wishing(system, email=f"s{number}@example.org")

        with django_assert_max_num_queries(40):
            assert actions.make_digests(system=system, by="schedule", at=MONDAY) == 20


class TestStopping:
    @pytest.fixture
    def address(self, system):
        wish = DigestWishFactory(system=system, location=service(system))
        link = links.issue(purpose="engagement.digest", subject_id=wish.pk, expires_at=LATER)
        return reverse("engagement:stop_digest", kwargs={"token": links.token(link)})

    def test_takes_one_press_and_no_password(self, client, address):
        assert "Stop the week’s ten lines" in client.get(address).content.decode()
        assert DigestWish.objects.exists()

        assert "We have stopped them" in client.post(address).content.decode()
        assert not DigestWish.objects.exists()
        assert "We have stopped them" in client.get(address).content.decode()


class TestAService:
    @pytest.fixture
    def invitation(self, system):
        exercise = ExerciseFactory(system=system, title="What keeps staff?")
        return InvitationFactory(exercise=exercise, location=service(system))

    def test_asks_for_them_by_its_link_and_ends_them(self, client, invitation):
        link = links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=LATER)
        address = reverse("engagement:ten_lines", kwargs={"token": links.token(link)})
        shown = client.get(address).content.decode()
        assert "What keeps staff?" in shown
        assert "does not get these by email" in shown

        client.post(address, {"want": "yes"})
        assert "gets these by email, on Mondays" in client.get(address).content.decode()
        client.post(address, {"want": "no"})

        assert not DigestWish.objects.exists()

    def test_asks_for_them_signed_in(self, client_as, system, settings):
        location, address = service(system), reverse("engagement:my_digests")
        grant = GrantFactory(role="Provider", scope_key=f"location:{location.pk}")
        browser = client_as()
        browser.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert "Ash House" in browser.get(address).content.decode()

        browser.post(address, {"location": location.pk, "want": "yes"})
        browser.post(address, {"location": service(system, name="Not hers").pk, "want": "yes"})

        assert DigestWish.objects.get().location == location


class TestThePages:
    def test_show_anyone_the_lines_for_a_kind_and_place(self, client_as, system):
        OpportunityFactory(system=system)
        OpportunityFactory(
            system=system, title="For homes", criteria={"service_types": ["care_home"]}
        )
        address = reverse("engagement:week", args=[system.slug])

        shown = client_as().get(f"{address}?type=home_care").content.decode()

        assert "1 line for the week of 23 November 2026" in shown
        assert "For homes" not in shown

    def test_show_a_lead_what_would_go_to_one_of_them(self, client_as, system):
        location = wishing(system)
        OpportunityFactory(system=system)
        browser = client_as("Partnership lead", system)
        address = reverse("engagement:digests", args=[system.slug])

        empty = browser.get(address).content.decode()
        shown = browser.get(f"{address}?for={location.pk}").content.decode()
        run()
        after = browser.get(address).content.decode()

        assert "1 service asked for the week’s ten lines." in empty
        assert "Help us try the new discharge form" in shown
        assert "1 email went in the week of 23 November 2026" in after
