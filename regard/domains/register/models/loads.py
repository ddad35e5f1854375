"""Files read into the register, and what came of them."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import LoadState
from regard.foundation.base.models import Record

from .systems import System


class Load(Record):
    """One reading of a file into the register, and what came of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who loaded it, by number; six years",
        "samples": "facts as a file tells them, with names of services; six years",
    }

    system = models.ForeignKey(
        System,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose councils it may touch; None: all",
    )
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    layout = models.TextField(default="", help_text="Which layout its header matched")
    as_at = models.DateField(null=True, help_text="The newest date in the file")
    by = models.TextField()
    state = models.TextField(choices=[(s, s.label) for s in LoadState], default=LoadState.WAITING)
    problem = models.TextField(default="", help_text="Why it was not applied, in words")
    answer = models.TextField(default="", help_text="Why a person rejected it")
    accepts_drift = models.BooleanField(default=False)
    is_dry_run = models.BooleanField(default=False)
    rows_read = models.IntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="added, changed, unchanged, ended, …")
    samples = models.JSONField(
        default=list, help_text="Some of what it would do, where that was taken back"
    )
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", finished_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(finished_at__isnull=False)),
                name="register_load_is_over_when_it_has_ended",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.layout} as at {self.as_at}: {self.state}"


class RefusedRow(Record):
    """A row of a file that was not taken, as it was, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "value": "what stood in the file, to mend it; six years, with the file",
    }

    load = models.ForeignKey(
        Load,
        on_delete=models.CASCADE,
        related_name="refused_rows",
        db_index=False,  # the index below begins with it
    )
    line = models.IntegerField(help_text="Line in the file, the header being 1")
    column = models.TextField()
    value = models.TextField(help_text="What stood there, its first 200 characters")
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["load", "line"], name="register_refused_row_line")]

    @override
    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"
