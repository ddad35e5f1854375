"""Save searches under names, rename and delete them."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from regard.domains.register.models import Segment, System
from regard.domains.register.rules import segments
from regard.domains.register.types import Criteria
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

LONGEST_NAME = 80


class CannotSaveSegment(Refusal):
    """The search cannot be saved under this name."""


@transaction.atomic
def save_segment(
    *, system: System, name: str, criteria: Criteria, by: str, at: datetime
) -> Segment:
    """
    Save a search under a name. Whom it finds is looked up anew each time.

    :raises CannotSaveSegment: if the name is empty, too long or taken, nothing narrows the
        search, or it asks for a day.
    """
    name = " ".join(name.split())
    if criteria == Criteria():
        raise CannotSaveSegment("This search finds every service. Narrow it first, then save it")
    if criteria.as_at is not None:
        raise CannotSaveSegment(
            "A saved search finds services as they are on the day. Take the date out, then save it"
        )
    slug = _slug(system, name)
    segment = Segment.objects.create(
        system=system, slug=slug, name=name, criteria=segments.write_criteria(criteria), by=by
    )
    ledger.record(event="segment.saved", subject=segment, by=by, at=at, detail={"slug": slug})
    return segment


@transaction.atomic
def rename_segment(*, system: System, slug: str, name: str, by: str, at: datetime) -> Segment:
    """
    Give a saved search another name, and with it another address.

    :raises CannotSaveSegment: if the name is empty, too long or another's.
    """
    segment = _get(system, slug)
    name = " ".join(name.split())
    if slugify(name) != slug:
        segment.slug = _slug(system, name)
    elif not name:
        _slug(system, name)
    segment.name = name
    segment.save(update_fields=["name", "slug", "updated_at"])
    ledger.record(
        event="segment.renamed",
        subject=segment,
        by=by,
        at=at,
        detail={"was": slug, "is": segment.slug},
    )
    return segment


@transaction.atomic
def delete_segment(*, system: System, slug: str, by: str, at: datetime) -> None:
    """Delete a saved search. Exercises that were sent to it keep whom they were sent to."""
    segment = _get(system, slug)
    ledger.record(event="segment.deleted", subject=segment, by=by, at=at, detail={"slug": slug})
    segment.delete()


def _get(system: System, slug: str) -> Segment:
    segment = Segment.objects.select_for_update().filter(system=system, slug=slug).first()
    if segment is None:
        raise NotFound("There is no such saved search")
    return segment


def _slug(system: System, name: str) -> str:
    """Return the address of a new name, or say why it cannot be one."""
    slug = slugify(name)[:50]
    if not slug:
        raise CannotSaveSegment("Give the search a name with letters or figures in it")
    if len(name) > LONGEST_NAME:
        raise CannotSaveSegment(f"Give it a name of {LONGEST_NAME} characters or fewer")
    if Segment.objects.filter(system=system, slug=slug).exists():
        raise CannotSaveSegment(f"There is a saved search called “{name}” already")
    return slug
