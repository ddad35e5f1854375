"""Look at jobs."""

from datetime import datetime, timedelta

from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .models import Job, State
from .permissions import Permission


def get_job(*, job_id: int, caller: Caller) -> Job:
    """
    Return a job for its starter, or anyone who may view jobs in its scope.

    :raises NotFound: if there is none, or the caller may not see it.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise NotFound("There is no such job")
    if job.by != caller.by and not is_allowed(caller, Permission.VIEW_JOBS, job):
        raise NotFound("There is no such job")
    return job


def count_overdue(*, now: datetime) -> int:
    """Return how many jobs have waited for over a minute, as they do when no worker runs."""
    waiting = Job.objects.filter(state=State.WAITING, created_at__lt=now - timedelta(minutes=1))
    return waiting.count()
