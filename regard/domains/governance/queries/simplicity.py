"""What taking part in every body of a system asks for, of whom, and where it could be less."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.governance.models import (
    Appointment,
    Body,
    Holder,
    Meeting,
    Responsibility,
    Seat,
    Topic,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import load as rules
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.rules.load import Alike, Asked, Forum, Headline, Sitting
from regard.domains.governance.types import (
    BodyKind,
    BodyPart,
    Constituency,
    MeetingState,
)
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel, ProviderHere
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller

if TYPE_CHECKING:
    from regard.domains.register.models import System

A_YEAR = timedelta(days=365)

HELD = (MeetingState.HELD, MeetingState.AGREED)


@dataclass(frozen=True)
class Picture:
    """All that is asked, whatever the day: bodies, who sat on them, and today's providers."""

    bodies: dict[int, Body]
    forums: list[Forum]
    sittings: list[Sitting]
    providers: list[ProviderHere]


@dataclass(frozen=True)
class ForumRow:
    """
    One body of the inventory.

    Attributes:
        held: meetings held in the year before the day, as far as they are kept here.
        attends: seats by whom they speak for, the most first.
        topics: what it answers for or does.
        hours: a quarter, of all that take part together.
    """

    body: Body
    kind: BodyKind
    level: AreaLevel
    area: str
    hours_each: float
    held: int
    attends: tuple[tuple[Constituency, int], ...]
    topics: tuple[str, ...]
    people: int
    providers: int
    hours: float


@dataclass(frozen=True)
class Overlap:
    """Two bodies on which much the same people sit."""

    one: Body
    other: Body
    both: int
    share: float


@dataclass(frozen=True)
class SharedTopic:
    """A topic that several bodies answer for or do; or, with none, that nobody answers for."""

    name: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class LoadRow:
    """What is asked of one provider or seat holder, a quarter, and by which bodies."""

    number: int
    name: str
    note: str
    asked: Asked
    bodies: tuple[str, ...]


def get_picture(*, system: System) -> Picture:
    """Read all that the pages of load are made of. Public. Three queries."""
    found = Body.objects.filter(system=system).select_related("place", "council", "parent")
    bodies = {body.pk: body for body in found.order_by("name", "pk")}
    sat = Appointment.objects.filter(seat__body__system=system).values_list(
        "seat__body_id", "holder_id", "holder__organisation_id", "valid_from", "valid_to"
    )
    return Picture(
        bodies=bodies,
        forums=[_forum(body) for body in bodies.values()],
        sittings=[Sitting(*row) for row in sat.order_by("pk")],
        providers=register.list_providers_here(system=system),
    )


def list_headlines(*, picture: Picture, today: date) -> list[Headline]:
    """Return the two headline figures at the start of each quarter, the oldest first, and now."""
    return [_headline(picture, on) for on in rules.quarter_starts(today)]


def list_forums(*, system: System, picture: Picture, on: date) -> list[ForumRow]:
    """Return every body of the day: those that take most time of all together first."""
    topics, held = _topics(system, on), _held(system, on)
    seats = _seats(system, on)
    people = _people(picture, on)
    asked = rules.forums_by_provider(
        providers=picture.providers, forums=picture.forums, sittings=picture.sittings, on=on
    )
    providers = Counter(forum.body_id for forums in asked.values() for forum in forums)
    seated = {each.holder_id: each.organisation_id for each in picture.sittings}
    rows = []
    for forum in rules.live_forums(picture.forums, on):
        body = picture.bodies[forum.body_id]
        sits = people.get(forum.body_id, set())
        others = sum(seated[holder] is None for holder in sits)
        rows.append(
            ForumRow(
                body=body,
                kind=BodyKind(body.kind),
                level=AreaLevel(body.level),
                area=str(body.place or body.council or ""),
                hours_each=forum.hours,
                held=held.get(body.pk, 0),
                attends=tuple(seats.get(body.pk, Counter()).most_common()),
                topics=tuple(topics.get(body.pk, [])),
                people=len(sits),
                providers=providers[body.pk],
                hours=forum.hours * (providers[body.pk] + others),
            )
        )
    return sorted(rows, key=lambda row: (-row.hours, row.body.name))


def list_overlaps(*, picture: Picture, on: date) -> list[Overlap]:
    """Return pairs of bodies on which much the same people sit."""
    live = {each.body_id for each in rules.live_forums(picture.forums, on)}
    people = {body: sits for body, sits in _people(picture, on).items() if body in live}
    found: list[Alike] = rules.find_alike(people)
    return [
        Overlap(picture.bodies[each.one_id], picture.bodies[each.other_id], each.both, each.share)
        for each in found
    ]


