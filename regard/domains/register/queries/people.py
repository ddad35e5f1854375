"""People in their own right: who is on the register, and what is held of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from regard.domains.register.models import (
    Forgotten,
    Individual,
    IndividualRole,
    Location,
    Network,
    Representative,
    System,
)
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import people as rules
from regard.domains.register.types import PersonKind
from regard.foundation import authority
from regard.foundation.accounts import links
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import Gone, NotFound
from regard.foundation.mail.models import Message, State

PERSON = "register.person"
"""Purpose of the link to someone's own page. Its subject is the individual."""

ABOUT = "register.Individual:"
"""Begins what every message to someone on the register is about."""


class PersonState(StrEnum):
    ACTIVE = "active"
    ENDING = "ending"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        return PERSON_STATE_LABELS[self]


PERSON_STATE_LABELS = {
    PersonState.ACTIVE: "On the register",
    PersonState.ENDING: "Time ends within a month",
    PersonState.WAITING: "Not confirmed yet",
}


@dataclass(frozen=True)
class PeopleFilter:
    """Which people are meant. What is empty does not narrow."""

    kind: PersonKind | None = None
    state: PersonState | None = None
    words: str = ""


@dataclass(frozen=True)
class PeopleCount:
    """
    How many people there are of a kind.

    Attributes:
        active: confirmed; `ending` of them have less than a month left.
        forgotten: in all the time that the register has been kept.
    """

    kind: PersonKind
    active: int
    ending: int
    waiting: int
    forgotten: int


@dataclass(frozen=True)
class Speaker:
    """Someone, or a network, who may be chosen to speak for somebody. `value` names them."""

    value: str
    label: str


def get_person(
    *,
    system: System,
    individual_id: int,
    caller: Caller,
    to: authority.Permission = Permission.VIEW_PEOPLE,
) -> Individual:
    """
    Return someone on the register of the system, for the caller to see or to do `to` with.

    :raises NotFound: if there is nobody of this number here.
    :raises NotAllowed: if the caller may not; SignInNeeded if nobody is signed in.
    """
    require(caller, to, system)
    found = Individual.objects.filter(system=system, pk=individual_id)
    person = found.select_related("system", "place").first()
    if person is None:
        raise NotFound("There is nobody of this number on the register. They may be forgotten.")
    return person


def list_people(
    *,
    system: System,
    caller: Caller,
    wanted: PeopleFilter,
    today: date,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[Individual], int | None]:
    """
    Return people of the system, the newest first, and what to ask the next page with.

    :raises NotAllowed: if the caller may not see people; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_PEOPLE, system)
    found = _narrowed(Individual.objects.filter(system=system), wanted, today)
    if after:
        found = found.filter(pk__lt=after)
    rows = list(found.select_related("place").order_by("-pk")[: limit + 1])
    return rows[:limit], rows[limit - 1].pk if len(rows) > limit else None


def count_people(*, system: System, caller: Caller, today: date) -> list[PeopleCount]:
    """
    Return how many people there are of each kind, every kind once. Two queries.

    :raises NotAllowed: if the caller may not see people.
    """
    require(caller, Permission.VIEW_PEOPLE, system)
    ending = Q(confirmed_on__isnull=False, keep_until__lte=today + rules.WARN_BEFORE)
    counted = Individual.objects.filter(system=system).order_by().values_list("kind")
    held = {
        kind: (active, close, waiting)
        for kind, active, close, waiting in counted.annotate(
            active=Count("pk", filter=Q(confirmed_on__isnull=False)),
            ending=Count("pk", filter=ending),
            waiting=Count("pk", filter=Q(confirmed_on=None)),
        )
    }
    gone: dict[str, int] = {}
    for kind, many in Forgotten.objects.filter(system=system).values_list("kind", "how_many"):
        gone[kind] = gone.get(kind, 0) + many
    none = (0, 0, 0)
    return [
        PeopleCount(
            kind=kind,
            active=held.get(kind, none)[0],
            ending=held.get(kind, none)[1],
            waiting=held.get(kind, none)[2],
            forgotten=gone.get(kind, 0),
        )
        for kind in PersonKind
    ]


def open_own_page(*, token: str, at: datetime) -> Individual:
    """
    Return the person whose own page a signed link opens, for whoever holds the link.

    :raises NotFound: if it opens nothing.
    :raises Gone: if they are forgotten, or the link's time is over.
    """
    link = links.open_link(token=token, purpose=PERSON, at=at)
    found = Individual.objects.filter(pk=link.subject_id).select_related("system", "place")
    person = found.first()
    if person is None:
        raise Gone("We hold nothing about you any more. You can join the register again.")
    return person


def list_own_urls(*, individual_ids: Iterable[int]) -> dict[int, str]:
    """Return the address of each person's own page, in full. For messages to them only."""
    found = links.list_links(purpose=PERSON, subject_ids=individual_ids)
    return {
        number: settings.PUBLIC_ADDRESS
        + reverse("register:me", kwargs={"token": links.token(link)})
        for number, link in found.items()
    }


