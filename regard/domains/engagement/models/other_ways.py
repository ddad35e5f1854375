"""How a partnership is reached by those who would rather not answer on a page."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record


class OtherWays(Record):
    """The telephone number and postal address of a partnership, for everyone to read."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.OneToOneField("register.System", on_delete=models.CASCADE, related_name="+")
    telephone = models.TextField(default="", help_text="As people read it; empty: none")
    hours = models.TextField(default="", help_text="When somebody picks it up, in words")
    address = models.TextField(default="", help_text="Lines; empty: none")

    @override
    def __str__(self) -> str:
        return f"of system {self.system_id}"
