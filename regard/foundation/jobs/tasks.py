"""How the queue runs jobs. The queue (procrastinate) finds this module by its name."""

import uuid

import procrastinate
import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regard.foundation.authority import EVERYWHERE
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone_if_free

from .actions import start_job
from .models import Job, State
from .progress import HANDLERS, Interrupted, Progress

log = structlog.get_logger()

MOST_ATTEMPTS = 8
"""A job that has taken its worker down this often is not tried again."""

AFTER = {"seconds": 2}
"""How long a job waits that another worker may still be at."""

DatabaseAway = (OperationalError, InterfaceError)


def on_app_ready(app: procrastinate.App) -> None:
    """Find every domain's job handlers, and enter what is to be done at which times."""
    autodiscover_modules("jobs")
    for kind, (cron, title) in settings.SCHEDULE.items():
        app.periodic_registry.register_task(
            task=app.tasks["regard.start_scheduled"],
            cron=cron,
            periodic_id=kind,
            configure_kwargs={
                "task_kwargs": {"kind": kind, "title": title},
                "queueing_lock": f"schedule:{kind}",
            },
        )


@app.task(
    name="regard.run_job",
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=5, retry_exceptions=DatabaseAway),
)
def run_job(job_id: int) -> None:
    """
    Run a job to its end, from where it was. Refusals and bugs are recorded on the job.

    A worker that was taken for dead may yet be alive, so a job is worked on only under a lock
    that the database holds for as long as the worker is connected.
    """
    with alone_if_free(Family.JOB, job_id) as is_alone:
        is_over = is_alone and _run(job_id)
    if not is_over:
        lock = f"job:{job_id}"
        app.configure_task("regard.run_job", lock=lock, schedule_in=AFTER).defer(job_id=job_id)


@app.task(name="regard.start_scheduled")
@transaction.atomic
def start_scheduled(timestamp: int, kind: str, title: str) -> None:  # noqa: ARG001 (the queue's)
    """Start a job that its time has come for, unless the last one is still waiting."""
    if not Job.objects.filter(kind=kind, state__in=[State.WAITING, State.RUNNING]).exists():
        start_job(kind=kind, title=title, scope_key=EVERYWHERE, by="schedule")


def _run(job_id: int) -> bool:
    """Work on the job, and return whether it came to its end."""
    job = Job.objects.get(pk=job_id)
    if job.state in {State.FINISHED, State.FAILED}:
        return True
    _begin(job)
    if job.attempts >= MOST_ATTEMPTS:
        _end(job_id, State.FAILED, f"It was begun {job.attempts} times and never came to its end.")
        return True
    with structlog.contextvars.bound_contextvars(job_id=job_id, kind=job.kind):
        log.info("job.begun", attempt=job.attempts + 1)
        try:
            state, message = _outcome(job)
        except Interrupted:
            Job.objects.filter(pk=job_id).update(state=State.WAITING, attempts=job.attempts)
            log.info("job.interrupted")
            return False
        _end(job_id, state, message)
        log.info("job.ended", state=state)
    return True


def _outcome(job: Job) -> tuple[State, str]:
    """
    Hand the job to its handler, and return how it ended and why, in words.

    :raises OperationalError: if the database went away: the queue tries again later.
    """
    try:
        return State.FINISHED, HANDLERS[job.kind](Progress(job))
    except Refusal as refusal:
        return State.FAILED, str(refusal)
    except DatabaseAway:
        if job.attempts + 1 < MOST_ATTEMPTS:
            raise
        log.exception("job.failed")
        return State.FAILED, "The database went away too often."
    except Exception:  # the edge of a job: keep the reason, free the worker
        reference = uuid.uuid4().hex[:8]
        log.exception("job.failed", reference=reference)
        return State.FAILED, f"Something of ours went wrong (reference {reference})."


def _begin(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING,
        attempts=job.attempts + 1,
        started_at=job.started_at or timezone.now(),
    )


def _end(job_id: int, state: State, message: str) -> None:
    Job.objects.filter(pk=job_id).update(state=state, message=message, finished_at=timezone.now())
