from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record


class File(Record):
    """A file as it came, kept whole under its hash and never changed."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who brought it, by number; as long as the file is kept",
        "name": "as its owner named it; as long as the file is kept",
    }

    sha256 = models.TextField()
    name = models.TextField()
    size = models.BigIntegerField(help_text="Bytes")
    origin = models.TextField(help_text="Where it came from, in words")
    scope_key = models.TextField()
    by = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="files_file_sha256")]

    @override
    def __str__(self) -> str:
        return f"{self.name} ({self.size:,} bytes)"

    @property
    def path(self) -> Path:
        folder: Path = settings.FILES_FOLDER
        return folder / self.sha256[:2] / self.sha256

    def scope_keys(self) -> frozenset[str]:
        return frozenset({self.scope_key})
