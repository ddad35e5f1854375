"""What there is in a system that could be offered as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regard.domains.governance.models import Decision, Meeting, Seat, Terms
from regard.domains.governance.types import DecisionState, EvidenceKind, MeetingState, TermsState
from regard.foundation.base.errors import NotFound
from regard.foundation.design.words import date_words

from .days import live_on

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from regard.domains.register.models import System

MOST = 300
"""Things to choose from, the newest; older ones can be offered by their address."""

KEPT_MEETINGS = (MeetingState.CALLED, MeetingState.HELD, MeetingState.AGREED)


def list_evidence_choices(
    *, system: System, kind: EvidenceKind, on: date
) -> list[tuple[str, str]]:
    """Return what of a kind can be offered, by number and in words, newest first. One query."""
    if kind is EvidenceKind.DECISION:
        return [
            (str(each.pk), f"{each.ref} {each.title}, {date_words(each.decided_on)}")
            for each in _decisions(system).order_by("-decided_on", "-pk")[:MOST]
        ]
    if kind is EvidenceKind.TERMS:
        return [
            (str(each.pk), f"{each.body.name}, version {each.version}")
            for each in _terms(system).order_by("body__name", "-version")[:MOST]
        ]
    if kind is EvidenceKind.SEAT:
        live = _seats(system).filter(live_on(on), live_on(on, "body__"))
        return [
            (str(each.pk), f"{each.body.name}: {each.name}")
            for each in live.order_by("body__name", "name", "pk")
        ]
    if kind is EvidenceKind.MEETING:
        return [
            (
                str(each.pk),
                f"{each.title or each.body.name}, {date_words(each.starts_at)}",
            )
            for each in _meetings(system).order_by("-starts_at", "-pk")[:MOST]
        ]
    return []


def get_evidence_thing(*, system: System, kind: EvidenceKind, number: str) -> Any:  # noqa: ANN401 (one of four models)
    """
    Return the thing that was chosen.

    :raises NotFound: if there is none of this kind and number that could be offered.
    """
    found = {
        EvidenceKind.DECISION: _decisions,
        EvidenceKind.TERMS: _terms,
        EvidenceKind.SEAT: _seats,
        EvidenceKind.MEETING: _meetings,
    }[kind](system)
    thing = found.filter(pk=int(number)).first()
    if thing is None:
        raise NotFound("There is no such thing to offer")
    return thing


def _decisions(system: System) -> QuerySet[Decision]:
    """Return decisions that anybody who sees duties may read: recorded, and not private."""
    return Decision.objects.filter(system=system, state=DecisionState.RECORDED, is_private=False)


def _terms(system: System) -> QuerySet[Terms]:
    adopted = Terms.objects.filter(body__system=system, state=TermsState.ADOPTED)
    return adopted.select_related("body")


def _seats(system: System) -> QuerySet[Seat]:
    return Seat.objects.filter(body__system=system).select_related("body")


def _meetings(system: System) -> QuerySet[Meeting]:
    kept = Meeting.objects.filter(system=system, state__in=KEPT_MEETINGS)
    return kept.select_related("body")
