"""What happens beside the browser: the worker's jobs, and the emails that came."""

import re

from regard.foundation.jobs.models import Job, State
from regard.foundation.jobs.tasks import run_job


def work():
    """Do what waits in the background, as the worker would."""
    while waiting := Job.objects.filter(state=State.WAITING).first():
        run_job(waiting.pk)
        waiting.refresh_from_db()
        assert waiting.state == State.FINISHED, waiting.message


def letter_to(inbox, address, containing):
    """Return the text of the last message to an address that contains these words."""
    found = [
        message.get_content()
        for message, to in zip(inbox.messages, inbox.recipients, strict=True)
        if to == address and containing in message.get_content()
    ]
    assert found, f"Nothing with “{containing}” came to {address}"
    return found[-1]


def link_in(text, path):
    """Return the address in a text, without its host, that begins so."""
    return re.search(rf"https?://[^/\s]+({path}\S+)", text)[1]
