import pytest

from regard.domains.engagement.models import AudienceNetwork, ChaseNote, ChaseTask
from regard.foundation.audit.models import Entry
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import AudienceMemberFactory, ExerciseFactory, InvitationFactory
from tests.factories.engagement_inviting import ChaseNoteFactory, ChaseTaskFactory
from tests.factories.networks import NetworkFactory
from tests.factories.register import LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory()


def member(exercise, name="Ash House"):
    location = LocationFactory(system=exercise.system, name=name)
    return AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=location))


def page(browser, exercise, query=""):
    return browser.get(at("missing", exercise) + query).content.decode()


class TestTheListToRing:
    def test_says_what_was_tried_and_through_whom_to_ask(self, lead, exercise):
        found = member(exercise)
        network = NetworkFactory(
            system=exercise.system, name="Northmarch Care Association", shows_members=True
        )
        AudienceNetwork.objects.create(member=found, network=network)
        InvitationFactory(
            exercise=exercise,
            location=found.location,
            reminders=2,
            reminded_at="2026-11-18T12:00Z",
        )

        shown = page(lead(exercise), exercise)

        assert "Emailed on 21 November 2026" in shown
        assert "Reminded twice, last on 18 November 2026" in shown
        assert "Northmarch Care Association" in shown
        assert found.location.council.name in shown

    def test_takes_down_a_call_and_whose_job_it_is(self, lead, exercise):
        found = member(exercise)
        other = member(exercise, name="Beech Lodge")
        browser = lead(exercise)

        browser.post(
            at("note_call", exercise),
            {"location": found.location_id, "result": "left_message", "words": "Back on Monday"},
        )
        browser.post(
            at("assign_call", exercise), {"location": found.location_id, "assigned_to": "Amara"}
        )

        shown = page(browser, exercise)
        assert "Left a message on 21 November 2026: Back on Monday" in shown
        assert "Amara rings" in shown
        hers = page(browser, exercise, "?whose=Amara")
        assert "Ash House" in hers
        assert other.location.name not in hers
        assert "Ash House" not in page(browser, exercise, "?whose=-")
        events = set(Entry.objects.values_list("event", flat=True))
        assert {"call.noted", "call.assigned"} <= events

    def test_chases_nobody_who_declined(self, lead, exercise):
        found = member(exercise)
        browser = lead(exercise)

        browser.post(
            at("note_call", exercise), {"location": found.location_id, "result": "declined"}
        )

        shown = page(browser, exercise)
        assert "1 service said it will not answer. We do not ask again." in shown
        assert "Ash House" not in shown

    def test_needs_a_result(self, lead, exercise):
        found = member(exercise)

        answer = lead(exercise).post(
            at("note_call", exercise),
            {"location": found.location_id, "result": "sang", "back": "https://bad.example/"},
        )

        assert answer.url == at("missing", exercise)
        assert not ChaseNote.objects.exists()

    def test_knows_only_its_audience(self, lead, exercise):
        stranger = LocationFactory()

        answer = lead(exercise).post(
            at("note_call", exercise), {"location": stranger.pk, "result": "declined"}
        )

        assert answer.status_code == 404

    def test_can_be_nobody_s_again(self, lead, exercise):
        found = member(exercise)
        ChaseTaskFactory(exercise=exercise, location=found.location)

        lead(exercise).post(
            at("assign_call", exercise), {"location": found.location_id, "assigned_to": " "}
        )

        assert not ChaseTask.objects.exists()

    def test_can_be_had_as_a_file(self, lead, exercise):
        found = member(exercise)
        ChaseNoteFactory(exercise=exercise, location=found.location, words="Rings back")
        ChaseTaskFactory(exercise=exercise, location=found.location)

        text = lead(exercise).get(at("missing_csv", exercise)).content.decode()

        head, row = text.strip().splitlines()
        assert head.endswith("council,could be asked through,tried,calls,whose job")
        assert "Left a message on 20 November 2026: Rings back,Amara" in row
