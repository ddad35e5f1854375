"""Name topics, and say who does what about each, from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from regard.domains.governance.models import Body, Responsibility, Topic
from regard.domains.governance.rules.bodies import reason_not_to_end
from regard.domains.governance.rules.responsibilities import RESERVED_SLUGS, USUAL_TOPICS
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import BodyPart
    from regard.domains.register.models import System


class CannotSetTopic(Refusal):
    """The topic cannot be called that."""


class CannotSetPart(Refusal):
    """They cannot have that part, or not from or until that day."""


@dataclass(frozen=True)
class PartFacts:
    """
    What somebody does about a topic.

    Attributes:
        body: None where it is an office.
        office: e.g. "Director of adult social services"; empty where it is a body.
        valid_from: None: before our records begin.
    """

    part: BodyPart
    body: Body | None = None
    office: str = ""
    valid_from: date | None = None


@transaction.atomic
def add_topic(*, system: System, name: str, about: str, by: str, at: datetime) -> Topic:
    """
    Name a topic, after those that there are.

    :raises CannotSetTopic: if it has no name, or another has the same.
    """
    topic = _make(system, name, about)
    ledger.record(event="topic.added", subject=topic, by=by, at=at)
    return topic


@transaction.atomic
def begin_topics(*, system: System, by: str, at: datetime) -> list[Topic]:
    """
    Name the usual topics in a system that has none.

    :raises CannotSetTopic: if it has some.
    """
    if Topic.objects.filter(system=system).exists():
        raise CannotSetTopic("There are topics already. Add what is missing")
    topics = [_make(system, name, about) for name, about in USUAL_TOPICS]
    ledger.record(
        event="topic.begun", subject=system, by=by, at=at, detail={"topics": len(topics)}
    )
    return topics


@transaction.atomic
def edit_topic(*, topic: Topic, name: str, about: str, by: str, at: datetime) -> Topic:
    """
    Call a topic something else. Its address stays.

    :raises CannotSetTopic: if the name has no letters in it.
    """
    if not slugify(name):
        raise CannotSetTopic("Give the topic a name with letters in it")
    topic.name, topic.about = name, about
    topic.save(update_fields=["name", "about", "updated_at"])
    ledger.record(event="topic.edited", subject=topic, by=by, at=at)
    return topic


@transaction.atomic
def give_part(*, topic: Topic, facts: PartFacts, by: str, at: datetime) -> Responsibility:
    """
    Say that a body or an office does something about a topic, from a day on.

    That two should answer for one topic is let be, and shown as a fault: it is so in life.

    :raises CannotSetPart: if they have that part already, it is neither a body nor an office or
        both, or the body is of another system or not there on that day.
    """
    office = " ".join(facts.office.split())
    if (facts.body is None) == (not office):
        raise CannotSetPart("Choose a body or name an office: one of the two")
    if facts.body is not None:
        _check_body(topic, facts.body, facts.valid_from)
    same = Responsibility.objects.filter(topic=topic, part=facts.part, valid_to=None)
    if same.filter(body=facts.body, office__iexact=office).exists():
        raise CannotSetPart("They have that part already")
    row = Responsibility.objects.create(
        topic=topic, body=facts.body, office=office, part=facts.part, valid_from=facts.valid_from
    )
    detail: dict[str, object] = {"part": str(facts.part), "body": row.body_id}
    ledger.record(event="topic.part_given", subject=topic, by=by, at=at, detail=detail)
    return row


@transaction.atomic
def end_part(*, responsibility: Responsibility, on: date, by: str, at: datetime) -> Responsibility:
    """
    Say that somebody has a part in a topic no more.

    :raises CannotSetPart: if its end is on record, or it did not begin before that day.
    """
    row = Responsibility.objects.select_for_update().get(pk=responsibility.pk)
    reason = reason_not_to_end(valid_from=row.valid_from, valid_to=row.valid_to, on=on)
    if reason:
        raise CannotSetPart(reason)
    row.valid_to = on
    row.save(update_fields=["valid_to", "updated_at"])
    detail: dict[str, object] = {"part": row.part, "body": row.body_id, "on": on.isoformat()}
    ledger.record(event="topic.part_ended", subject=row.topic, by=by, at=at, detail=detail)
    return row


def _make(system: System, name: str, about: str) -> Topic:
    slug = slugify(name)[:50].strip("-")
    if not slug or slug in RESERVED_SLUGS:
        raise CannotSetTopic("Give the topic a name of its own, with letters in it")
    topics = Topic.objects.filter(system=system)
    if topics.filter(slug=slug).exists():
        raise CannotSetTopic(f"There is a topic of this name already: {name}")
    last = topics.aggregate(last=Max("position"))["last"] or 0
    return Topic.objects.create(
        system=system, slug=slug, name=name, about=about, position=last + 1
    )


def _check_body(topic: Topic, body: Body, on: date | None) -> None:
    if body.system_id != topic.system_id:
        raise CannotSetPart("Choose a body of the same system")
    if body.valid_to is not None and (on is None or on >= body.valid_to):
        raise CannotSetPart(f"{body.name} is no more from {body.valid_to:%-d %B %Y}")
    if on is not None and body.valid_from is not None and on < body.valid_from:
        raise CannotSetPart(f"{body.name} began on {body.valid_from:%-d %B %Y}")
