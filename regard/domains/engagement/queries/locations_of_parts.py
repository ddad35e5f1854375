"""Which services of an exercise a member of a network stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regard.domains.engagement.models import AudienceMember

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise, MemberPart


def list_locations_of(
    *, exercise: Exercise, parts: Collection[MemberPart]
) -> dict[int, list[int]]:
    """
    Return the locations that were asked of each part's member, by name. Two queries.

    A provider's are those it ran on the day the exercise opened. Each part comes with its
    membership; each is in what is returned.
    """
    members = AudienceMember.objects.filter(exercise=exercise).order_by("location__name", "pk")
    own = {part.membership.location_id for part in parts} - {None}
    providers = {part.membership.organisation_id for part in parts} - {None}
    asked = set(members.filter(location__in=own).values_list("location", flat=True))
    run: dict[int, dict[int, None]] = defaultdict(dict)
    for organisation_id, location_id in members.filter(organisation__in=providers).values_list(
        "organisation", "location"
    ):
        run[organisation_id][location_id] = None
    return {
        part.pk: [n for n in (part.membership.location_id,) if n in asked]
        if part.membership.location_id
        else list(run[part.membership.organisation_id or 0])
        for part in parts
    }
