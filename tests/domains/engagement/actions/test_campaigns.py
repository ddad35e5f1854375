from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions import campaigns as actions
from regard.domains.engagement.models import Campaign, Exercise
from regard.domains.engagement.queries.campaign_material import list_earlier
from regard.domains.engagement.types import CampaignState, Stage
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_campaigns import CampaignUseFactory, send

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}
CONFIRMED, REFUSED, FOUND = (
    CampaignState.CONFIRMED,
    CampaignState.REFUSED,
    CampaignState.FOUND,
)


@pytest.fixture
def campaign():
    return CampaignUseFactory().campaign


class TestLookForCampaigns:
    def test_starts_the_job(self):
        exercise = ExerciseFactory()
        send(exercise)

        job = actions.look_for_campaigns(exercise=exercise, **WHO)

        assert job.kind == "engagement.find_campaigns"
        assert job.next_url.endswith("/campaigns/")
        assert Entry.objects.get().event == "campaigns.asked_for"

    def test_refuses_while_nothing_was_said_in_words(self):
        with pytest.raises(actions.CannotDecide, match="in words"):
            actions.look_for_campaigns(exercise=ExerciseFactory(), **WHO)


class TestWriteCampaigns:
    def test_writes_nothing_over_what_people_decided_meanwhile(self, campaign):
        before = list_earlier(exercise_id=campaign.exercise_id)
        actions.settle_campaign(campaign=campaign, to=CONFIRMED, **WHO)

        is_written = actions.write_campaigns(
            exercise_id=campaign.exercise_id, earlier=before, found=(), answers=1, **WHO
        )

        assert not is_written
        assert Campaign.objects.get().state == CONFIRMED


class TestSettleCampaign:
    def test_confirms_it_and_writes_one_ledger_entry(self, campaign):
        actions.settle_campaign(campaign=campaign, to=CONFIRMED, **WHO)

        campaign.refresh_from_db()
        assert (campaign.state, campaign.decided_by) == (CONFIRMED, "person:1")
        assert Entry.objects.get().event == "campaign.confirmed"
        assert not Job.objects.exists()

    def test_counts_arguments_anew_when_it_is_none(self, campaign):
        actions.settle_campaign(campaign=campaign, to=REFUSED, **WHO)

        assert Job.objects.get().kind == "engagement.count_arguments"

    def test_counts_them_anew_when_that_is_taken_back(self, campaign):
        actions.settle_campaign(campaign=campaign, to=REFUSED, **WHO)
        actions.settle_campaign(campaign=campaign, to=FOUND, **WHO)

        assert Job.objects.count() == 2
        assert Entry.objects.latest("pk").event == "campaign.reopened"

    def test_refuses_what_is_decided_already(self, campaign):
        with pytest.raises(actions.CannotDecide, match="nothing to take back"):
            actions.settle_campaign(campaign=campaign, to=FOUND, **WHO)

    def test_refuses_once_the_exercise_is_answered(self, campaign):
        Exercise.objects.update(stage=Stage.ANSWERED)

        with pytest.raises(actions.CannotDecide, match="final"):
            actions.settle_campaign(campaign=campaign, to=CONFIRMED, **WHO)


class TestDescribeCampaign:
    def test_names_it_and_who_wrote_it(self, campaign):
        actions.describe_campaign(
            campaign=campaign, title=" The fee letter ", started_by="The association", **WHO
        )

        campaign.refresh_from_db()
        assert (campaign.title, campaign.started_by) == ("The fee letter", "The association")
        assert Entry.objects.get().detail == {"title": "The fee letter"}

    def test_refuses_an_empty_name(self, campaign):
        with pytest.raises(actions.CannotDecide, match="Enter a name"):
            actions.describe_campaign(campaign=campaign, title=" ", started_by="", **WHO)
