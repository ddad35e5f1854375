"""
Which services are heard through their network: the one test by which coverage counts them.

As `rules.collective.speaks_for` says: a member whose network had its mandate, or told us what the
member thinks, and which did not take its part back. A provider that is a member is heard with
each of its services that were asked, a location with its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from regard.domains.engagement.models import AudienceMember, MemberPart
from regard.domains.engagement.rules.collective import TOLD_IT

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from regard.domains.engagement.models import Exercise

_TOLD = ", ".join(f"'{stand}'" for stand in sorted(TOLD_IT))

_PARTS = f"""
    select speech.exercise_id, membership.location_id, membership.organisation_id
    from engagement_memberpart part
    join engagement_contribution speech on speech.id = part.contribution_id
    join register_membership membership on membership.id = part.membership_id
    where speech.kept_at is not null and part.taken_back_at is null
        and (part.mandate_id is not null or part.stand in ({_TOLD}))
"""  # noqa: S608 (our own words only)


def _members(what: str, which: str) -> str:
    """Return what is asked of audience members that a part names, of the exercises that match."""
    return f"""
    select {what} from engagement_audiencemember member
    join ({_PARTS} and speech.exercise_id {which}) part
        on part.location_id = member.location_id and part.exercise_id = member.exercise_id
    where member.exercise_id {which}
    union
    select {what} from engagement_audiencemember member
    join ({_PARTS} and speech.exercise_id {which}) part
        on part.organisation_id = member.organisation_id
        and part.exercise_id = member.exercise_id
    where member.exercise_id {which}
"""  # noqa: S608 (our own words only)


THROUGH = _members("member.location_id", "= %(exercise)s")
"""The locations of an exercise's audience that are heard through a network, each once."""

THROUGH_IN_SOME = _members("member.exercise_id, member.location_id", "= any(%(exercises)s)")
"""The same of several exercises, with the exercise of each."""


def heard_parts(exercise: Exercise) -> QuerySet[MemberPart]:
    """Return the parts by which members are heard through their networks in an exercise."""
    return MemberPart.objects.filter(
        Q(mandate__isnull=False) | Q(stand__in=TOLD_IT),
        contribution__exercise=exercise,
        contribution__kept_at__isnull=False,
        taken_back_at=None,
    )


def is_heard_through(exercise: Exercise) -> Q:
    """Return the condition that an audience member is heard through a network."""
    parts = heard_parts(exercise)
    locations = parts.filter(membership__location__isnull=False)
    providers = parts.filter(membership__organisation__isnull=False)
    return Q(location__in=locations.values("membership__location")) | Q(
        organisation__in=providers.values("membership__organisation")
    )


def locations_heard_through(exercise: Exercise) -> QuerySet[AudienceMember, Any]:
    """Return the locations of an exercise's audience that are heard through a network."""
    members = AudienceMember.objects.filter(is_heard_through(exercise), exercise=exercise)
    return members.values("location")
