from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions import campaigns as actions
from regard.domains.engagement.jobs import campaigns as jobs
from regard.domains.engagement.models import Campaign, CampaignUse, Exercise, Point
from regard.domains.engagement.types import CampaignState, Stage, Visibility
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_campaigns import LETTER, OWN, look, send
from tests.factories.engagement_care import RedactionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}
NIGHTS = "We cannot find anyone who will work the nights at weekends, whatever we offer to pay."


@pytest.fixture
def exercise():
    exercise = ExerciseFactory(closed=True)
    for text in (LETTER, LETTER, f"{LETTER} {OWN}", OWN, NIGHTS):
        send(exercise, text)
    return exercise


def run(handler, **args):
    job = Job.objects.create(kind="x", title="x", scope_key="system:1", by="x", args=args)
    return handler(Progress(job)), job


class TestFindCampaigns:
    def test_writes_what_it_finds_and_what_each_added(self, exercise):
        said = look(exercise)

        assert said == "1 campaign: 3 of 5 answers were made from a template."
        campaign = Campaign.objects.get()
        assert (campaign.template, campaign.state) == (LETTER, CampaignState.FOUND)
        added = [use.added for use in campaign.uses.order_by("pk")]
        assert added == [[], [], [[len(LETTER) + 1, len(LETTER) + len(OWN)]]]
        entry = Entry.objects.get()
        assert entry.event == "campaigns.looked_for"
        assert entry.detail == {"answers": 5, "campaigns": 1, "used": 3, "arguments": 3}

    def test_says_that_there_is_none(self):
        exercise = ExerciseFactory()
        send(exercise, NIGHTS)

        assert look(exercise) == "No campaign among 1 answers."

    def test_finds_the_same_again_in_its_place(self, exercise):
        look(exercise)
        before = Campaign.objects.get()
        send(exercise, LETTER)

        look(exercise)

        assert Campaign.objects.get() == before
        assert before.uses.count() == 4

    def test_keeps_what_people_decided_even_if_it_is_gone(self, exercise, monkeypatch):
        look(exercise)
        campaign = Campaign.objects.get()
        actions.describe_campaign(campaign=campaign, title="The letter", started_by="", **WHO)
        monkeypatch.setattr(jobs, "find", lambda *_: ())

        look(exercise)

        kept = Campaign.objects.get()
        assert (kept.title, kept.uses.count()) == ("The letter", 3)

    def test_keeps_the_name_that_people_gave_it(self, exercise):
        look(exercise)
        campaign = Campaign.objects.get()
        actions.describe_campaign(campaign=campaign, title="The letter", started_by="", **WHO)

        look(exercise)

        assert Campaign.objects.get().title == "The letter"

    def test_drops_what_nobody_decided_on_once_it_is_not_found(self, exercise):
        stale = Campaign.objects.create(exercise=exercise, title="Was", template="Was")

        look(exercise)

        assert not Campaign.objects.filter(pk=stale.pk).exists()

    def test_counts_a_letter_that_each_changed_as_one_argument(self):
        exercise = ExerciseFactory()
        words = LETTER.split()
        for n in range(4):
            changed = [f"truly{n}" if i % 9 == 2 * n else w for i, w in enumerate(words)]
            send(exercise, " ".join(changed))

        look(exercise)

        assert Point.objects.filter(exercise=exercise).values("argument").distinct().count() == 1

    def test_reads_no_words_that_were_taken_out(self, exercise):
        for point in Point.objects.filter(text=LETTER):
            RedactionFactory(answer=point.answer, start=0, end=18)
        point = Point.objects.get(text=f"{LETTER} {OWN}")
        RedactionFactory(answer=point.answer, start=0, end=18)

        look(exercise)

        assert Campaign.objects.get().template.startswith("Please fund home care")

    def test_names_it_by_nothing_that_was_said_for_counting_only(self):
        exercise = ExerciseFactory()
        for _ in range(3):
            send(exercise, LETTER, visibility=Visibility.COUNTED)

        look(exercise)

        assert Campaign.objects.get().title == "Said in confidence"

    def test_does_nothing_twice_after_a_kill(self, exercise):
        job = Job.objects.create(
            kind="x", title="x", scope_key="system:1", by="x", cursor={"message": "Done before."}
        )

        assert jobs.find_campaigns(Progress(job)) == "Done before."

    def test_gives_up_when_people_decide_all_the_while(self, exercise, monkeypatch):
        monkeypatch.setattr(actions, "write_campaigns", lambda **_: False)

        with pytest.raises(jobs.TooBusy, match="Try again"):
            look(exercise)

    def test_refuses_what_is_answered(self, exercise):
        Exercise.objects.update(stage=Stage.ANSWERED)

        with pytest.raises(Refusal, match="final"):
            look(exercise)


class TestFindDueCampaigns:
    def test_looks_where_more_was_said_since(self, exercise):
        said, _ = run(jobs.find_due_campaigns)
        assert said == "Looked for campaigns in 1 exercises; 0 were busy."

        said, _ = run(jobs.find_due_campaigns)
        assert said == "Looked for campaigns in 0 exercises; 0 were busy."

        send(exercise, LETTER)
        run(jobs.find_due_campaigns)
        assert CampaignUse.objects.count() == 4

    def test_leaves_drafts_and_what_is_answered_alone(self):
        send(ExerciseFactory(answered=True))
        send(ExerciseFactory(draft=True))

        assert run(jobs.find_due_campaigns)[0].startswith("Looked for campaigns in 0")

    def test_goes_on_with_others_when_one_is_busy(self, exercise, monkeypatch):
        monkeypatch.setattr(actions, "write_campaigns", lambda **_: False)

        assert run(jobs.find_due_campaigns)[0].endswith("1 were busy.")


class TestCountArguments:
    def test_counts_what_is_no_campaign_one_by_one(self):
        exercise = ExerciseFactory()
        words = LETTER.split()
        for n in range(4):
            send(
                exercise,
                " ".join(f"truly{n}" if i % 9 == 2 * n else w for i, w in enumerate(words)),
            )
        look(exercise)
        Campaign.objects.update(state=CampaignState.REFUSED)

        said, _ = run(jobs.count_arguments, exercise_id=exercise.pk)

        assert said == "The distinct arguments are counted anew."
        assert Point.objects.filter(exercise=exercise).values("argument").distinct().count() == 4
        assert Entry.objects.filter(event="arguments.counted").get().detail == {"arguments": 4}

    def test_leaves_what_was_published(self, exercise):
        Exercise.objects.update(stage=Stage.ANSWERED)

        run(jobs.count_arguments, exercise_id=exercise.pk)

        assert not Entry.objects.exists()
