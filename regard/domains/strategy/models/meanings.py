"""What a passage means for those whom it touches."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class Meaning(Record):
    """What one passage means for services of some kind, place or size, and people in them."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="meanings")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="meanings")
    criteria = models.JSONField(
        default=dict, help_text="Whom it touches, as a saved search of the register has it"
    )
    whom = models.TextField(help_text="The same in words, e.g. home care in Westmere")
    for_owners = models.TextField(default="")
    for_staff = models.TextField(default="")
    for_people = models.TextField(default="", help_text="For the people who are supported")
    to_do = models.TextField(default="", help_text="What to do; empty: nothing")
    do_by = models.DateField(null=True)

    @override
    def __str__(self) -> str:
        return f"what passage {self.passage_id} means for {self.whom}"
