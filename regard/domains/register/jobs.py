"""Work of the register that takes longer than a person should wait."""

from django.utils import timezone

from regard.foundation.jobs.progress import Progress, handles

from . import actions, presenters


@handles("register.load")
def load(progress: Progress) -> str:
    """Read a kept file in one transaction: a job that is killed begins it again."""
    done = actions.run_load(load_id=progress.args["load_id"], at=timezone.now())
    return presenters.load_in_words(done)


@handles("register.fetch_changes")
def fetch_changes(progress: Progress) -> str:
    """Fetch what the regulator's API says changed, from where a job that was killed stopped."""

    def tell(done: int, total: int) -> None:
        progress.advance(done=done, total=total)

    fetch = actions.fetch_changes(tell=tell, by=progress.by, at=timezone.now())
    return presenters.fetch_in_words(fetch)


@handles("register.fetch_files")
def fetch_files(progress: Progress) -> str:
    """Fetch the regulator's published files that are new."""
    fetches = actions.fetch_files(by=progress.by, at=timezone.now())
    return " ".join(presenters.fetch_in_words(fetch) for fetch in fetches)


@handles("register.place")
def place(progress: Progress) -> str:  # noqa: ARG001 (one statement; there is no telling how far)
    """Keep true where every service lies on days when a place begins, changes or ends."""
    moved = actions.place_locations(at=timezone.now())
    return f"{moved:,} services placed anew."
