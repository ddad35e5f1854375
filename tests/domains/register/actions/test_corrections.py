from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.register import actions, jobs
from regard.domains.register.actions import CannotCorrect, CannotDecideCorrection, Told
from regard.domains.register.models import Correction, Organisation, System
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Refused, State
from tests.factories.people import PreferenceFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}


@pytest.fixture
def ash():
    location = LocationFactory(system=SystemFactory(), name="Ash House")
    ServiceFactory(location=location)
    return location


def ask(location, fact, **value):
    return actions.ask_correction(location=location, fact=fact, value=value, reason="", **WHO)


def accept(correction):
    return actions.accept_correction(
        system=System.objects.get(), correction=correction, answer="", **WHO
    )


def refuse(correction, answer):
    return actions.refuse_correction(
        system=System.objects.get(), correction=correction, answer=answer, **WHO
    )


class TestAskCorrection:
    def test_changes_nothing_but_waits(self, ash):
        ask(ash, "beds", beds=14)

        ash.refresh_from_db()
        assert ash.beds is None
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["fact"]) == ("correction.asked", "beds")

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("rating", {"rating": "Good"}), ("beds", {"name": "x"}), ("name", {"name": " "})],
    )
    def test_refuses_what_cannot_be_asked(self, ash, fact, value):
        with pytest.raises(CannotCorrect):
            ask(ash, fact, **value)

    def test_refuses_more_than_anybody_can_look_at(self, ash):
        for beds in range(20):
            ask(ash, "beds", beds=beds)
        with pytest.raises(CannotCorrect, match="have not looked at your earlier"):
            ask(ash, "beds", beds=99)


class TestAcceptCorrection:
    def test_takes_each_kind_of_fact_as_the_services_own(self, ash):
        for fact, value in [
            ("name", {"name": "Ash Court"}),
            ("address", {"address": "2 Mill Lane", "city": "Ely", "postcode": "cb74aa"}),
            ("coordinates", {"longitude": 0.26, "latitude": 52.4}),
            ("lines", {"telephone": "1522123456", "website": "ash.example"}),
            ("kinds", {"kinds": ["home_care"]}),
            ("ownership", {"sector": "voluntary"}),
            ("staff", {"people_employed": 40}),
            ("other", {"words": "It moved"}),
        ]:
            accept(ask(ash, fact, **value))

        ash.refresh_from_db()
        assert (ash.name, ash.postcode, ash.postcode_district) == ("Ash Court", "CB7 4AA", "CB7")
        assert (ash.longitude, ash.telephone) == (0.26, "01522123456")
        assert ash.services.get(service_type="care_home").ended_on == NOON.date()
        assert ash.services.get(service_type="home_care").is_regulated
        provider = Organisation.objects.get(pk=ash.organisation_id)
        assert (provider.sector, provider.people_employed) == ("voluntary", 40)
        sources = {key: told[0] for key, told in ash.provenance.facts.items()}
        assert set(sources.values()) == {"correction"}
        assert {"name", "address", "coordinates", "kinds", "lines:website"} <= sources.keys()

    def test_is_decided_once(self, ash):
        asked = ask(ash, "beds", beds=14)
        refuse(asked, "It has 12")

        with pytest.raises(CannotDecideCorrection, match="decided already"):
            accept(asked)
        assert Correction.objects.get().decision == "refused"

    def test_of_a_refused_one_says_why(self, ash):
        asked = ask(ash, "beds", beds=14)

        with pytest.raises(CannotDecideCorrection, match="Say why"):
            refuse(asked, " ")
        refuse(asked, "It has 12")

        done = Correction.objects.get()
        assert (done.decision, done.answer) == ("refused", "It has 12")


class TestTellingTheService:
    @pytest.fixture
    def jo(self, ash):
        return ContactFactory(location=ash, name="Jo", email="jo@example.org")

    def test_writes_what_became_of_it_with_its_link(self, ash, jo, mailoutbox):
        told = refuse(ask(ash, "beds", beds=14), "It has 12")

        assert told is Told.BY_EMAIL
        jobs.send_own_link(Progress(Job.objects.get(kind="register.send_own_link")))
        [email] = mailoutbox
        assert email.to == ["jo@example.org"]
        assert email.subject == "What became of your correction: Ash House"
        for words in ("Dear Jo", "how many beds it has", "as it was", "Our answer: It has 12"):
            assert words in email.body
        token = links.token(links.Link.objects.get(purpose="register.own"))
        assert f"/o/{token}/" in email.body
        assert token not in Message.objects.get().body

    def test_says_so_where_it_was_taken(self, ash, jo):
        accept(ask(ash, "beds", beds=14))

        assert "We took it over" in Message.objects.get().body
        assert "Our answer" not in Message.objects.get().body

    def test_keeps_the_link_that_it_has_and_renews_one_that_is_over(self, ash, jo):
        def issue(days):
            return links.issue(
                purpose="register.own", subject_id=ash.pk, expires_at=NOON + timedelta(days=days)
            )

        held = issue(30)
        accept(ask(ash, "beds", beds=14))
        assert list(links.Link.objects.filter(purpose="register.own")) == [held]

        links.Link.objects.update(expires_at=NOON + timedelta(days=3))
        accept(ask(ash, "beds", beds=15))
        assert links.Link.objects.filter(purpose="register.own").count() == 2

    def test_writes_to_nobody_who_cannot_or_would_not_be_written_to(self, ash):
        assert accept(ask(ash, "beds", beds=14)) is Told.NOBODY

        ContactFactory(location=ash, email="jo@example.org")
        mail.opt_out(address="jo@example.org", scope=Refused.ALL, **WHO)
        assert accept(ask(ash, "beds", beds=15)) is Told.REFUSED
        assert Message.objects.get().state == State.HELD

        PreferenceFactory(location=ash, reached_by="letter")
        assert accept(ask(ash, "beds", beds=16)) is Told.BY_LETTER
        assert Message.objects.count() == 1

    def test_answers_who_only_refused_to_be_asked(self, ash, jo):
        mail.opt_out(address="jo@example.org", scope=Refused.ASKING, **WHO)

        assert accept(ask(ash, "beds", beds=14)) is Told.BY_EMAIL
