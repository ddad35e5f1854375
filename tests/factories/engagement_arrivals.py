"""What arrived by email or as a document."""

from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import Arrival
from regard.foundation.files.models import File

ARRIVED = datetime(2026, 11, 20, 9, tzinfo=UTC)


class FileFactory(factory.django.DjangoModelFactory[File]):
    """The record of a file whose bytes are not there; `files.actions.keep` keeps real ones."""

    class Meta:
        model = File

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    name = "letter.pdf"
    size = 12_345
    origin = "brought as a document"
    scope_key = "system:1"
    by = "person:1"
    kept_at = ARRIVED


class ArrivalFactory(factory.django.DjangoModelFactory[Arrival]):
    """A document that was read and waits; an email where `message_id` and `sender` are given."""

    class Meta:
        model = Arrival

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    original = factory.SubFactory(FileFactory)
    arrived_at = ARRIVED
    read_at = ARRIVED
    words = "Pay for the time between calls. Staff leave because of it."