def list_shared_topics(*, system: System, on: date) -> list[SharedTopic]:
    """Return the topics that several bodies answer for, and those that none does, by name."""
    does: dict[int, list[Body]] = defaultdict(list)
    answered: set[int] = set()
    for row in _responsibilities(system, on):
        if row.part == BodyPart.ACCOUNTABLE:
            answered.add(row.topic_id)
            if row.body is not None:
                does[row.topic_id].append(row.body)
    topics = Topic.objects.filter(system=system).order_by("position", "name")
    return [
        SharedTopic(topic.name, tuple(does[topic.pk]))
        for topic in topics
        if topic.pk not in answered or len(does[topic.pk]) > 1
    ]


def list_provider_load(
    *, system: System, picture: Picture, caller: Caller, on: date
) -> list[LoadRow]:
    """
    Return what is asked of each provider, those of whom most is asked first.

    :raises NotAllowed: if the caller may not see it by name.
    """
    require(caller, Permission.VIEW_LOAD, system)
    asked = rules.forums_by_provider(
        providers=picture.providers, forums=picture.forums, sittings=picture.sittings, on=on
    )
    rows = [
        _load_row(
            picture, provider.organisation_id, provider.name, provider.size_band.label, asked
        )
        for provider in picture.providers
    ]
    return sorted(rows, key=_most_first)


def list_holder_load(
    *, system: System, picture: Picture, caller: Caller, on: date
) -> list[LoadRow]:
    """
    Return what is asked of each seat holder, those of whom most is asked first.

    :raises NotAllowed: if the caller may not see it by name.
    """
    require(caller, Permission.VIEW_LOAD, system)
    asked = rules.forums_by_holder(forums=picture.forums, sittings=picture.sittings, on=on)
    holders = Holder.objects.filter(pk__in=asked).select_related("organisation")
    rows = [
        _load_row(picture, holder.pk, holder.name, _works(holder), asked) for holder in holders
    ]
    return sorted(rows, key=_most_first)


def _forum(body: Body) -> Forum:
    return Forum(
        body_id=body.pk,
        meetings_a_year=body.meetings_a_year,
        minutes_each=body.minutes_each,
        minutes_before=body.minutes_before,
        papers_each=body.papers_each,
        is_open=body.is_open,
        place_id=body.place_id,
        council_id=body.council_id,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )


def _headline(picture: Picture, on: date) -> Headline:
    asked = rules.forums_by_provider(
        providers=picture.providers, forums=picture.forums, sittings=picture.sittings, on=on
    )
    each = {number: rules.ask_of(forums) for number, forums in asked.items()}
    return rules.sum_up(each, bodies=len(rules.live_forums(picture.forums, on)), on=on)


def _people(picture: Picture, on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for each in picture.sittings:
        if is_live(each.valid_from, each.valid_to, on=on):
            found[each.body_id].add(each.holder_id)
    return found


def _held(system: System, on: date) -> dict[int, int]:
    held = Meeting.objects.filter(
        system=system, state__in=HELD, starts_at__date__gt=on - A_YEAR, starts_at__date__lte=on
    )
    return dict(held.values("body_id").annotate(n=Count("pk")).values_list("body_id", "n"))


def _seats(system: System, on: date) -> dict[int, Counter[Constituency]]:
    found: dict[int, Counter[Constituency]] = defaultdict(Counter)
    seats = Seat.objects.filter(body__system=system)
    for body, speaks_for, begins, ends in seats.values_list(
        "body_id", "speaks_for", "valid_from", "valid_to"
    ):
        if is_live(begins, ends, on=on):
            found[body][Constituency(speaks_for)] += 1
    return found


def _responsibilities(system: System, on: date) -> list[Responsibility]:
    rows = Responsibility.objects.filter(topic__system=system).select_related("topic", "body")
    return [
        row
        for row in rows.order_by("topic__position", "topic__name", "pk")
        if is_live(row.valid_from, row.valid_to, on=on)
        and (row.body is None or is_live(row.body.valid_from, row.body.valid_to, on=on))
    ]


def _topics(system: System, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in _responsibilities(system, on):
        if row.body_id is not None and row.part in {BodyPart.ACCOUNTABLE, BodyPart.RESPONSIBLE}:
            found[row.body_id].append(row.topic.name)
    return found


def _load_row(
    picture: Picture, number: int, name: str, note: str, asked: dict[int, list[Forum]]
) -> LoadRow:
    forums = asked.get(number, [])
    return LoadRow(
        number=number,
        name=name,
        note=note,
        asked=rules.ask_of(forums),
        bodies=tuple(picture.bodies[forum.body_id].name for forum in forums),
    )


def _works(holder: Holder) -> str:
    where = holder.organisation.name if holder.organisation else holder.works_at
    return ", ".join(part for part in (holder.job, where) if part)


def _most_first(row: LoadRow) -> tuple[float, str]:
    return -row.asked.hours, row.name
