"""Start work in the background."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from .models import Job


def start_job(
    *,
    kind: str,
    title: str,
    scope_key: str,
    by: str,
    args: dict[str, Any] | None = None,
    next_url: str = "",
) -> Job:
    """
    Put a job in the queue, in the caller's transaction: if that is undone, so is this.

    :param kind: which work, as its handler registered it.
    :param title: what it is, in words for the person who waits.
    :param scope_key: where it belongs; who may see the scope's jobs may see this.
    :param next_url: the page that shows what came of it.
    """
    job = Job.objects.create(
        kind=kind, title=title, scope_key=scope_key, by=by, args=args or {}, next_url=next_url
    )
    app.configure_task("regard.run_job", lock=f"job:{job.pk}").defer(job_id=job.pk)
    return job


def forget_jobs(*, ended_before: datetime) -> int:
    """Delete the jobs that ended before then, and return how many there were."""
    count, _ = Job.objects.filter(finished_at__lt=ended_before).delete()
    return count
