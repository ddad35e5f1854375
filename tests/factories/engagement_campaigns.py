import factory

from regard.domains.engagement.jobs import campaigns as jobs
from regard.domains.engagement.models import Campaign, CampaignUse
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
)

LETTER = (
    "Dear Sir or Madam. Please fund home care properly, as the fee you pay today does not cover "
    "the real cost of an hour of care. Please pay for the time that carers spend between visits."
)
OWN = "At our home in Harrow Vale three seniors left since June for a warehouse."


class CampaignFactory(factory.django.DjangoModelFactory[Campaign]):
    """A campaign that a machine found; nobody has decided on it."""

    class Meta:
        model = Campaign

    exercise = factory.SubFactory(ExerciseFactory)
    title = "Please fund home care properly"
    template = LETTER


class CampaignUseFactory(factory.django.DjangoModelFactory[CampaignUse]):
    """One who sent the letter as it is; give `answer` for another."""

    class Meta:
        model = CampaignUse

    campaign = factory.SubFactory(CampaignFactory)
    answer = factory.SubFactory(
        AnswerFactory,
        contribution__exercise=factory.SelfAttribute("...campaign.exercise"),
        text=LETTER,
    )
    contribution = factory.SelfAttribute("answer.contribution")
    likeness = 1.0
    added = factory.LazyFunction(list)


def send(exercise, text=LETTER, **known):
    """Keep something said in an exercise, with one point that is all of it."""
    said = ContributionFactory(exercise=exercise, **known)
    return PointFactory(answer=AnswerFactory(contribution=said, text=text))


def look(exercise):
    """Look for campaigns as the worker does, and return what it says."""
    job = Job.objects.create(
        kind="x",
        title="x",
        scope_key=f"system:{exercise.system_id}",
        by="command",
        args={"exercise_id": exercise.pk},
    )
    return jobs.find_campaigns(Progress(job))
