"""Work that the foundation does for itself."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from . import actions
from .progress import Progress, handles

KEPT_FOR = timedelta(days=365)
"""As the model says of the person who started it."""


@handles("jobs.forget")
def forget(progress: Progress) -> str:  # noqa: ARG001 (there is no telling how far it is)
    """Delete the jobs that ended a year ago, and sign-ins that are over."""
    now = timezone.now()
    count = actions.forget_jobs(ended_before=now - KEPT_FOR)
    Session.objects.filter(expire_date__lt=now).delete()
    return f"{count:,} jobs forgotten."
