"""
The process that does the jobs.

A worker gives a sign of life five times in every `silent_for` seconds. Each worker also looks
for jobs whose worker has been silent for longer, and puts them back into the queue, so that
the work of a process that was killed is taken up again by whoever is left.
"""

import asyncio
import signal

import procrastinate
import structlog
from django.urls import get_resolver
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector

from .progress import STOPPING

log = structlog.get_logger()

SILENT_FOR = 10.0
"""Seconds without a sign of life after which a worker is taken to be dead."""


def run(*, silent_for: float = SILENT_FOR) -> None:
    """Work until the process is told to stop (SIGTERM or SIGINT)."""
    STOPPING.clear()
    load_addresses()
    asyncio.run(_work(silent_for))


def load_addresses() -> None:
    """
    Read every address, with which upper domains fill the slots of lower ones.

    A web server does so at its first page. A worker may write an email before it looks up any.
    """
    _ = get_resolver().url_patterns


async def _work(silent_for: float) -> None:
    async with _queue().open_async() as queue:
        working = asyncio.create_task(
            queue.run_worker_async(
                install_signal_handlers=False,
                delete_jobs="successful",
                update_heartbeat_interval=silent_for / 5,
                stalled_worker_timeout=silent_for,
            )
        )
        resuming = asyncio.create_task(_resume_stalled_jobs(queue, silent_for))

        def stop() -> None:
            STOPPING.set()
            working.cancel()

        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop)
        log.info("worker.started")
        await asyncio.wait([working, resuming], return_when=asyncio.FIRST_COMPLETED)
        await _end(working, resuming)
    log.info("worker.stopped")


async def _end(*tasks: asyncio.Task[None]) -> None:
    """Stop what still runs, and let what went wrong rise, so that the process ends with it."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


def _queue() -> procrastinate.App:
    """
    Return the queue on connections of its own.

    Jobs themselves go on using Django's connection, so that a job started by a job is queued
    in the same transaction as all else that it does.
    """
    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("The queue is not set up as Regard's own")
    queue = DjangoApp(connector=app.connector.get_worker_connector())
    queue.tasks = app.tasks
    queue.periodic_registry = app.periodic_registry
    return queue


async def _resume_stalled_jobs(queue: procrastinate.App, silent_for: float) -> None:
    manager = queue.job_manager
    while True:
        for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
            log.warning("job.resumed", queue_id=stalled.id, task=stalled.task_name)
            await manager.retry_job(stalled)
        await asyncio.sleep(silent_for / 5)
