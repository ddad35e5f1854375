"""Who does what for each topic of a system, as at a day. All of it is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.models import Body, Responsibility, Topic
from regard.domains.governance.rules.responsibilities import Fault, list_faults
from regard.domains.governance.types import BodyPart
from regard.foundation.accounts.callers import require
from regard.foundation.base.errors import NotFound

from .days import live_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from regard.domains.register.models import System
    from regard.foundation import authority
    from regard.foundation.authority import Caller

ORDER = list(BodyPart)


@dataclass(frozen=True)
class PartRow:
    """
    Somebody's part in a topic.

    Attributes:
        body_slug: the end of the body's address; empty where it is an office.
        name: of the body or the office.
    """

    responsibility_id: int
    body_id: int | None
    body_slug: str
    name: str
    part: BodyPart
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class TopicRow:
    """
    A topic and who had which part in it on a day.

    Attributes:
        parts: of each part those who had it, by name; every part is there.
        faults: what is wrong with that, the worst first.
    """

    topic_id: int
    slug: str
    name: str
    about: str
    parts: Mapping[BodyPart, Sequence[PartRow]]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class OwnPart:
    """What a body does about a topic."""

    topic_slug: str
    topic: str
    part: BodyPart


def list_topics(*, system: System, on: date) -> list[TopicRow]:
    """Return every topic of the system in its order, with who had which part on a day."""
    topics = list(Topic.objects.filter(system=system).order_by("position", "name"))
    held = Responsibility.objects.filter(live_on(on), topic__system=system)
    parts = [(row.topic_id, _part(row)) for row in held.select_related("body")]
    return [_topic(topic, [part for pk, part in parts if pk == topic.pk]) for topic in topics]


def get_topic(
    *, system: System, slug: str, caller: Caller, to: authority.Permission | None = None
) -> Topic:
    """
    Return a topic of the system by the end of its address.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not do `to` in the system.
    """
    if to is not None:
        require(caller, to, system)
    topic = Topic.objects.filter(system=system, slug=slug).select_related("system").first()
    if topic is None:
        raise NotFound("There is no such topic in this system")
    return topic


def get_topic_row(*, topic: Topic, on: date) -> TopicRow:
    """Return who had which part in a topic on a day."""
    held = Responsibility.objects.filter(live_on(on), topic=topic).select_related("body")
    return _topic(topic, [_part(row) for row in held])


def list_parts_ever(*, topic: Topic) -> list[PartRow]:
    """Return every part that anybody has, had or will have in a topic, the newest first."""
    rows = [
        _part(row) for row in Responsibility.objects.filter(topic=topic).select_related("body")
    ]
    order = list(BodyPart)
    return sorted(
        rows, key=lambda row: (row.valid_to is not None, order.index(row.part), row.name)
    )


def get_responsibility(*, topic: Topic, responsibility_id: int) -> Responsibility:
    """
    Return somebody's part in a topic.

    :raises NotFound: if the topic has none of this number.
    """
    rows = Responsibility.objects.filter(topic=topic).select_related("body", "topic")
    found = rows.filter(pk=responsibility_id).first()
    if found is None:
        raise NotFound("There is no such part in this topic")
    return found


def list_own_parts(*, body_ids: Collection[int], on: date) -> dict[int, list[OwnPart]]:
    """Return what each body did about which topics on a day, what it answers for first."""
    held = Responsibility.objects.filter(live_on(on), body__in=body_ids)
    rows = held.select_related("topic").order_by("topic__position", "topic__name")
    found: dict[int, list[OwnPart]] = {pk: [] for pk in body_ids}
    for row in rows:
        if row.body_id is not None:
            found[row.body_id].append(OwnPart(row.topic.slug, row.topic.name, BodyPart(row.part)))
    order = list(BodyPart)
    return {
        pk: sorted(parts, key=lambda each: order.index(each.part)) for pk, parts in found.items()
    }


def list_bodies_without_part(*, system: System, on: date) -> list[tuple[str, str]]:
    """Return the address end and name of each body of a day with no part in any topic."""
    with_part = Responsibility.objects.filter(live_on(on), body__isnull=False).values("body")
    bodies = Body.objects.filter(live_on(on), system=system).exclude(pk__in=with_part)
    return list(bodies.order_by("name").values_list("slug", "name"))


def _part(row: Responsibility) -> PartRow:
    return PartRow(
        responsibility_id=row.pk,
        body_id=row.body_id,
        body_slug=row.body.slug if row.body else "",
        name=row.body.name if row.body else row.office,
        part=BodyPart(row.part),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _topic(topic: Topic, held: Sequence[PartRow]) -> TopicRow:
    parts = {
        part: sorted((row for row in held if row.part is part), key=lambda row: row.name)
        for part in BodyPart
    }
    return TopicRow(
        topic_id=topic.pk,
        slug=topic.slug,
        name=topic.name,
        about=topic.about,
        parts=parts,
        faults=tuple(list_faults({part: len(rows) for part, rows in parts.items()})),
    )
