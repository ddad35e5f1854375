"""Send the emails that ask people to read a sample, and work out what it showed."""

from django.utils import timezone

from regard.domains.engagement.actions import blind as actions
from regard.domains.engagement.queries.blind import is_finished
from regard.domains.engagement.queries.blind_reading import list_to_send
from regard.domains.engagement.rules.measuring import STEPS
from regard.domains.engagement.rules.words import count
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State


@handles("engagement.send_sample")
def send_sample(progress: Progress) -> str:
    """Send what waits. Run twice, it sends each once."""
    numbers = list_to_send(sample_id=progress.args["sample_id"])
    fates = [deliver(number, at=timezone.now()) for number in numbers]
    return f"{count(fates.count(State.SENT), 'email')} sent."


@handles("engagement.finish_sample")
def finish_sample(progress: Progress) -> str:
    """
    Work out what a sample showed, all in one transaction.

    Killed half-way, nothing was kept and it begins again; begun again after its end, it finds
    that it has ended.
    """
    sample_id = progress.args["sample_id"]
    try:
        if not is_finished(sample_id=sample_id):
            actions.finish_sample(
                sample_id=sample_id,
                by=progress.by,
                at=timezone.now(),
                tell=lambda done: progress.show(done=done, total=STEPS),
            )
    except actions.CannotSample as refusal:
        actions.give_up_finishing(sample_id=sample_id)
        return f"Nothing was measured. {refusal}."
    return "What the sample showed stands with the themes now."
