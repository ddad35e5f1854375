"""What the finder looks in, and what people saved of it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from typing_extensions import override

from regard.foundation.base.models import Record

from .services import Location
from .systems import System


class SearchEntry(models.Model):
    """The words under which a location is found. Worked out; can be made again at any time."""

    personal_data: ClassVar[dict[str, str]] = {}

    location = models.OneToOneField(
        Location, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    words = SearchVectorField()
    knows = models.DateTimeField(
        help_text="When the location or its provider was last changed, as far as the words know"
    )

    class Meta:
        indexes = [GinIndex(fields=["words"], name="register_search_words")]

    @override
    def __str__(self) -> str:
        return str(self.location_id)


class SearchWord(models.Model):
    """
    A word of the register and its trigrams, so that a slip finds the word that was meant.

    The embedded PostgreSQL has no pg_trgm: the trigrams are ours, in an array with an index.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    word = models.TextField(primary_key=True)
    trigrams = ArrayField(models.IntegerField())
    entries = models.IntegerField(help_text="How many locations have it")

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="register_word_trigrams")]

    @override
    def __str__(self) -> str:
        return self.word


class Touch(models.Model):
    """
    What a transaction changed of what the finder shows, written by the database's triggers.

    The finder's columns (`queries.columns`) live in the memory of each process, and read what
    was touched since, so that nobody is ever shown what is no longer so.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    transaction = models.BigIntegerField(help_text="The database's own number of it")
    kind = models.TextField(help_text="location, organisation, everything or forgotten")
    key = models.BigIntegerField(help_text="Whose; of forgotten, up to which transaction")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["transaction"], name="register_touch_transaction")]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Segment(Record):
    """Filters of the finder, saved under a name: whom an exercise can invite."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who saved it, by number; while it is kept"}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField()
    name = models.TextField()
    criteria = models.JSONField(help_text="As `rules.segments` writes and reads it")
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="register_segment_slug_is_unique"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name
