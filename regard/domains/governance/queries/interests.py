"""The register of interests: who has which, from one day to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from regard.domains.governance.models import Appointment, Body, Holder, Interest
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import InterestKind
from regard.foundation.accounts.callers import SignedIn, require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .days import live_on

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class InterestRow:
    """
    An interest on the register.

    Attributes:
        bodies: on which they sit on the day asked about, by name; empty: on none any more.
        organisation: that it is about, by name; empty: none on the register.
        valid_from: None: before our records begin.
        valid_to: the first day on which they had it no more; None: they have it.
        why_not_published: empty: it is published.
    """

    interest_id: int
    holder_id: int
    name: str
    bodies: tuple[str, ...]
    kind: InterestKind
    text: str
    organisation: str
    declared_on: date
    valid_from: date | None
    valid_to: date | None
    is_published: bool
    why_not_published: str


@dataclass(frozen=True)
class InterestFilter:
    """How the register is narrowed: to who sits on a body, to one holder, or by words."""

    body_slug: str = ""
    holder_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class InterestCounts:
    """
    How complete the register is on a day.

    Attributes:
        sitting: people who sit on a body of the system, deputies too.
        with_one: of these, those who have an interest on the register that is published.
        interests: that are published, on that day.
        not_published: that are not, on that day. Everyone may know how many.
    """

    sitting: int
    with_one: int
    interests: int
    not_published: int


def list_interests(
    *, system: System, caller: Caller, on: date, narrow: InterestFilter | None = None
) -> list[InterestRow]:
    """
    Return the interests of a day, by name; unpublished ones for who keeps the register.

    Somebody's own are among them. Two queries, however many there are.
    """
    return list(stream_interests(system=system, caller=caller, on=on, narrow=narrow))


def stream_interests(
    *, system: System, caller: Caller, on: date, narrow: InterestFilter | None = None
) -> Iterator[InterestRow]:
    """Yield the same, a few hundred at a time."""
    found = _readable(system, caller).filter(live_on(on))
    found = _narrowed(found, narrow or InterestFilter(), on)
    sitting = Appointment.objects.filter(live_on(on)).select_related("seat__body")
    held = Prefetch("holder__appointments", sitting, to_attr="sitting")
    ordered = found.select_related("holder", "organisation").prefetch_related(held)
    rows = ordered.order_by("holder__name", "holder_id", "kind", "pk")
    return (_row(each) for each in rows.iterator(chunk_size=500))


def count_interests(*, system: System, on: date) -> InterestCounts:
    """Return how complete the register is on a day; everyone may know. Two queries."""
    sitting = Appointment.objects.filter(live_on(on), live_on(on, "seat__"), holder__system=system)
    holders = set(sitting.values_list("holder_id", flat=True))
    live = Interest.objects.filter(live_on(on), system=system)
    rows = list(live.values_list("holder_id", "is_published"))
    return InterestCounts(
        sitting=len(holders),
        with_one=len(holders & {holder for holder, is_published in rows if is_published}),
        interests=sum(is_published for _, is_published in rows),
        not_published=sum(not is_published for _, is_published in rows),
    )


def get_interest(
    *, system: System, interest_id: int, caller: Caller, to: Permission | None = None
) -> Interest:
    """
    Return an interest to read, or to put right.

    Somebody may put right and end their own.

    :raises NotFound: if there is none, or it is not published and the caller may not read it.
    :raises NotAllowed: if they may read it, and may not do `to` with it.
    """
    found = _readable(system, caller).filter(pk=interest_id)
    interest = found.select_related("holder", "organisation", "system").first()
    if interest is None:
        raise NotFound("There is no such interest on the register")
    if to is not None and not _is_own(interest.holder, caller):
        require(caller, to, system)
    return interest


def list_holders_to_declare(*, system: System, caller: Caller) -> list[Holder]:
    """
    Return whose interests the caller may write down, by name.

    Everybody's for who keeps the register; one's own for everybody with an account.

    :raises NotAllowed: if it is nobody's; SignInNeeded if nobody is signed in.
    """
    found = Holder.objects.filter(system=system).order_by("name", "pk")
    if is_allowed(caller, Permission.KEEP_INTERESTS, system):
        return list(found)
    own = found.filter(person=caller.person) if isinstance(caller, SignedIn) else found.none()
    holders = list(own)
    if not holders:
        require(caller, Permission.KEEP_INTERESTS, system)
    return holders


def may_declare(*, system: System, caller: Caller) -> bool:
    """Test whether the caller may write down anybody's interests, their own too."""
    if is_allowed(caller, Permission.KEEP_INTERESTS, system):
        return True
    if not isinstance(caller, SignedIn):
        return False
    return Holder.objects.filter(system=system, person=caller.person).exists()


def _readable(system: System, caller: Caller) -> QuerySet[Interest]:
    found = Interest.objects.filter(system=system)
    if is_allowed(caller, Permission.KEEP_INTERESTS, system):
        return found
    public = Q(is_published=True)
    if isinstance(caller, SignedIn):
        public |= Q(holder__person=caller.person)
    return found.filter(public)


def _narrowed(found: QuerySet[Interest], narrow: InterestFilter, on: date) -> QuerySet[Interest]:
    if narrow.body_slug:
        on_body = Appointment.objects.filter(
            live_on(on), holder=OuterRef("holder"), seat__body__slug=narrow.body_slug
        )
        found = found.filter(Exists(on_body))
    if narrow.holder_id is not None:
        found = found.filter(holder=narrow.holder_id)
    for word in narrow.words.split():
        found = found.filter(
            Q(text__icontains=word)
            | Q(holder__name__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return found


def _is_own(holder: Holder, caller: Caller) -> bool:
    return isinstance(caller, SignedIn) and holder.person_id == caller.person.pk


def _row(interest: Interest) -> InterestRow:
    sitting: list[Appointment] = interest.holder.sitting  # type: ignore[attr-defined]  # prefetched
    bodies: dict[str, Body] = {each.seat.body.name: each.seat.body for each in sitting}
    return InterestRow(
        interest_id=interest.pk,
        holder_id=interest.holder_id,
        name=interest.holder.name,
        bodies=tuple(sorted(bodies)),
        kind=InterestKind(interest.kind),
        text=interest.text,
        organisation=interest.organisation.name if interest.organisation else "",
        declared_on=interest.declared_on,
        valid_from=interest.valid_from,
        valid_to=interest.valid_to,
        is_published=interest.is_published,
        why_not_published=interest.why_not_published,
    )
