"""Records of regard: of a decision, of a passage, and the register of all that are signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from regard.domains.governance.queries.private import public_or_private
from regard.domains.governance.types import DecisionState
from regard.domains.strategy.models import RegardPassage, RegardRecord
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import (
    Regarded,
    RegardedRow,
    RegardEffect,
    RegardFacts,
    RegardOfPassage,
    RegardRow,
)
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regard.domains.governance.models import Decision
    from regard.domains.register.models import System

PUBLIC = Q(decision__state=DecisionState.RECORDED, decision__is_private=False)
"""What everyone may read, once it is signed."""


@dataclass(frozen=True)
class RegardFilter:
    """
    How the register is narrowed. Empty and None: not by this.

    Attributes:
        strategy_slug: the document's address, whichever version.
        effect: some passage had this effect.
        words: somewhere in the decision's number or title, or in what is said as a whole.
    """

    body_slug: str = ""
    strategy_slug: str = ""
    effect: RegardEffect | None = None
    words: str = ""


def find_record(*, decision: Decision, slug: str, caller: Caller) -> RegardRecord | None:
    """
    Return what was recorded of a decision, whose reader was checked, and a document.

    None: nothing was, or it is not signed and the caller may not record regard.
    """
    found = RegardRecord.objects.filter(decision=decision, strategy__slug=slug)
    record = found.select_related("strategy__system").order_by("-pk").first()
    if record is None or record.signed_at is not None:
        return record
    return record if is_allowed(caller, Permission.RECORD_REGARD, decision) else None


def list_records_of(*, decision: Decision, caller: Caller) -> dict[str, RegardRecord]:
    """Return the records of a decision, whose reader was checked, by the document's address."""
    found = RegardRecord.objects.filter(decision=decision)
    if not is_allowed(caller, Permission.RECORD_REGARD, decision):
        found = found.filter(signed_at__isnull=False)
    records = found.select_related("strategy__system").prefetch_related("passages__passage")
    return {record.strategy.slug: record for record in records.order_by("pk")}


def list_regarded(*, record: RegardRecord) -> list[RegardedRow]:
    """Return the passages of a record whose reader was checked, in the document's order."""
    found = record.passages.select_related("passage").order_by("passage__position", "pk")
    return [_regarded(each) for each in found]


def facts_of(*, record: RegardRecord) -> RegardFacts:
    """Return what a record says, as it was given."""
    return RegardFacts(
        passages=tuple(
            Regarded(row.key, row.effect, row.where, row.why)
            for row in list_regarded(record=record)
        ),
        effect=record.effect,
        why_none=record.why_none,
        providers_said=record.providers_said,
        involved_on=record.involved_on,
    )


