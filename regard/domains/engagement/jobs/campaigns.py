"""Find campaigns, and count what was said with each as one."""

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.actions import campaigns as actions
from regard.domains.engagement.queries import campaign_material as queries
from regard.domains.engagement.rules.campaigns import FoundCampaign, find
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.progress import Progress, handles

MOST_TRIES = 5


class TooBusy(Refusal):
    """People went on deciding while the machine was at work."""


@handles(actions.FIND)
def find_campaigns(progress: Progress) -> str:
    """Look for campaigns in one exercise."""
    if "message" in progress.cursor:  # written, and then the worker was killed
        return str(progress.cursor["message"])
    progress.advance(done=0, total=2)
    return _find(progress, progress.args["exercise_id"])


@handles("engagement.find_due_campaigns")
def find_due_campaigns(progress: Progress) -> str:
    """Look in every exercise in which more was said since it was last done. Started hourly."""
    looked = refused = 0
    for exercise_id in queries.list_due():
        try:
            _find(progress, exercise_id)
        except Refusal:  # answered or busy meanwhile; the next hour looks again
            refused += 1
        else:
            looked += 1
    return f"Looked for campaigns in {looked:,} exercises; {refused:,} were busy."


@handles(actions.COUNT)
def count_arguments(progress: Progress) -> str:
    """Count the distinct arguments of an exercise, after what is a campaign was decided."""
    actions.count_arguments(
        exercise_id=progress.args["exercise_id"], by=progress.by, at=timezone.now()
    )
    return "The distinct arguments are counted anew."


def _find(progress: Progress, exercise_id: int) -> str:
    for _ in range(MOST_TRIES):
        earlier = queries.list_earlier(exercise_id=exercise_id)
        said = queries.list_written(exercise_id=exercise_id)
        found = find(said, earlier)
        with transaction.atomic():
            is_written = actions.write_campaigns(
                exercise_id=exercise_id,
                earlier=earlier,
                found=found,
                answers=len(said),
                by=progress.by,
                at=timezone.now(),
            )
            message = _tell(found, answers=len(said))
            if is_written:
                progress.advance(done=2, cursor={"message": message})
        if is_written:
            return message
    raise TooBusy("People were deciding on campaigns all the while. Try again when they are done.")


def _tell(found: tuple[FoundCampaign, ...], *, answers: int) -> str:
    used = sum(len(each.uses) for each in found)
    if not found:
        return f"No campaign among {answers:,} answers."
    many = "1 campaign" if len(found) == 1 else f"{len(found):,} campaigns"
    return f"{many}: {used:,} of {answers:,} answers were made from a template."
