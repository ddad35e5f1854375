"""A worker, as a process of its own, that also knows the handlers of these tests."""

import os
import signal

import django

django.setup()

from django.core.mail import get_connection  # noqa: E402 (all only after Django is set up)
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from regard.foundation.jobs import worker  # noqa: E402
from regard.foundation.jobs.models import Job  # noqa: E402
from regard.foundation.jobs.progress import STOPPING, handles  # noqa: E402
from regard.foundation.mail import actions as mail  # noqa: E402

STEPS = 40
SILENT_FOR = 1.0


@handles("test.write")
def write(progress):
    """Write one message a step, and at a step of the first attempt stop or be stopped."""
    first = Job.objects.get(pk=progress.job_id).attempts == 1
    for step in range(progress.cursor.get("step", 0) + 1, STEPS + 1):
        with transaction.atomic():
            draft = mail.Draft(to="a@example.org", subject=str(step), body="", about="test")
            mail.post([draft], scope_key="system:1")
            if first and step == progress.args.get("die_at"):
                os.killpg(0, signal.SIGKILL)
            progress.advance(done=step, total=STEPS, cursor={"step": step})
        if step == progress.args.get("stop_at"):
            os.kill(os.getpid(), signal.SIGTERM)
            STOPPING.wait(10)
    return f"{STEPS} written"


@handles("test.send")
def send(progress):
    """Send messages one at a time over one connection."""
    numbers = progress.args["messages"]
    server = get_connection()
    for place in range(progress.cursor.get("place", 0), len(numbers)):
        mail.deliver(numbers[place], at=timezone.now(), connection=server)
        progress.advance(done=place + 1, total=len(numbers), cursor={"place": place + 1})
    server.close()
    return "All looked at"


if __name__ == "__main__":
    worker.run(silent_for=SILENT_FOR)
