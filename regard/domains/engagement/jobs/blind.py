"""Send the emails that ask people to read a sample."""

from django.utils import timezone

from regard.domains.engagement.queries.blind_reading import list_to_send
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
