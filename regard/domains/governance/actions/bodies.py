"""Add bodies and change what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from regard.domains.governance.models import Body
from regard.domains.governance.rules import bodies as rules
from regard.domains.register.types import AreaLevel
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import BodyKind
    from regard.domains.register.models import Council, Network, Place, System


class CannotSetBody(Refusal):
    """What was said of a body cannot be so."""


@dataclass(frozen=True)
class BodyFacts:
    """
    What is said of a body.

    Attributes:
        place: where it works at a place or neighbourhood; `council` where at a council.
        network: whose forum it is.
        parent: the body that it answers to.
        minutes_each: of a meeting, travel left out.
        minutes_before: of reading before a meeting.
        is_open: every provider of its area is asked to come.
        valid_from: None: before our records begin.
    """

    name: str
    kind: BodyKind
    level: AreaLevel = AreaLevel.SYSTEM
    place: Place | None = None
    council: Council | None = None
    network: Network | None = None
    parent: Body | None = None
    about: str = ""
    run_by: str = ""
    contact: str = ""
    website: str = ""
    meetings_a_year: int = 0
    minutes_each: int = 0
    minutes_before: int = 0
    papers_each: int = 0
    days_before: int = 5
    is_open: bool = False
    valid_from: date | None = None


@transaction.atomic
def add_body(*, system: System, facts: BodyFacts, by: str, at: datetime) -> Body:
    """
    Add a body to a system.

    :raises CannotSetBody: if it has no name, another has the same, or its area is not named.
    """
    slug = slugify(facts.name)[:50].strip("-")
    if not slug or slug in rules.RESERVED_SLUGS:
        raise CannotSetBody("Give the body a name of its own, with letters in it")
    same = Body.objects.filter(system=system, slug=slug).first()
    if same is not None:
        raise CannotSetBody(f"There is a body of this name already: {same.name}")
    body = Body(system=system, slug=slug)
    _set(body, facts)
    body.save()
    ledger.record(event="body.added", subject=body, by=by, at=at, detail={"kind": body.kind})
    return body


@transaction.atomic
def edit_body(*, body: Body, facts: BodyFacts, by: str, at: datetime) -> Body:
    """
    Change what is said of a body. Its address stays.

    :raises CannotSetBody: if it could not be added so, or it would answer to itself.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if not slugify(facts.name):
        raise CannotSetBody("Give the body a name with letters in it")
    was = {field.name: getattr(body, field.name) for field in fields(facts)}
    _set(body, facts)
    body.save()
    changed = sorted(name for name, value in was.items() if value != getattr(body, name))
    ledger.record(
        event="body.edited", subject=body, by=by, at=at, detail={"changed": list(changed)}
    )
    return body


def _set(body: Body, facts: BodyFacts) -> None:
    """Put what is said into the body, after checking it."""
    level = AreaLevel(facts.level)
    reason = rules.reason_against_area(
        level=level, has_place=facts.place is not None, has_council=facts.council is not None
    )
    if reason:
        raise CannotSetBody(reason)
    _check_parent(body, facts.parent)
    if body.valid_to and facts.valid_from and facts.valid_from >= body.valid_to:
        raise CannotSetBody(f"It ended on {body.valid_to:%-d %B %Y}: it began before that")
    for field in fields(facts):
        setattr(body, field.name, getattr(facts, field.name))
    body.place = facts.place if level in rules.AT_A_PLACE else None
    body.council = facts.council if level is AreaLevel.COUNCIL else None


def _check_parent(body: Body, parent: Body | None) -> None:
    if parent is None:
        return
    if parent.system_id != body.system_id:
        raise CannotSetBody("It can answer only to a body of the same system")
    if body.pk is None:
        return
    parents = dict(Body.objects.filter(system=body.system_id).values_list("pk", "parent"))
    if rules.is_above(parents=parents, upper=body.pk, lower=parent.pk):
        raise CannotSetBody(f"{parent.name} answers to it. They cannot answer to each other")
