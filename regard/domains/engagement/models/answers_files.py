"""Spreadsheets of answers gathered elsewhere."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .exercises import Exercise


class AnswersFile(Record):
    """A spreadsheet of answers gathered elsewhere, how it was read, and what came of it."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who loaded it, by number; six years"}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="answers_files")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(
        default=dict, help_text="How it is read; see `rules.gathered.saving`"
    )
    by = models.TextField()
    rows_read = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    already_kept = models.IntegerField(default=0, help_text="Rows that were kept before")
    problem = models.TextField(default="", help_text="Why nothing was taken, in words")
    finished_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"file {self.file_id} for exercise {self.exercise_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class RefusedAnswer(Record):
    """A row of a spreadsheet of answers that was not taken, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "value": "what stood in the file, to mend it; six years, with the file",
    }

    answers_file = models.ForeignKey(
        AnswersFile, on_delete=models.CASCADE, related_name="refused_answers"
    )
    line = models.IntegerField(help_text="Line in the file, the header being 1")
    column = models.TextField()
    value = models.TextField(help_text="What stood there, its first 200 characters")
    reason = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["answers_file", "line"], name="engagement_refused_answer_line")
        ]

    @override
    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"
