"""Keep whom an exercise is for, and what each was, on the day that it opens."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regard.domains.engagement.models import AudienceMember, AudienceNetwork
from regard.domains.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regard.domains.engagement.models import Exercise
    from regard.domains.register.types import ServiceRow

AT_ONCE = 2000


def fix_audience(*, exercise: Exercise, services: Iterable[ServiceRow], today: date) -> None:
    """
    Keep the services as the exercise's audience, with the networks they belong to today.

    A part of opening an exercise, which has the transaction and the ledger entry. The register
    has no kind of area and no deprivation, so both stay empty.
    """
    members = AudienceMember.objects.bulk_create(
        [_member(exercise, service) for service in services], batch_size=AT_ONCE
    )
    networks: dict[int, list[int]] = defaultdict(list)
    for location_id, network_id in register.list_belonging(system=exercise.system, on=today):
        networks[location_id].append(network_id)
    AudienceNetwork.objects.bulk_create(
        (
            AudienceNetwork(member=member, network_id=network_id)
            for member in members
            for network_id in networks.get(member.location_id, ())
        ),
        batch_size=AT_ONCE,
    )


def _member(exercise: Exercise, service: ServiceRow) -> AudienceMember:
    return AudienceMember(
        system_id=exercise.system_id,
        exercise=exercise,
        service_id=service.service_id,
        location_id=service.location_id,
        organisation_id=service.organisation_id,
        service_type=service.service_type,
        place_name=service.place_name,
        size_band=service.size_band,
        sector=service.sector,
        group_name=service.brand_name,
        rating=service.rating or "",
    )
