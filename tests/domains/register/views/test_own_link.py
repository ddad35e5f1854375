"""A service sees what is held of it, says what is wrong and what it wishes, by its own link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.register.models import Correction, Preference
from regard.foundation.accounts import links
from regard.foundation.mail.models import Message
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return SystemFactory(slug="here")


@pytest.fixture
def lead(client_as, system):
    return client_as("Partnership lead", system)


@pytest.fixture
def ash(system):
    location = LocationFactory(system=system, name="Ash House")
    ServiceFactory(location=location)
    return location


def text_of(response):
    return response.content.decode()


class TestOwnLink:
    def test_is_sent_by_the_lead_and_takes_a_correction(self, lead, client_as, ash):
        ContactFactory(location=ash, email="jo@example.org")
        assert lead.post(f"/here/register/{ash.pk}/send-link/").status_code == 302
        assert Message.objects.get().to == "jo@example.org"
        token = links.token(links.Link.objects.get(purpose="register.own"))
        public = client_as()
        assert "What we hold about Ash House" in text_of(public.get(f"/o/{token}/"))

        public.post(f"/o/{token}/?fact=name", {"name": "Ash Court", "reason": ""})

        assert Correction.objects.get().by == f"location:{ash.pk}"
        assert "Waits for an answer" in text_of(public.get(f"/o/{token}/"))

    def test_takes_the_wish_how_to_be_reached(self, client_as, ash):
        link = links.issue(
            purpose="register.own",
            subject_id=ash.pk,
            expires_at=timezone.now() + timedelta(days=1),
        )
        here = f"/o/{links.token(link)}/"
        public = client_as()
        assert "You have not said" in text_of(public.get(here))
        assert "Choose how" not in text_of(public.get(f"{here}wishes/"))

        said = {"reached_by": "letter", "level": "neighbourhood"}
        sent = public.post(f"{here}wishes/", said, follow=True)

        assert "Letter. You take part at this level: neighbourhood." in text_of(sent)
        held = Preference.objects.get()
        assert (held.location, held.by) == (ash, f"location:{ash.pk}")
        assert "There is a problem" in text_of(public.post(f"{here}wishes/", {"level": "x"}))

    def test_cannot_be_sent_to_nobody(self, lead, ash):
        page = text_of(lead.post(f"/here/register/{ash.pk}/send-link/"))

        assert "Nobody knows an email address of Ash House" in page
