from datetime import UTC, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.actions import CannotCorrect, CannotDecideCorrection
from regard.domains.register.models import Correction, Organisation
from regard.foundation.audit.models import Entry
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

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
    return actions.accept_correction(correction=correction, answer="", **WHO)


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
        actions.refuse_correction(correction=asked, answer="It has 12", **WHO)

        with pytest.raises(CannotDecideCorrection, match="decided already"):
            accept(asked)
        assert Correction.objects.get().decision == "refused"

    def test_of_a_refused_one_says_why(self, ash):
        asked = ask(ash, "beds", beds=14)

        with pytest.raises(CannotDecideCorrection, match="Say why"):
            actions.refuse_correction(correction=asked, answer=" ", **WHO)
        done = actions.refuse_correction(correction=asked, answer="It has 12", **WHO)

        assert (done.decision, done.answer) == ("refused", "It has 12")
