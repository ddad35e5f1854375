"""Everything that happened about a duty of one holder, up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.governance.models import (
    Acceptance,
    Assessment,
    Evidence,
    Exemption,
    Obligation,
    Round,
)
from regard.foundation.accounts.models import Person
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regard.domains.register.models import System


@dataclass(frozen=True)
class DutyHistory:
    """
    What happened about an obligation up to a day, each list from the oldest.

    Attributes:
        evidence: what had been offered, what was withdrawn since among it.
        names: of who did it, by what the ledger calls them.
    """

    rounds: list[Round]
    evidence: list[Evidence]
    acceptances: list[Acceptance]
    exemptions: list[Exemption]
    names: dict[str, str]


def get_history(*, obligation: Obligation, on: date) -> DutyHistory:
    """Return what happened about an obligation up to a day. Five queries."""
    return _histories(Q(pk=obligation.pk), on).get(obligation.pk, _nothing())


def list_histories(*, system: System, on: date) -> dict[int, DutyHistory]:
    """Return the same for every obligation of a system, by number. Five queries."""
    return _histories(Q(system=system), on)


def list_future_rounds(*, system: System, on: date) -> list[Round]:
    """Return the times that duties are to fall due after a day, and are not closed."""
    found = Round.objects.filter(obligation__system=system, fell_on__gt=on, closed_on=None)
    return list(found.order_by("fell_on", "pk"))


def get_round(*, obligation: Obligation, round_id: int) -> Round:
    """
    Return one time that an obligation fell due.

    :raises NotFound: if it has none of this number.
    """
    found = Round.objects.filter(obligation=obligation, pk=round_id).first()
    if found is None:
        raise NotFound("There is no such time that this duty fell due")
    return found


def get_evidence(*, obligation: Obligation, evidence_id: int) -> Evidence:
    """
    Return a piece of evidence of an obligation, with its file.

    :raises NotFound: if it has none of this number.
    """
    found = (
        Evidence.objects.filter(round__obligation=obligation, pk=evidence_id)
        .select_related("round", "file")
        .first()
    )
    if found is None:
        raise NotFound("There is no such evidence for this duty")
    return found


def list_live_evidence(*, duty_round: Round, on: date) -> list[Evidence]:
    """Return the evidence that is there for a round on a day, the oldest first."""
    offered = duty_round.evidence.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), offered_on__lte=on
    )
    return list(offered.select_related(*THINGS).order_by("offered_on", "pk"))


def list_assessments(*, system: System) -> list[Assessment]:
    """Return the needs assessments that were received, the newest first."""
    found = Assessment.objects.filter(system=system).select_related("council", "file")
    return list(found.prefetch_related("rounds__obligation").order_by("-received_on", "-pk"))


def get_assessment(*, system: System, assessment_id: int) -> Assessment:
    """
    Return a needs assessment of the system.

    :raises NotFound: if it has none of this number.
    """
    found = (
        Assessment.objects.filter(system=system, pk=assessment_id).select_related("file").first()
    )
    if found is None:
        raise NotFound("There is no such needs assessment here")
    return found


THINGS = (
    "assessment",
    "decision",
    "file",
    "meeting__body",
    "seat__body",
    "terms__body",
)
"""What a piece of evidence may be, with what its words need."""


def list_person_names(bys: Iterable[str]) -> dict[str, str]:
    """Return the names of those whom the ledger calls e.g. "person:12". One query."""
    wanted = set(bys)
    numbers = [int(by[7:]) for by in wanted if by.startswith("person:") and by[7:].isdigit()]
    people = Person.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {f"person:{pk}": name for pk, name in people}


def _histories(which: Q, on: date) -> dict[int, DutyHistory]:
    these = Obligation.objects.filter(which)
    rounds = Round.objects.filter(obligation__in=these, fell_on__lte=on)
    evidence = Evidence.objects.filter(round__obligation__in=these, offered_on__lte=on)
    looks = Acceptance.objects.filter(round__obligation__in=these, on__lte=on)
    exemptions = Exemption.objects.filter(obligation__in=these, valid_from__lte=on)
    found: dict[int, DutyHistory] = {}
    at_round: dict[int, DutyHistory] = {}
    for each in rounds.select_related("assessment").order_by("fell_on", "pk"):
        kept = found.setdefault(each.obligation_id, _nothing())
        kept.rounds.append(each)
        at_round[each.pk] = kept
    for piece in evidence.select_related("round", *THINGS).order_by("offered_on", "pk"):
        at_round[piece.round_id].evidence.append(piece)
    for look in looks.order_by("on", "pk"):
        at_round[look.round_id].acceptances.append(look)
    for each_exemption in exemptions.order_by("valid_from", "pk"):
        found.setdefault(each_exemption.obligation_id, _nothing()).exemptions.append(
            each_exemption
        )
    names = list_person_names(by for kept in found.values() for by in _bys(kept))
    for kept in found.values():
        kept.names.update(names)
    return found


def _bys(kept: DutyHistory) -> set[str]:
    return {
        *(each.by for each in kept.rounds),
        *(each.offered_by for each in kept.evidence),
        *(each.by for each in kept.acceptances),
        *(each.by for each in kept.exemptions),
    }


def _nothing() -> DutyHistory:
    return DutyHistory(rounds=[], evidence=[], acceptances=[], exemptions=[], names={})
