from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class Job(Record):
    """
    Long work done in the background, with how far it has come.

    `cursor` is what the job needs to go on from where it was, written in the same
    transaction as the work it describes: a job that is killed resumes, and does nothing twice.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who started it, by number; a year",
    }

    kind = models.TextField(help_text="Which work, e.g. register.load")
    title = models.TextField(help_text="In words for the person who waits")
    args = models.JSONField(default=dict)
    scope_key = models.TextField(help_text="Who may look at it, e.g. system:3")
    by = models.TextField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(null=True, help_text="None while it is not known")
    cursor = models.JSONField(default=dict)
    message = models.TextField(default="", help_text="What came of it, or what went wrong")
    next_url = models.TextField(default="", help_text="Where to go when it is finished")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="jobs_job_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True)
                | models.Q(state__in=[State.FINISHED, State.FAILED]),
                name="jobs_job_is_over_when_it_has_ended",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}: {self.state}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({self.scope_key})