def list_messages_to_people(*, limit: int = 200) -> list[tuple[int, int]]:
    """Return (person, message) numbers of emails to people that wait, oldest first. For jobs."""
    waiting = Message.objects.filter(
        about__startswith=ABOUT, state__in=[State.WAITING, State.SENDING]
    )
    rows = waiting.order_by("pk").values_list("about", "pk")[:limit]
    return [(int(about.removeprefix(ABOUT)), number) for about, number in rows]


def list_roles(*, individual: Individual) -> list[IndividualRole]:
    """Return what someone is to services and providers, those that have ended last."""
    found = IndividualRole.objects.filter(individual=individual)
    rows = found.select_related("location", "organisation").order_by("-pk")
    return sorted(rows, key=lambda role: role.valid_to is not None)


def list_representatives(
    *, individual: Individual | None = None, location: Location | None = None
) -> list[Representative]:
    """Return who speaks for a person or a location, now and before; the newest first."""
    found = Representative.objects.filter(individual=individual, location=location)
    return list(found.select_related("by_individual", "by_network").order_by("-pk"))


def list_spoken_for(*, individual: Individual) -> list[Representative]:
    """Return whom someone speaks for, now and before; the newest first."""
    found = Representative.objects.filter(by_individual=individual)
    return list(found.select_related("individual", "location").order_by("-pk"))


def find_speakers(
    *, system: System, words: str, besides: int | None = None, limit: int = 10
) -> list[Speaker]:
    """Return networks and people of the system whose names have these words, networks first."""
    if not words.strip():
        return []
    networks = Network.objects.filter(systems=system, ended_on=None, name__icontains=words)
    people = Individual.objects.filter(
        system=system, confirmed_on__isnull=False, name__icontains=words
    )
    if besides is not None:
        people = people.exclude(pk=besides)
    rows = [
        Speaker(f"network:{network.pk}", f"{network.name} ({network.get_kind_display()})")
        for network in networks.order_by("name")[:limit]
    ]
    rows += [
        Speaker(f"person:{person.pk}", f"{person.name} ({person.get_kind_display()})")
        for person in people.order_by("name")[:limit]
    ]
    return rows[:limit]


def list_messages_about(*, individual: Individual) -> list[Message]:
    """Return what was written to someone as one on the register, the newest first."""
    about = f"{ABOUT}{individual.pk}"
    return list(Message.objects.filter(about=about).order_by("-pk"))


def _narrowed(
    found: QuerySet[Individual], wanted: PeopleFilter, today: date
) -> QuerySet[Individual]:
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state is PersonState.WAITING:
        found = found.filter(confirmed_on=None)
    if wanted.state in {PersonState.ACTIVE, PersonState.ENDING}:
        found = found.filter(confirmed_on__isnull=False)
    if wanted.state is PersonState.ENDING:
        found = found.filter(keep_until__lte=today + rules.WARN_BEFORE)
    for word in wanted.words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found
