"""Whole audiences in a few statements, where a factory a row would be too slow."""

from datetime import UTC, date, datetime

from regard.domains.engagement.models import AudienceMember, Contribution, Exercise, Point, Theme
from regard.domains.engagement.types import Channel, Speaker
from regard.domains.register.actions import place_locations
from regard.domains.register.models import Location, Organisation, Service
from regard.domains.register.types import ServiceType
from regard.domains.strategy.models import Outcome, Strategy
from tests.factories.register import CouncilFactory

Kind = tuple[str, str]

KEPT = datetime(2026, 11, 10, 12, tzinfo=UTC)


def make_audience(exercise: Exercise, kinds: dict[Kind, tuple[int, int]]) -> list[AudienceMember]:
    """
    Give an exercise an audience, one location a service, of which some were heard.

    :param kinds: for each type of service and place, how many were asked and how many heard.
    """
    council = exercise.system.councils.first() or CouncilFactory()
    made: list[AudienceMember] = []
    for (service_type, place_name), (asked, heard) in kinds.items():
        members = _make_members(exercise, council, service_type, place_name, asked, len(made))
        make_heard(exercise, [member.location for member in members[:heard]])
        made += members
    return made


def make_heard(exercise: Exercise, locations: list[Location]) -> list[Contribution]:
    """Let each location have made one contribution that was kept."""
    done = Contribution.objects.count()
    return Contribution.objects.bulk_create(
        Contribution(
            system=exercise.system,
            exercise=exercise,
            location=location,
            speaker=Speaker.PROVIDER,
            channel=Channel.LINK,
            receipt=f"NM-A{exercise.pk}-{done + n}",
            said_on=date(2026, 11, 10),
            kept_at=KEPT,
        )
        for n, location in enumerate(locations)
    )


def use_in_a_strategy(*, theme: Theme | None = None, point: Point | None = None) -> Outcome:
    """Let a draft strategy say what became of a theme, or of a point that stands alone."""
    used = theme or point
    strategy = Strategy.objects.create(
        system=used.system, slug=f"strategy-{used.exercise_id}", title="Winter plan"
    )
    return Outcome.objects.create(
        system=used.system,
        strategy=strategy,
        theme=theme,
        point=point,
        kind="not_adopted",
        reason="There is no money for it this year.",
        decided_by="person:1",
        decided_at=KEPT,
    )


def _make_members(exercise, council, service_type, place_name, count, done):
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Provider {done + n:05}", sector="independent") for n in range(count)
    )
    locations = Location.objects.bulk_create(
        Location(
            organisation=organisation,
            council=council,
            name=f"Service {done + n:05}",
            as_at=date(2026, 11, 1),
        )
        for n, organisation in enumerate(organisations)
    )
    place_locations(location_ids=[location.pk for location in locations], at=KEPT)
    services = Service.objects.bulk_create(
        Service(location=location, service_type=ServiceType(service_type))
        for location in locations
    )
    return AudienceMember.objects.bulk_create(
        AudienceMember(
            system=exercise.system,
            exercise=exercise,
            service=service,
            location=service.location,
            organisation=service.location.organisation,
            service_type=service_type,
            place_name=place_name,
            size_band="one",
            sector="independent",
        )
        for service in services
    )
