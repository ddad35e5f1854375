"""What proves how a strategy came about: opinions, published files, bundles."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import BundleKind, FileKind
from regard.foundation.base.models import Record

from .strategies import Strategy


class Opinion(Record):
    """
    What a health and wellbeing board thinks of a plan, which the plan must contain.

    The board says whether the plan takes proper account of its strategy (National Health
    Service Act 2006, s.14Z54(5) to (8)).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="opinions")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="+")
    takes_account = models.BooleanField(
        null=True, help_text="Whether it takes proper account; None: the board did not say"
    )
    words = models.TextField()
    given_on = models.DateField()
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "body"], name="strategy_one_opinion_a_board"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"opinion of body {self.body_id} on strategy {self.strategy_id}"


class PublishedFile(Record):
    """A published version as one file, made once. The database refuses to change it."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="files")
    kind = models.TextField(choices=[(k, k.label) for k in FileKind])
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "kind"], name="strategy_one_file_a_kind"),
        ]

    @override
    def __str__(self) -> str:
        return f"strategy {self.strategy_id} as {self.kind}"


class Bundle(Record):
    """All that shows how a strategy or an exercise was done, as one file that proves itself."""

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "who asked for it, by number; as long as the strategy",
        "why": "what it was made for, which may name a case; as long as the strategy",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="bundles")
    kind = models.TextField(choices=[(k, k.label) for k in BundleKind])
    why = models.TextField(help_text="What it was made for, e.g. the number of a request")
    file = models.ForeignKey(
        "files.File",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None while it is made, and once its time is over",
    )
    digest = models.TextField(default="", help_text="SHA-256 of its manifest, hexadecimal")
    made_by = models.TextField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateField(
        null=True, help_text="Its file's last day, set when it is made; None: no day was set"
    )
    deleted_at = models.DateTimeField(
        null=True, help_text="When its file was deleted; who asked, and its digest, stay"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=True) | models.Q(file__isnull=True),
                name="strategy_deleted_bundle_has_no_file",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} bundle of strategy {self.strategy_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"strategy:{self.strategy_id}", f"system:{self.system_id}"})
