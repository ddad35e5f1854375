"""Decisions: which there are, who was asked before each, and all that one says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from regard.domains.governance.models import Decision, Involvement
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import decisions as rules
from regard.domains.governance.types import (
    Asked,
    Constituency,
    DecisionCounts,
    DecisionRow,
    DecisionState,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .private import public_or_private

if TYPE_CHECKING:
    from regard.domains.register.models import System

PUBLIC = Q(state=DecisionState.RECORDED, is_private=False)
"""What everyone may read."""

PROVIDERS = Q(of=Constituency.PROVIDERS)

COUNTED = """
select
    count(d.id),
    count(i.first_on),
    count(*) filter (where i.first_on < d.decided_on),
    count(i.providers_on),
    count(*) filter (where i.providers_on < d.decided_on)
from unnest(%(since)s::date[], %(until)s::date[]) with ordinality as period (since, until, place)
left join governance_decision d
    on d.system_id = %(system)s
    and d.state = 'recorded'
    and d.decided_on >= period.since
    and d.decided_on < period.until
left join lateral (
    select min("on") as first_on, min("on") filter (where of = 'providers') as providers_on
    from governance_involvement
    where decision_id = d.id
) i on true
group by period.place
order by period.place
"""
"""For each period: the decisions, those somebody was asked about, and before; so providers."""


@dataclass(frozen=True)
class DecisionFilter:
    """
    How a list of decisions is narrowed. None: not by this.

    Attributes:
        since: decided on this day or later.
        until: decided before this day.
        by_providers: `asked` is about care providers, not about anybody.
        words: somewhere in the number, title or text.
    """

    body_slug: str = ""
    asked: Asked | None = None
    by_providers: bool = False
    since: date | None = None
    until: date | None = None
    words: str = ""


def get_decision(
    *, system: System, ref: str, caller: Caller, to: Permission | None = None
) -> Decision:
    """
    Return a decision by its number, for the caller to read or, with `to`, do something with.

    :raises NotFound: if there is none, or it is a draft or private and the caller may not read
        it. They cannot tell which.
    :raises NotAllowed: if they may read it, and may not do `to` with it.
    """
    found = Decision.objects.filter(system=system, ref=ref)
    decision = found.select_related("system", "body", "meeting", "item").first()
    if decision is None or not may_read_decision(decision=decision, caller=caller):
        raise NotFound("There is no decision of this number")
    if to is not None:
        require(caller, to, decision)
    return decision


def may_read_decision(*, decision: Decision, caller: Caller) -> bool:
    """Test whether the caller may read it: everyone may what is recorded and not private."""
    is_public = decision.state == DecisionState.RECORDED and not decision.is_private
    return is_public or is_allowed(caller, Permission.VIEW_PRIVATE, decision)


def list_decisions(
    *,
    system: System,
    caller: Caller,
    narrow: DecisionFilter | None = None,
    after: str = "",
    limit: int = 50,
) -> list[DecisionRow]:
    """
    Return the decisions that the caller may read, the newest first. One query.

    :param after: only those that come after the decision of this number, for the next page.
    """
    found = _found(system, caller, narrow or DecisionFilter())
    last = Decision.objects.filter(system=system, ref=after).first() if after else None
    if last is not None:
        same = Q(decided_on=last.decided_on, pk__lt=last.pk)
        found = found.filter(Q(decided_on__lt=last.decided_on) | same)
    return [_row(decision) for decision in found[:limit]]


def stream_decisions(
    *, system: System, caller: Caller, narrow: DecisionFilter | None = None
) -> Iterator[DecisionRow]:
    """Yield the decisions that the caller may read, the newest first, in bounded memory."""
    found = _found(system, caller, narrow or DecisionFilter())
    return (_row(decision) for decision in found.iterator(chunk_size=500))


def count_decisions(*, system: System, since: date | None, until: date | None) -> DecisionCounts:
    """
    Return how many decisions of a system were recorded, and who was asked before. One query.

    Private ones are counted too: the counts say nothing of them, and leaving them out would
    reward making decisions private. No check, as everyone may read the counts.

    :param since: decided on this day or later; None: from the beginning.
    :param until: decided before this day; None: to the end.
    """
    (counts,) = count_decisions_of(system=system, periods=[(since, until)])
    return counts


def count_decisions_of(
    *, system: System, periods: Sequence[tuple[date | None, date | None]]
) -> list[DecisionCounts]:
    """Return `count_decisions` for each of some periods, since when and until when. One query."""
    parameters: dict[str, Any] = {
        "system": system.pk,
        "since": [since or date.min for since, _ in periods],
        "until": [until or date.max for _, until in periods],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, parameters)
        rows: list[tuple[int, int, int, int, int]] = cursor.fetchall()
    return [
        DecisionCounts(
            all=every,
            asked_before=asked_before,
            asked_after=asked - asked_before,
            nobody=every - asked,
            providers_before=providers_before,
            providers_after=providers - providers_before,
            providers_not=every - providers,
        )
        for every, asked, asked_before, providers, providers_before in rows
    ]


def _found(system: System, caller: Caller, narrow: DecisionFilter) -> QuerySet[Decision]:
    found = Decision.objects.filter(
        public_or_private(PUBLIC, system=system, caller=caller), system=system
    )
    found = _between(found, narrow.since, narrow.until).annotate(
        first_on=_first(Q()), providers_on=_first(PROVIDERS)
    )
    if narrow.body_slug:
        found = found.filter(body__slug=narrow.body_slug)
    if narrow.asked is not None:
        first = "providers_on" if narrow.by_providers else "first_on"
        found = found.filter(_is(narrow.asked, first))
    for word in narrow.words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(ref__icontains=word)
        )
    return found.select_related("body").order_by("-decided_on", "-pk")


def _first(of: Q) -> Subquery:
    """Return the day on which somebody was first involved in the decision around it."""
    days = Involvement.objects.filter(of, decision=OuterRef("pk")).order_by()
    return Subquery(days.values("decision").annotate(first=Min("on")).values("first"))


def _is(asked: Asked, first: str) -> Q:
    if asked is Asked.NOBODY:
        return Q(**{f"{first}__isnull": True})
    comparison = "lt" if asked is Asked.BEFORE else "gte"
    return Q(**{f"{first}__{comparison}": F("decided_on")})


def _between(
    found: QuerySet[Decision], since: date | None, until: date | None
) -> QuerySet[Decision]:
    if since is not None:
        found = found.filter(decided_on__gte=since)
    if until is not None:
        found = found.filter(decided_on__lt=until)
    return found


def _row(decision: Decision) -> DecisionRow:
    return DecisionRow(
        decision_id=decision.pk,
        ref=decision.ref,
        title=decision.title,
        text=decision.text,
        body_id=decision.body_id,
        body_slug=decision.body.slug,
        body_name=decision.body.name,
        meeting_id=decision.meeting_id,
        decided_on=decision.decided_on,
        state=DecisionState(decision.state),
        is_private=decision.is_private,
        is_commissioning=decision.is_commissioning,
        asked=_asked(decision, "first_on"),
        providers=_asked(decision, "providers_on"),
    )


def _asked(decision: Decision, first: str) -> Asked:
    return rules.first_asked(getattr(decision, first), decided_on=decision.decided_on)
