"""What several bodies are for, side by side, as at a day. Public."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.governance.models import Body, LegalBasis, Seat
from regard.domains.governance.types import Constituency, Section, Standing
from regard.foundation.base.errors import NotFound

from .bodies import BodyRow, list_rows
from .days import live_on
from .responsibilities import OwnPart, list_own_parts
from .terms import list_terms_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regard.domains.register.models import System


@dataclass(frozen=True)
class Remit:
    """
    What a body is for, and who sits on it, as at a day.

    Attributes:
        citations: of the rights by which it was there.
        terms: what its terms in force said by section; empty where it had none.
        members: seats that vote or advise, by whom they speak for.
        attending: seats in attendance.
    """

    row: BodyRow
    citations: tuple[str, ...]
    terms: Mapping[Section, str]
    parts: Sequence[OwnPart]
    members: Mapping[Constituency, int]
    attending: int


def list_remits(*, system: System, slugs: Sequence[str], on: date) -> list[Remit]:
    """
    Return what each of the bodies was for on a day, in the order asked for.

    :raises NotFound: if the system has no body of one of these names.
    """
    bodies = Body.objects.filter(system=system, slug__in=slugs)
    found = {row.slug: row for row in list_rows(bodies, on)}
    if set(found) != set(slugs):
        raise NotFound("There is no such body in this system")
    ids = [row.body_id for row in found.values()]
    citations: dict[int, list[str]] = defaultdict(list)
    for basis in LegalBasis.objects.filter(live_on(on), body__in=ids).order_by("pk"):
        citations[basis.body_id].append(basis.citation)
    terms = list_terms_in_force(body_ids=ids, on=on)
    parts = list_own_parts(body_ids=ids, on=on)
    members, attending = _count_seats(ids, on)
    return [
        Remit(
            row=row,
            citations=tuple(citations[row.body_id]),
            terms=terms[row.body_id][1] if row.body_id in terms else {},
            parts=parts[row.body_id],
            members=members[row.body_id],
            attending=attending[row.body_id],
        )
        for row in (found[slug] for slug in dict.fromkeys(slugs))
    ]


def _count_seats(
    ids: Sequence[int], on: date
) -> tuple[dict[int, dict[Constituency, int]], dict[int, int]]:
    """Return for each body its members by whom they speak for, and who only attends."""
    rows = (
        Seat.objects.filter(live_on(on), body__in=ids)
        .values_list("body", "speaks_for", "standing")
        .annotate(Count("pk"))
        .order_by()
    )
    members: dict[int, dict[Constituency, int]] = {pk: {} for pk in ids}
    attending = dict.fromkeys(ids, 0)
    for body_id, speaks_for, standing, seats in rows:
        if standing == Standing.IN_ATTENDANCE:
            attending[body_id] += seats
            continue
        whom = Constituency(speaks_for)
        members[body_id][whom] = members[body_id].get(whom, 0) + seats
    return members, attending
