from typing import ClassVar

from django.db import models


class Record(models.Model):
    """
    Base for every table: when the row was written. Never use for business rules.

    Every model lists its personal data in `personal_data`: each field that can name or reach
    a person, with what it is held for and for how long. An empty mapping says there is none.
    """

    personal_data: ClassVar[dict[str, str]]

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
