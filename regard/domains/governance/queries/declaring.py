"""Interests at an item of a meeting: who is there, who declared, and what is on the register."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from regard.domains.governance.models import AgendaItem, Attendance, Declaration, Interest
from regard.domains.governance.rules import interests as rules
from regard.domains.governance.types import Attended, InterestAct, InterestKind, Standing

from .days import live_on


@dataclass(frozen=True)
class KnownInterest:
    """
    An interest on the register of somebody who is there.

    Attributes:
        organisation: whose name it is about; empty: none on the register.
        is_named: that name stands in the item's title or topic. A hint: whether the interest
            bears on the item is for people to say.
    """

    interest_id: int
    kind: InterestKind
    text: str
    organisation: str
    is_named: bool


@dataclass(frozen=True)
class DeclarationRow:
    """
    A seat that came to a meeting, at one item of it.

    Attributes:
        name: of who sat for it; empty: nobody said.
        act: what they declared and did; None: nothing yet.
        interest_id: of the register, that they named.
        known: their interests on the register on that day, those that are named first.
    """

    seat_id: int
    seat: str
    standing: Standing
    name: str
    attended: Attended
    act: InterestAct | None
    text: str
    interest_id: int | None
    known: tuple[KnownInterest, ...] = ()


def list_seats_at_item(*, item: AgendaItem) -> list[rules.SeatAtItem]:
    """Return every seat of which it is known whether it came, and what it declared here."""
    return [
        rules.SeatAtItem(name=row.seat, attended=row.attended, act=row.act) for row in _rows(item)
    ]


def list_seats_to_declare(*, item: AgendaItem) -> list[str]:
    """Return the names of seats that came and have not declared at an item."""
    return rules.seats_to_declare(list_seats_at_item(item=item))


def list_declarations(*, item: AgendaItem) -> list[DeclarationRow]:
    """
    Return every seat that came, with what its holder declared here and has on the register.

    For who writes the minutes, who was checked: unpublished interests are among them. Three
    queries, however many came.
    """
    rows = [row for row in _rows(item) if row.attended in rules.IN_THE_ROOM]
    sat: dict[int | None, int | None] = dict(
        Attendance.objects.filter(meeting=item.meeting_id).values_list("seat_id", "holder_id")
    )
    on = timezone.localdate(item.meeting.starts_at)
    known = _known(item, {holder for holder in sat.values() if holder}, on)
    return [replace(row, known=known.get(sat.get(row.seat_id), ())) for row in rows]


def count_may_vote(*, item: AgendaItem | None) -> int | None:
    """
    Return how many seats could vote on an item: they came, vote, and had no interest in the way.

    :returns: None where it was taken at no item, or nobody said who came.
    """
    if item is None:
        return None
    rows = _rows(item)
    if not rows:
        return None
    return sum(
        row.standing is Standing.VOTING
        and row.attended in rules.IN_THE_ROOM
        and row.act not in rules.CAST_NO_VOTE
        for row in rows
    )


def _rows(item: AgendaItem) -> list[DeclarationRow]:
    said: dict[int | None, Declaration] = {
        each.seat_id: each for each in Declaration.objects.filter(item=item)
    }
    came = Attendance.objects.filter(meeting=item.meeting_id, seat__isnull=False)
    return [
        _row(each, said.get(each.seat_id))
        for each in came.select_related("seat", "holder").order_by("seat__name", "pk")
    ]


def _row(came: Attendance, said: Declaration | None) -> DeclarationRow:
    assert came.seat is not None  # noqa: S101 (filtered; for the type checker)
    return DeclarationRow(
        seat_id=came.seat.pk,
        seat=came.seat.name,
        standing=Standing(came.seat.standing),
        name=came.holder.name if came.holder else "",
        attended=Attended(came.attended),
        act=InterestAct(said.act) if said else None,
        text=said.text if said else "",
        interest_id=said.interest_id if said else None,
    )


def _known(
    item: AgendaItem, holder_ids: Collection[int], on: date
) -> dict[int | None, tuple[KnownInterest, ...]]:
    """Return the interests of holders on a day, those that the item names first."""
    words = f"{item.title} {item.topic.name if item.topic else ''}"
    found: dict[int | None, list[KnownInterest]] = {}
    interests = Interest.objects.filter(live_on(on), holder__in=holder_ids)
    for each in interests.select_related("organisation").order_by("pk"):
        name = each.organisation.name if each.organisation else ""
        known = KnownInterest(
            interest_id=each.pk,
            kind=InterestKind(each.kind),
            text=each.text,
            organisation=name,
            is_named=rules.is_named_in(name, words),
        )
        found.setdefault(each.holder_id, []).append(known)
    return {
        holder: tuple(sorted(theirs, key=lambda known: not known.is_named))
        for holder, theirs in found.items()
    }
