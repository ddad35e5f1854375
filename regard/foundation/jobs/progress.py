"""What a job is handed: its arguments, where it got to, and how to say how far it is."""

from collections.abc import Callable
from threading import Event
from typing import Any

from django.db import connection, transaction

from .models import Job

Handler = Callable[["Progress"], str]
"""Work on a job to its end, from `progress.cursor` on; return what came of it, in words."""

HANDLERS: dict[str, Handler] = {}
"""The handler of each kind of job."""

STOPPING = Event()
"""Set when this worker has been told to stop."""


class Interrupted(BaseException):
    """
    The worker is to stop: the job ends here, between two pieces of work, and is taken up again.

    Not an `Exception`, so that a handler that keeps going after failures does not keep it.
    """


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Say that a function, in a domain's `jobs` module, does this kind of job."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


class Progress:
    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.args: dict[str, Any] = job.args
        self.cursor: dict[str, Any] = job.cursor
        self.by = job.by

    def advance(
        self, *, done: int, total: int | None = None, cursor: dict[str, Any] | None = None
    ) -> None:
        """
        Say how far the work is. Call inside the transaction that did the work.

        :param done: how much is done since the job began, in whatever it counts.
        :param total: out of how much; None leaves it as it was.
        :param cursor: what to go on from after a restart; None leaves it as it was.
        :raises Interrupted: once the transaction is committed, if the worker is to stop.
        """
        change: dict[str, Any] = {"done": done}
        if total is not None:
            change["total"] = total
        if cursor is not None:
            change["cursor"] = self.cursor = cursor
        Job.objects.filter(pk=self.job_id).update(**change)
        transaction.on_commit(_stop_if_told)

    def show(self, *, done: int, total: int) -> None:
        """
        Say how far work is that is all one transaction, which would hide it until its end.

        It is said on a connection of its own. The work must be such that it can be begun again.

        :raises Interrupted: if the worker is to stop, which undoes the work.
        """
        _stop_if_told()
        apart = connection.copy()
        try:
            with apart.cursor() as cursor:
                cursor.execute(SHOW, [done, total, self.job_id])
        finally:
            apart.close()


SHOW = "update jobs_job set done = %s, total = %s where id = %s"


def _stop_if_told() -> None:
    if STOPPING.is_set():
        raise Interrupted
