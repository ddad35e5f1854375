"""Merge two records that are one, and part them again."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from regard.domains.register.models import Location, Merge, Organisation, Service
from regard.domains.register.rules import merging as rules
from regard.domains.register.rules.merging import Standing
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .afterwards import place_and_index
from .merge_handling import list_unhandled
from .merge_moving import (
    InTheWay,
    Planned,
    list_reasons_not_to_move_back,
    move,
    move_back,
    plan_moves,
    prepare,
)
from .merge_settling import reopen, settle, twin_services, unsettle

Described = TypeVar("Described", Location, Organisation)


class CannotMerge(Refusal):
    """The two records cannot be merged as asked."""


class CannotPart(Refusal):
    """The two records cannot be parted again, as something was changed since."""


def _standing(record: Location | Organisation) -> Standing:
    """Return what decides whether a record may be merged."""
    return Standing(
        record_id=record.pk,
        name=record.name,
        number=record.regulator_id,
        ended_on=record.ended_on,
        is_merged=record.merged_into_id is not None,
    )


def plan_merge(*, kept: Location | Organisation, merged: Location | Organisation) -> list[Planned]:
    """
    Return what merging would do with everything that points at either record.

    :raises CannotMerge: if it may not be done, as nobody has said what becomes of something,
        or the two may not be merged this way round.
    """
    _check(kept, merged)
    planned = plan_moves(target=type(kept), kept_id=kept.pk, merged_id=merged.pk)
    if not isinstance(kept, Location):
        return planned
    for kept_service, merged_service in twin_services(kept.pk, merged.pk):
        planned += plan_moves(target=Service, kept_id=kept_service, merged_id=merged_service)
    return planned


@transaction.atomic
def merge_locations(
    *, kept: Location, merged: Location, reason: str, by: str, at: datetime
) -> Merge:
    """
    Make two records of one location one.

    What points at the second goes to the first, unless the first has the same. What the first
    does not know it takes from the second, which stays as a row, ended, and leads to the first.

    :param reason: why they are one, in words.
    :raises CannotMerge: as `plan_merge`, or without a reason.
    """
    kept, merged = _locked(Location, kept, merged)
    _check(kept, merged)
    twins = twin_services(kept.pk, merged.pk)
    prepared = prepare(target=Location, kept_id=kept.pk, merged_id=merged.pk)
    for kept_service, merged_service in twins:
        prepared += prepare(target=Service, kept_id=kept_service, merged_id=merged_service)
    done = {"moves": move(prepared), **settle(kept, merged, at), "services": reopen(twins)}
    merge = Merge.objects.create(
        kept_location=kept, merged_location=merged, **_why(reason, done, by, at)
    )
    place_and_index(location_ids=[kept.pk, merged.pk], by=by, at=at)
    ledger.record(event="location.merged", subject=kept, by=by, at=at, detail=_detail(merge))
    return merge


@transaction.atomic
def merge_organisations(
    *, kept: Organisation, merged: Organisation, reason: str, by: str, at: datetime
) -> Merge:
    """
    Make two records of one provider one, as `merge_locations`.

    :raises CannotMerge: as `plan_merge`, or without a reason.
    """
    kept, merged = _locked(Organisation, kept, merged)
    _check(kept, merged)
    prepared = prepare(target=Organisation, kept_id=kept.pk, merged_id=merged.pk)
    done = {"moves": move(prepared), **settle(kept, merged, at), "services": {}}
    merge = Merge.objects.create(
        kept_organisation=kept, merged_organisation=merged, **_why(reason, done, by, at)
    )
    place_and_index(location_ids=_locations_of(kept), by=by, at=at)
    ledger.record(event="organisation.merged", subject=kept, by=by, at=at, detail=_detail(merge))
    return merge


@transaction.atomic
def part(*, merge: Merge, by: str, at: datetime) -> Merge:
    """
    Undo a merge: everything that was moved goes back, and both records are as they were.

    What came since stays with the record that was kept.

    :raises CannotPart: if that is not possible any more; the message says each reason.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _lock_both(merge)
    reasons = list_reasons_not_to_part(merge=merge)
    if reasons:
        raise CannotPart(". ".join(reasons))
    kept, merged = _both_of(merge)
    try:
        move_back(merge.moved["moves"])
    except InTheWay as problem:
        raise CannotPart(str(problem)) from problem
    unsettle(kept, merged, merge.moved)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at", "updated_at"])
    touched = [kept.pk, merged.pk]
    if isinstance(kept, Organisation) and isinstance(merged, Organisation):
        touched = _locations_of(kept) + _locations_of(merged)
    place_and_index(location_ids=touched, by=by, at=at)
    kind = "location" if isinstance(kept, Location) else "organisation"
    ledger.record(event=f"{kind}.parted", subject=kept, by=by, at=at, detail=_detail(merge))
    return merge


def list_reasons_not_to_part(*, merge: Merge) -> list[str]:
    """Return why a merge cannot be undone, in words; empty if it can."""
    if merge.undone_at is not None:
        return ["This merge was undone already"]
    kept, merged = _both_of(merge)
    if merged.merged_into_id != kept.pk:
        return [f"{kept.name} was itself merged since. Undo that first"]
    return list_reasons_not_to_move_back(merge.moved["moves"])


def _both_of(merge: Merge) -> tuple[Location | Organisation, Location | Organisation]:
    """Return the one kept and the one merged, as they are now."""
    if merge.kept_location_id and merge.merged_location_id:
        places = Location.objects.select_related("provenance")
        found = places.in_bulk([merge.kept_location_id, merge.merged_location_id])
        return found[merge.kept_location_id], found[merge.merged_location_id]
    numbers = [merge.kept_organisation_id or 0, merge.merged_organisation_id or 0]
    providers = Organisation.objects.select_related("provenance").in_bulk(numbers)
    return providers[numbers[0]], providers[numbers[1]]


def _lock_both(merge: Merge) -> None:
    ids = [merge.kept_location_id, merge.merged_location_id]
    owners = [merge.kept_organisation_id, merge.merged_organisation_id]
    for rows in (
        Location.objects.filter(pk__in=[number for number in ids if number]),
        Organisation.objects.filter(pk__in=[number for number in owners if number]),
    ):
        list(rows.select_for_update().order_by("pk").values_list("pk"))


def _locked(
    model: type[Described], kept: Described, merged: Described
) -> tuple[Described, Described]:
    found = model._default_manager.select_for_update(of=("self",)).in_bulk([kept.pk, merged.pk])
    return found[kept.pk], found[merged.pk]


def _check(kept: Location | Organisation, merged: Location | Organisation) -> None:
    unhandled = list_unhandled()
    if unhandled:
        raise CannotMerge(f"Nobody has said what becomes of {', '.join(unhandled)}")
    reason = rules.reason_not_to_merge(kept=_standing(kept), merged=_standing(merged))
    if reason:
        raise CannotMerge(reason)


def _why(reason: str, done: dict[str, Any], by: str, at: datetime) -> dict[str, Any]:
    reason = " ".join(reason.split())
    if not reason:
        raise CannotMerge("Say why the two are one")
    return {"reason": reason, "moved": done, "by": by, "merged_at": at}


def _detail(merge: Merge) -> dict[str, object]:
    merged = merge.merged_location_id or merge.merged_organisation_id
    return {"merge": merge.pk, "merged": merged}


def _locations_of(organisation: Organisation) -> list[int]:
    return list(organisation.locations.order_by("pk").values_list("pk", flat=True))
