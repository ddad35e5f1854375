"""Everything that can point at a record of the register, for tests of merging and history."""

from datetime import UTC, date, datetime

from regard.domains.register.models import (
    Branding,
    Change,
    Correction,
    Individual,
    IndividualRole,
    Location,
    Membership,
    Network,
    Organisation,
    Preference,
    Rating,
    ReachTask,
    Relation,
    Running,
)
from regard.domains.register.types import NetworkKind, RelationKind
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    InvitationFactory,
)
from tests.factories.register import ContactFactory, LoadFactory, OrganisationFactory

ASKED = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Surroundings:
    """What several records can have in common: a system, a network, exercises, a load."""

    def __init__(self, system, exercises):
        self.system = system
        self.exercises = exercises
        self.network = Network.objects.create(
            slug="care", name="Care Together", kind=NetworkKind.ASSOCIATION
        )
        self.individual = Individual.objects.create(
            system=system,
            kind="manager",
            name="Jo March",
            email="jo@example.org",
            reached_by="email",
            agreed_on=date(2026, 1, 1),
            keep_until=date(2028, 1, 1),
            added_by="person:1",
        )
        self.load = LoadFactory()


def give_contact(location: Location, around: Surroundings) -> None:
    if not hasattr(location, "contact"):
        ContactFactory(location=location)


def give_preference(location: Location, around: Surroundings) -> None:
    Preference.objects.get_or_create(
        location=location, defaults={"reached_by": "email", "by": "person:1"}
    )


def give_rating(location: Location, around: Surroundings) -> None:
    Rating.objects.get_or_create(
        location=location,
        question="overall",
        published_on=date(2025, 3, 1),
        defaults={"rating": "Good"},
    )


def give_running(location: Location, around: Surroundings) -> None:
    Running.objects.get_or_create(
        location=location,
        valid_to=date(2024, 5, 1),
        defaults={"organisation": OrganisationFactory()},
    )


def give_relation(location: Location, around: Surroundings) -> None:
    Relation.objects.get_or_create(
        kind=RelationKind.PREDECESSOR,
        location=location,
        other_number="1-700",
        defaults={"by": "api", "since": date(2023, 1, 1)},
    )


def give_change(location: Location, around: Surroundings) -> None:
    Change.objects.get_or_create(
        load=around.load, kind="changed", location=location, defaults={"was": {"beds": 3}}
    )


def give_correction(location: Location, around: Surroundings) -> None:
    Correction.objects.create(
        location=location, fact="beds", value={"beds": 9}, by="person:1", asked_at=ASKED
    )


def give_membership(location: Location, around: Surroundings) -> None:
    Membership.objects.get_or_create(network=around.network, location=location, left_on=None)


def give_role(location: Location, around: Surroundings) -> None:
    IndividualRole.objects.create(
        individual=around.individual, location=location, role="registered manager"
    )


def give_task(location: Location, around: Surroundings) -> None:
    ReachTask.objects.get_or_create(
        system=around.system,
        location=location,
        done_on=None,
        defaults={"why": "No contact", "assigned_to": "Jo", "due_on": date(2026, 12, 1)},
    )


def give_grant(location: Location, around: Surroundings) -> None:
    GrantFactory(role="Provider", scope_key=f"location:{location.pk}")


def give_part_in_first(location: Location, around: Surroundings) -> None:
    _ask(location, around.exercises[0])


def give_part_in_second(location: Location, around: Surroundings) -> None:
    _ask(location, around.exercises[1])


def give_brand(organisation: Organisation, around: Surroundings) -> None:
    Branding.objects.get_or_create(
        organisation=organisation,
        valid_to=date(2024, 1, 1),
        defaults={"brand_id": "BD1", "brand_name": "Group"},
    )


def _ask(location: Location, exercise) -> None:
    for service in location.services.all():
        if not exercise.audience.filter(service=service).exists():
            AudienceMemberFactory(exercise=exercise, service=service)
    if not exercise.invitations.filter(location=location).exists():
        InvitationFactory(exercise=exercise, location=location)
    ContributionFactory(exercise=exercise, location=location)


GIVES = (
    give_contact,
    give_preference,
    give_rating,
    give_running,
    give_relation,
    give_change,
    give_correction,
    give_membership,
    give_role,
    give_task,
    give_grant,
    give_part_in_first,
    give_part_in_second,
)
"""Each gives a location one thing that points at it."""
