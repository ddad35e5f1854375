"""What the two records of a merge become, and how that is taken back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from regard.domains.register.models import Location, Organisation, Service

from .merge_facts import give_back, take_from_merged

Described = TypeVar("Described", Location, Organisation)


def settle(kept: Described, merged: Described, at: datetime) -> dict[str, Any]:
    """
    Let the one kept take what only the other knows, and end the other.

    :returns: what they were before, as JSON, for `unsettle`.
    """
    taken = take_from_merged(kept, merged)
    was = merged.ended_on
    merged.merged_into = kept
    if was is None:
        merged.ended_on = _gone_on(merged, at.date())
    kept.save()
    merged.save(update_fields=["merged_into", "ended_on", "updated_at"])
    return {"facts": taken, "ended_on": was.isoformat() if was else None}


def unsettle(
    kept: Location | Organisation, merged: Location | Organisation, done: Mapping[str, Any]
) -> None:
    """Make both what they were before, but for what the one kept was told better since."""
    give_back(kept, done["facts"])
    kept.save()
    was = done["ended_on"]
    merged.merged_into = None
    merged.ended_on = date.fromisoformat(was) if was else None
    merged.save(update_fields=["merged_into", "ended_on", "updated_at"])
    for service_id, (ended_on, stamp) in done["services"].items():
        service = Service.objects.get(pk=int(service_id))
        if service.updated_at.isoformat() == stamp:
            service.ended_on = date.fromisoformat(ended_on)
            service.save(update_fields=["ended_on", "updated_at"])


def twin_services(kept_id: int, merged_id: int) -> list[tuple[int, int]]:
    """Return the services of the same kind that both locations have, as pairs."""
    kinds = dict(Service.objects.filter(location=kept_id).values_list("service_type", "pk"))
    merged = Service.objects.filter(location=merged_id, service_type__in=kinds)
    return [
        (kinds[kind], pk) for kind, pk in merged.order_by("pk").values_list("service_type", "pk")
    ]


def reopen(twins: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """
    Let go on at the one kept what has ended there and goes on at the other.

    :returns: when each had ended, and when it was reopened, by its number as JSON has it.
    """
    done = {}
    for kept_id, merged_id in twins:
        kept, merged = (Service.objects.get(pk=pk) for pk in (kept_id, merged_id))
        if kept.ended_on is not None and merged.ended_on is None:
            was = kept.ended_on.isoformat()
            kept.ended_on = None
            kept.save(update_fields=["ended_on", "updated_at"])
            done[str(kept.pk)] = [was, kept.updated_at.isoformat()]
    return done


def _gone_on(record: Location | Organisation, today: date) -> date:
    """Return the day on which it ends: no location ends before a file last described it."""
    return max(today, record.as_at) if isinstance(record, Location) else today