def list_regards(
    *,
    system: System,
    caller: Caller,
    narrow: RegardFilter | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[RegardRow]:
    """
    Return the signed records that the caller may read, of the newest decision first. One query.

    :param after: only those that come after this record, for the next page.
    """
    found = _signed(system, caller, narrow or RegardFilter())
    here = RegardRecord.objects.filter(pk=after, system=system).select_related("decision")
    if after and (last := here.first()) is not None:
        day = last.decision.decided_on
        same = Q(decision__decided_on=day, pk__lt=last.pk)
        found = found.filter(Q(decision__decided_on__lt=day) | same)
    return [_row(record) for record in found[:limit]]


def stream_regards(
    *, system: System, caller: Caller, narrow: RegardFilter | None = None
) -> Iterator[tuple[RegardRow, list[RegardedRow]]]:
    """Yield the signed records that the caller may read, each with its passages."""
    found = _signed(system, caller, narrow or RegardFilter())
    for record in found.prefetch_related("passages__passage").iterator(chunk_size=200):
        rows = sorted(record.passages.all(), key=lambda each: each.passage.position)
        yield _row(record), [_regarded(each) for each in rows]


def count_regards(*, system: System) -> int:
    """Return how many records are signed, private ones too. Open to the public."""
    return RegardRecord.objects.filter(system=system, signed_at__isnull=False).count()


def list_regards_of_passages(
    *, system: System, slug: str, keys: Collection[str], caller: Caller
) -> list[RegardOfPassage]:
    """
    Return the decisions that had regard to passages, in any version, the newest first.

    Of signed records that the caller may read. One query.
    """
    may = public_or_private(
        Q(record__decision__state=DecisionState.RECORDED, record__decision__is_private=False),
        system=system,
        caller=caller,
        body="record__decision__body_id",
    )
    found = RegardPassage.objects.filter(
        may,
        passage__key__in=keys,
        record__system=system,
        record__strategy__slug=slug,
        record__signed_at__isnull=False,
    ).select_related("record__decision__body", "record__strategy", "passage")
    return [
        RegardOfPassage(
            key=each.passage.key,
            decision_ref=each.record.decision.ref,
            decision_title=each.record.decision.title,
            body_name=each.record.decision.body.name,
            decided_on=each.record.decision.decided_on,
            strategy_slug=slug,
            number=each.record.strategy.number,
            effect=RegardEffect(each.effect),
            where=each.where,
            why=each.why,
        )
        for each in found.order_by("-record__decision__decided_on", "-pk")
    ]


def list_signed(*, system: System) -> dict[tuple[int, str], date | None]:
    """
    Return the day on which each record of a system was signed; None while it is not.

    By the decision's number and the document's address. For counts. One query.
    """
    found = RegardRecord.objects.filter(system=system).values_list(
        "decision", "strategy__slug", "signed_at__date"
    )
    return {(decision, slug): day for decision, slug, day in found}


def _signed(system: System, caller: Caller, narrow: RegardFilter) -> QuerySet[RegardRecord]:
    may = public_or_private(PUBLIC, system=system, caller=caller, body="decision__body_id")
    found = RegardRecord.objects.filter(may, system=system, signed_at__isnull=False)
    if narrow.body_slug:
        found = found.filter(decision__body__slug=narrow.body_slug)
    if narrow.strategy_slug:
        found = found.filter(strategy__slug=narrow.strategy_slug)
    if narrow.effect is not None:
        found = found.filter(
            pk__in=RegardPassage.objects.filter(effect=narrow.effect).values("record")
        )
    for word in narrow.words.split():
        found = found.filter(
            Q(decision__title__icontains=word)
            | Q(decision__ref__icontains=word)
            | Q(effect__icontains=word)
        )
    counts = {
        f"of_{effect}": Count("passages", filter=Q(passages__effect=effect))
        for effect in RegardEffect
    }
    found = found.select_related("decision__body", "strategy").annotate(**counts)
    return found.order_by(F("decision__decided_on").desc(), "-pk")


def _row(record: RegardRecord) -> RegardRow:
    decision, strategy = record.decision, record.strategy
    assert record.signed_at is not None  # noqa: S101 (only signed ones are listed)
    return RegardRow(
        record_id=record.pk,
        decision_ref=decision.ref,
        decision_title=decision.title,
        body_slug=decision.body.slug,
        body_name=decision.body.name,
        decided_on=decision.decided_on,
        is_commissioning=decision.is_commissioning,
        is_private=decision.is_private,
        strategy_slug=strategy.slug,
        strategy_title=strategy.title,
        number=strategy.number,
        followed=_count(record, RegardEffect.FOLLOWED),
        in_part=_count(record, RegardEffect.IN_PART),
        departed=_count(record, RegardEffect.DEPARTED),
        no_effect=_count(record, RegardEffect.NO_EFFECT),
        effect=record.effect or record.why_none,
        involved_on=record.involved_on,
        signed_name=record.signed_name,
        signed_at=record.signed_at,
    )


def _count(record: RegardRecord, effect: RegardEffect) -> int:
    counted: int = getattr(record, f"of_{effect}")
    return counted


def _regarded(each: RegardPassage) -> RegardedRow:
    return RegardedRow(
        key=each.passage.key,
        ref=each.passage.ref,
        heading=each.passage.heading,
        text=each.passage.text,
        effect=RegardEffect(each.effect),
        where=each.where,
        why=each.why,
    )
