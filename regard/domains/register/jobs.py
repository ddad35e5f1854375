"""Work of the register that takes longer than a person should wait."""

from django.utils import timezone

from regard.foundation.jobs.progress import Progress, handles

from . import actions, presenters


@handles("register.load")
def load(progress: Progress) -> str:
    """Read a kept file in one transaction: a job that is killed begins it again."""
    done = actions.run_load(load_id=progress.args["load_id"], at=timezone.now())
    return presenters.load_in_words(done)
