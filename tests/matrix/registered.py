"""What the addresses of the register and its API name."""

from regard.domains.register.models import Correction, IndividualRole, Merge
from tests.factories.networks import MandateFactory, NetworkFactory, RollEntryFactory
from tests.factories.people import (
    ReachTaskFactory,
    RepresentativeFactory,
    ToldStatementFactory,
)
from tests.factories.register import BoundaryFactory, LocationFactory, OrganisationFactory


def networks(system, location, file):
    """Return the slug of a network, and numbers of what belongs to it."""
    network = NetworkFactory(system=system)
    mandate = MandateFactory(membership__network=network, membership__location=location)
    entry = RollEntryFactory(roll__network=network, roll__file=file)
    return {
        "network": network.slug,
        "membership_id": mandate.membership_id,
        "mandate_id": mandate.pk,
        "roll_id": entry.roll_id,
        "entry_id": entry.pk,
    }


def api(location):
    """Return what the API's own addresses name, where pages name it otherwise."""
    BoundaryFactory(
        code=location.council.gss_code,
        geometry={"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 52]]]},
    )
    return {
        "kind": "csv",
        "location": location.pk,
        "organisation": location.organisation_id,
    }


def identity(system, location, at):
    """Return what merging and correcting need: another service, a merge, a correction."""
    group = OrganisationFactory(brand_id="BD1", brand_name="Group")
    other = LocationFactory(system=system, organisation=group, regulator_id=None)
    gone = LocationFactory(system=system, ended_on=at.date())
    asked = Correction.objects.create(
        location=location, fact="beds", value={"beds": 9}, by="person:1", asked_at=at
    )
    merge = Merge.objects.create(
        kept_location=other,
        merged_location=gone,
        reason="The same",
        by="person:1",
        merged_at=at,
        moved={"moves": [], "facts": {}, "services": {}, "ended_on": None},
    )
    return {
        "brand_id": "BD1",
        "correction_id": asked.pk,
        "merge_id": merge.pk,
        "organisation_id": location.organisation_id,
        "other_location_id": other.pk,
        "other_organisation_id": other.organisation_id,
    }


def people(system, location):
    """Return the numbers of someone on the register, of a task, and of a statement."""
    spoken = RepresentativeFactory(individual__system=system)
    return {
        "individual_id": spoken.individual.pk,
        "speaker_id": spoken.pk,
        "role_id": IndividualRole.objects.create(
            individual=spoken.individual, location=location, role="manager"
        ).pk,
        "task_id": ReachTaskFactory(system=system, location=location).pk,
        "council_id": location.council_id,
        "statement_id": ToldStatementFactory(system=system).pk,
    }
