"""In which order the pages behind a link saved what they hold."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .audience import Invitation
from .questions import Question


class PageSave(Record):
    """
    The page that last saved an answer behind a link, so that an older one writes nothing over it.

    Pages are numbered by the database as they are shown, and so is what happens without a page.
    The row without a question says which pages are over because their words were kept.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    page = models.BigIntegerField(help_text="From the sequence engagement_page")
    change = models.IntegerField(default=0, help_text="How often its words had changed by then")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "question"],
                name="engagement_question_has_one_last_save",
                nulls_distinct=False,
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"page {self.page}, change {self.change}, of invitation {self.invitation_id}"
