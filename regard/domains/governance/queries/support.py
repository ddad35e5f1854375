"""What taking part was supported with, by year, kind, network and size of provider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from regard.domains.governance.models import Body, Holder, Meeting, Support
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.support import first_day, year_of
from regard.domains.governance.types import ClaimState, MeetingState, SupportKind
from regard.domains.register import queries as register
from regard.domains.register.types import SizeBand
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.register.models import System

GIVEN = (ClaimState.APPROVED, ClaimState.PAID)

NO_NETWORK = "Not through a network"

CLAIMABLE_FOR = timedelta(days=183)
"""After half a year a meeting is not offered any more."""


@dataclass(frozen=True)
class Totals:
    """
    What was given in one financial year, in pence.

    Attributes:
        year: in which it begins.
        networks: by the network it went to, by name; the most first.
        minutes: of time that was paid for.
    """

    year: int
    pence: int
    minutes: int
    kinds: dict[SupportKind, int]
    networks: tuple[tuple[str, int], ...]


def list_totals(*, system: System) -> list[Totals]:
    """Return what was given, year by year, the newest first. Public. One query."""
    given = Support.objects.filter(system=system, state__in=GIVEN).select_related("network")
    years: dict[int, list[Support]] = {}
    for support in given:
        years.setdefault(year_of(support.on), []).append(support)
    return [_totals(year, rows) for year, rows in sorted(years.items(), reverse=True)]


def count_waiting(*, system: System) -> int:
    """Return how many claims wait for an answer. Public."""
    return Support.objects.filter(system=system, state=ClaimState.CLAIMED).count()


def list_support(
    *, system: System, caller: Caller, year: int | None = None, state: ClaimState | None = None
) -> list[Support]:
    """
    Return every claim, grant and payment, those that wait first, then the newest.

    :raises NotAllowed: if the caller may not see them.
    """
    require(caller, Permission.VIEW_SUPPORT, system)
    found = Support.objects.filter(system=system).select_related(
        "network", "organisation", "holder", "body", "meeting"
    )
    if year is not None:
        found = found.filter(on__gte=first_day(year), on__lt=first_day(year + 1))
    if state is not None:
        found = found.filter(state=state)
    rows = list(found.order_by("-on", "-pk"))
    return sorted(rows, key=lambda row: row.state != ClaimState.CLAIMED)


def sum_by_size(*, system: System, caller: Caller, year: int) -> list[tuple[str, int, int]]:
    """
    Return, for each size of provider, its label, how many providers and pence.

    A provider that has no service here any more is not counted to a size.

    :raises NotAllowed: if the caller may not see it: few providers of a size are easily told.
    """
    require(caller, Permission.VIEW_SUPPORT, system)
    sizes = {
        each.organisation_id: each.size_band
        for each in register.list_providers_here(system=system)
    }
    pence: Counter[SizeBand] = Counter()
    providers: dict[SizeBand, set[int]] = {}
    for support in list_support(system=system, caller=caller, year=year):
        band = sizes.get(support.organisation_id or 0)
        if band is not None and support.state in GIVEN:
            pence[band] += support.pence
            providers.setdefault(band, set()).add(support.organisation_id or 0)
    return [(band.label, len(providers.get(band, ())), pence[band]) for band in SizeBand]


def get_support(*, system: System, support_id: int, caller: Caller, to: Permission) -> Support:
    """
    Return a claim or payment.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not do `to` here.
    """
    require(caller, to, system)
    found = Support.objects.select_related(
        "system", "network", "organisation", "holder", "body", "meeting"
    ).filter(system=system, pk=support_id)
    support = found.first()
    if support is None:
        raise NotFound("There is no such claim")
    return support


def list_own_claims(*, system: System, caller: Caller) -> list[Support]:
    """Return what the caller claimed, the newest first."""
    found = Support.objects.filter(
        system=system, claimed_by=caller.by, kind=SupportKind.BACKFILL
    ).select_related("body")
    return list(found.order_by("-on", "-pk"))


def list_claimable(*, body: Body, today: date) -> list[Meeting]:
    """Return the meetings of the last half year that took place, the newest first."""
    found = Meeting.objects.filter(
        body=body, starts_at__date__lte=today, starts_at__date__gt=today - CLAIMABLE_FOR
    ).exclude(state=MeetingState.CANCELLED)
    return list(found.order_by("-starts_at"))


def find_holder(*, system: System, person_id: int) -> Holder | None:
    """Return the seat holder that somebody signed in is; None if they hold no seat."""
    return Holder.objects.filter(system=system, person_id=person_id).order_by("pk").first()


def _totals(year: int, rows: Iterable[Support]) -> Totals:
    kinds: Counter[SupportKind] = Counter()
    networks: Counter[str] = Counter()
    minutes = 0
    for row in rows:
        kinds[SupportKind(row.kind)] += row.pence
        networks[row.network.name if row.network else NO_NETWORK] += row.pence
        minutes += row.minutes or 0
    return Totals(
        year=year,
        pence=sum(kinds.values()),
        minutes=minutes,
        kinds={kind: kinds[kind] for kind in SupportKind},
        networks=tuple(networks.most_common()),
    )
