"""How the queue runs jobs. The queue (procrastinate) finds this module by its name."""

import uuid

import procrastinate
import structlog
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from regard.foundation.base.errors import Refusal

from .models import Job, State
from .progress import HANDLERS, Progress

log = structlog.get_logger()

SILENT_FOR = 10.0
"""Seconds without a sign of life after which a worker is taken to be dead."""

MOST_ATTEMPTS = 8
"""A job that has taken its worker down this often is not tried again."""


def on_app_ready(app: procrastinate.App) -> None:  # noqa: ARG001 (the queue's signature)
    """Find every domain's job handlers."""
    autodiscover_modules("jobs")


@app.task(name="regard.run_job", retry=RetryStrategy(max_attempts=1))
def run_job(job_id: int) -> None:
    """Run a job to its end, from where it was. Refusals and bugs are recorded on the job."""
    job = Job.objects.get(pk=job_id)
    if job.state in {State.FINISHED, State.FAILED}:
        return
    started = {"state": State.RUNNING, "attempts": job.attempts + 1}
    if job.started_at is None:
        started |= {"started_at": timezone.now()}
    Job.objects.filter(pk=job_id).update(**started)
    if job.attempts >= MOST_ATTEMPTS:
        _end(job_id, State.FAILED, f"It was begun {job.attempts} times and never came to its end.")
        return

    with structlog.contextvars.bound_contextvars(job_id=job_id, kind=job.kind):
        try:
            message = HANDLERS[job.kind](Progress(job))
        except Refusal as refusal:
            _end(job_id, State.FAILED, str(refusal))
        except Exception:  # the edge of a job: keep the reason, free the worker
            reference = uuid.uuid4().hex[:8]
            log.exception("job.failed", reference=reference)
            _end(job_id, State.FAILED, f"Something of ours went wrong (reference {reference}).")
        else:
            _end(job_id, State.FINISHED, message)


@app.periodic(cron="*/5 * * * * *")
@app.task(name="regard.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Put the jobs of a worker that died back into the queue."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        log.warning("job.resumed", job=stalled.id, task=stalled.task_name)
        await manager.retry_job(stalled)


def _end(job_id: int, state: State, message: str) -> None:
    Job.objects.filter(pk=job_id).update(state=state, message=message, finished_at=timezone.now())
