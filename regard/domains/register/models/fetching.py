from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import FetchKind, FetchState
from regard.foundation.base.models import Record

from .loads import Load


class Fetch(Record):
    """
    One time that the regulator was asked, by its API or for a published file.

    The newest that came to its end says where the next begins: from `begun_at` for changes by
    the API, and by the version that the server named for a file.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who fetched it, by number; as long as the load is kept",
    }

    kind = models.TextField(choices=[(kind, kind.label) for kind in FetchKind])
    subject = models.TextField(
        default="", help_text="A file's address; a council's name; empty: all of England"
    )
    since = models.DateTimeField(null=True, help_text="Changes after this; None: all there is")
    state = models.TextField(choices=[(state, state.label) for state in FetchState])
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", help_text="Why it failed, in words")
    counts = models.JSONField(default=dict, help_text="How many documents came, and did not")
    etag = models.TextField(default="")
    last_modified = models.TextField(default="")
    load = models.ForeignKey(Load, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "subject", "-begun_at"], name="register_fetch_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.begun_at:%Y-%m-%d}"
