"""Write agendas: items, their order and their one-page briefs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from regard.domains.governance.models import AgendaItem, Meeting
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import ItemKind, MeetingState, Purpose
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .meetings import lock, refuse

if TYPE_CHECKING:
    from regard.domains.governance.models import Topic


class CannotSetItem(Refusal):
    """What was said of an item cannot be so."""


@dataclass(frozen=True)
class ItemDetails:
    """
    What is said of an item of an agenda, its brief among it.

    Attributes:
        minutes_long: planned, from 0.
        about: what it is, for someone new to it.
        views: whose views it rests on, and how they came.
        why_private: must be said of a private item, and is public.
        is_commissioning: care is bought by it: interests are declared before it opens.
    """

    title: str
    kind: ItemKind
    purpose: Purpose
    topic: Topic | None = None
    minutes_long: int = 10
    lead: str = ""
    about: str = ""
    decision_needed: str = ""
    evidence: str = ""
    views: str = ""
    is_private: bool = False
    why_private: str = ""
    is_commissioning: bool = False


def details_of(item: AgendaItem) -> ItemDetails:
    """Return what is said of an item now, to change some of it."""
    said = {field.name: getattr(item, field.name) for field in fields(ItemDetails)}
    return ItemDetails(**said)


@transaction.atomic
def add_item(*, meeting: Meeting, details: ItemDetails, by: str, at: datetime) -> AgendaItem:
    """
    Put an item at the end of an agenda.

    :raises CannotSetItem: if it has no title, or is private and does not say why.
    :raises CannotChangeMeeting: if the meeting was cancelled or its minutes are agreed.
    """
    held = _open(meeting)
    _check(details)
    last = held.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=held, position=last + 1, added_at=at, **_fields(details)
    )
    ledger.record(event="item.added", subject=item, by=by, at=at, detail={"meeting": held.pk})
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, details: ItemDetails, by: str, at: datetime) -> AgendaItem:
    """
    Change an item of an agenda or its brief.

    :raises CannotSetItem: as `add_item`; or if it is opened, and would be no longer, or newly,
        about buying care.
    :raises CannotChangeMeeting: as `add_item`.
    """
    _open(item.meeting)
    _check(details)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.opened_at is not None and item.is_commissioning != details.is_commissioning:
        raise CannotSetItem(
            "The meeting has come to this item: whether care is bought by it stays"
        )
    said = _fields(details)
    changed = [name for name, value in said.items() if value != getattr(item, name)]
    for name, value in said.items():
        setattr(item, name, value)
    item.save()
    ledger.record(event="item.edited", subject=item, by=by, at=at, detail={"changed": changed})
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, is_up: bool, by: str, at: datetime) -> bool:
    """
    Swap an item with the one before it or after it, and return whether there was one.

    :raises CannotChangeMeeting: as `add_item`.
    """
    held = _open(item.meeting)
    items = list(held.items.order_by("position", "pk"))
    index = next(n for n, each in enumerate(items) if each.pk == item.pk)
    other = index - 1 if is_up else index + 1
    if not 0 <= other < len(items):
        return False
    items[index], items[other] = items[other], items[index]
    for position, each in enumerate(items, start=1):
        each.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    detail: dict[str, object] = {"position": other + 1}
    ledger.record(event="item.moved", subject=item, by=by, at=at, detail=detail)
    return True


@transaction.atomic
def remove_item(*, item: AgendaItem, by: str, at: datetime) -> None:
    """
    Take an item with its brief and papers off an agenda.

    :raises CannotSetItem: if the meeting came to it, or something was minuted or decided at it.
    :raises CannotChangeMeeting: as `add_item`.
    """
    held = _open(item.meeting)
    if item.opened_at or item.lines.exists() or item.decisions.exists():
        raise CannotSetItem("The meeting has come to this item: it stays on the agenda")
    detail: dict[str, object] = {"item": item.pk, "title": item.title}
    ledger.record(event="item.removed", subject=held, by=by, at=at, detail=detail)
    item.delete()


def _open(meeting: Meeting) -> Meeting:
    """Return the meeting, locked, if its agenda may still change."""
    held = lock(meeting)
    refuse(rules.reason_not_to_change(MeetingState(held.state)))
    return held


def _check(details: ItemDetails) -> None:
    if not details.title.strip():
        raise CannotSetItem("Give the item a title")
    if details.is_private and not details.why_private.strip():
        raise CannotSetItem("Say why it is private: everybody may read the reason")
    if details.minutes_long < 0:
        raise CannotSetItem("An item takes 0 minutes or more")


def _fields(details: ItemDetails) -> dict[str, object]:
    """Return what is said, trimmed; an item that is not private gives no reason."""
    said = {field.name: getattr(details, field.name) for field in fields(details)}
    trimmed = {
        name: value.strip() if isinstance(value, str) else value for name, value in said.items()
    }
    return trimmed if details.is_private else trimmed | {"why_private": ""}
