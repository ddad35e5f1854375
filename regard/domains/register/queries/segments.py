"""Searches that a system saved."""

from regard.domains.register.models import Segment, System
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import segments
from regard.domains.register.types import SegmentRow
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound


def list_segments(*, system: System, caller: Caller) -> list[SegmentRow]:
    """
    Return the system's saved searches, by name.

    :raises NotAllowed: if the caller may not save searches here.
    """
    require(caller, Permission.EDIT_SEGMENTS, system)
    return [_row(segment) for segment in Segment.objects.filter(system=system).order_by("name")]


def list_segments_to_choose(*, system: System, caller: Caller) -> list[SegmentRow]:
    """Return the system's saved searches, by name; none for those who may not save any."""
    if not is_allowed(caller, Permission.EDIT_SEGMENTS, system):
        return []
    return list_segments(system=system, caller=caller)


def get_segment(*, system: System, slug: str, caller: Caller) -> SegmentRow:
    """
    Return a saved search.

    :raises NotFound: if the system has none of this name.
    :raises NotAllowed: if the caller may not save searches here.
    """
    require(caller, Permission.EDIT_SEGMENTS, system)
    segment = Segment.objects.filter(system=system, slug=slug).first()
    if segment is None:
        raise NotFound("There is no such saved search")
    return _row(segment)


def _row(segment: Segment) -> SegmentRow:
    return SegmentRow(
        slug=segment.slug,
        name=segment.name,
        criteria=segments.read_criteria(segment.criteria),
    )
