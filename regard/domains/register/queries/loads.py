"""Loads of files, and what was refused of them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from regard.domains.register.models import Change, Load, RefusedRow, System
from regard.domains.register.permissions import Permission
from regard.domains.register.types import Sample
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

KINDS_OF_CHANGE = ("ended", "changed", "returned", "added")
"""What a load can do to a location, what matters most first."""

MOST_SAMPLES = 20
"""Locations that a load's page names for each kind of change: the rest is in a file."""


def get_load(*, system: System, load_id: int, caller: Caller) -> Load:
    """
    Return a load of this system's, or of the whole register, for who may load.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not load files here.
    """
    require(caller, Permission.LOAD, system)
    load = _loads(system).filter(pk=load_id).first()
    if load is None:
        raise NotFound("There is no such file")
    return load


def list_loads(*, system: System, caller: Caller, limit: int = 20) -> list[Load]:
    """
    Return the loads that concern this system, the newest first.

    :raises NotAllowed: if the caller may not load files here.
    """
    require(caller, Permission.LOAD, system)
    return list(_loads(system).order_by("-pk")[:limit])


def list_refused_rows(*, load: Load, limit: int | None = None) -> list[RefusedRow]:
    """Return what was refused of a load, in the order of its file."""
    return list(RefusedRow.objects.filter(load=load).order_by("line", "pk")[:limit])


def list_samples(*, load: Load) -> dict[str, list[Sample]]:
    """Return some of what a load did or, where it was not taken, would do, by kind and name."""
    kept = [Sample(**each) for each in load.samples] or sample_changes(load=load)
    return {kind: [each for each in kept if each.kind == kind] for kind in KINDS_OF_CHANGE}


def sample_changes(*, load: Load) -> list[Sample]:
    """Return some of each kind of change that a load made, by name. Four queries."""
    return [
        Sample(
            kind=kind,
            location_id=change.location_id,
            name=change.location.name,
            provider=change.location.organisation.name,
            was=change.was,
            became=change.became,
        )
        for kind in KINDS_OF_CHANGE
        for change in _changes(load)
        .filter(kind=kind)
        .order_by("location__name", "pk")[:MOST_SAMPLES]
    ]


def stream_changes(*, load: Load) -> Iterator[Change]:
    """Yield all that a load did, but for locations that it added beyond a sample."""
    return _changes(load).order_by("pk").iterator(chunk_size=1000)


def _changes(load: Load) -> QuerySet[Change]:
    return Change.objects.filter(load=load).select_related("location__organisation")


def _loads(system: System) -> QuerySet[Load]:
    return Load.objects.filter(Q(system=system) | Q(system=None)).select_related("file")
