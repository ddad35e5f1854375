"""Actions: what is to be done, by whom and when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from regard.domains.governance.models import Action, ActionNote, Body, Holder
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import following as rules
from regard.domains.governance.types import ActionRow, ActionState, DecisionState
from regard.foundation.accounts.callers import SignedIn, require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .private import public_or_private

if TYPE_CHECKING:
    from regard.domains.register.models import System

PUBLIC = Q(is_private=False) & (
    Q(line__meeting__minutes_public_at__isnull=False)
    | Q(line__isnull=True, decision__state=DecisionState.RECORDED, decision__is_private=False)
)
"""What everyone may read: actions of published minutes, and of decisions open to all."""


@dataclass(frozen=True)
class ActionFilter:
    """How a list of actions is narrowed. `is_late`: open, and due before the day asked about."""

    body_slug: str = ""
    state: ActionState | None = None
    is_late: bool = False
    holder_id: int | None = None


@dataclass(frozen=True)
class NoteRow:
    """What was done about an action, on a day."""

    on: date
    text: str


@dataclass(frozen=True)
class ActionCounts:
    """
    How the actions that somebody may read stand on a day.

    Attributes:
        late: of those that are open, how many were due before the day.
    """

    open: int
    late: int
    done: int
    dropped: int


def get_action(
    *, system: System, ref: str, caller: Caller, to: Permission | None = None
) -> Action:
    """
    Return an action by its number, for the caller to read or, with `to`, do something with.

    Whoever it was given to may read it, and note what they did, if they have an account.

    :raises NotFound: if there is none, or the caller may not read it. They cannot tell which.
    :raises NotAllowed: if they may read it, and may not do `to` with it.
    """
    found = Action.objects.filter(system=system, ref=ref)
    action = found.select_related("body", "line__meeting", "decision", "holder").first()
    if action is None or not _may_read(action, caller):
        raise NotFound("There is no action of this number, or it is not public")
    if to is not None:
        require(caller, to, action.body)
    return action


def is_theirs(*, action: Action, caller: Caller) -> bool:
    """Test whether an action was given to whoever asks."""
    if not isinstance(caller, SignedIn) or action.holder is None:
        return False
    return action.holder.person_id == caller.person.pk


def list_notes(*, action: Action) -> list[NoteRow]:
    """Return what was done about an action, the newest first; its reader was checked."""
    notes = ActionNote.objects.filter(action=action).order_by("-on", "-pk")
    return [NoteRow(on=note.on, text=note.text) for note in notes]


def list_actions(
    *,
    system: System,
    caller: Caller,
    on: date,
    narrow: ActionFilter | None = None,
    start: int = 0,
    limit: int = 50,
) -> list[ActionRow]:
    """
    Return the actions that the caller may read. One query.

    Open ones come first, the longest due first; then those that ended, the newest first.

    :param on: the day on which they are late.
    :param start: how many to leave out, for the next page.
    """
    found = _found(system, caller, on, narrow or ActionFilter())
    return [_row(action, on) for action in found[start : start + limit]]


def stream_actions(
    *, system: System, caller: Caller, on: date, narrow: ActionFilter | None = None
) -> Iterator[ActionRow]:
    """Yield the actions that the caller may read, in the same order, in bounded memory."""
    found = _found(system, caller, on, narrow or ActionFilter())
    return (_row(action, on) for action in found.iterator(chunk_size=500))


def list_actions_of(*, body: Body, caller: Caller, on: date) -> list[ActionRow]:
    """Return the open actions of a body that the caller may read, the longest due first."""
    narrow = ActionFilter(body_slug=body.slug, state=ActionState.OPEN)
    return list_actions(system=body.system, caller=caller, on=on, narrow=narrow, limit=200)


def list_actions_of_decision(
    *, decision_id: int, system: System, caller: Caller, on: date
) -> list[ActionRow]:
    """Return what is to be done by a decision, as far as the caller may read it."""
    found = _found(system, caller, on, ActionFilter()).filter(decision=decision_id)
    return [_row(action, on) for action in found]


def count_actions(
    *, system: System, caller: Caller, on: date, body_slug: str = ""
) -> ActionCounts:
    """Return how the actions that the caller may read stand on a day. One query."""
    found = _readable(system, caller)
    if body_slug:
        found = found.filter(body__slug=body_slug)
    is_open = Q(state=ActionState.OPEN)
    counted = found.aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(due_on__lt=on)),
        done=Count("pk", filter=Q(state=ActionState.DONE)),
        dropped=Count("pk", filter=Q(state=ActionState.DROPPED)),
    )
    return ActionCounts(**counted)


def list_holders_to_act(*, system: System, body: Body) -> list[Holder]:
    """Return who sits or sat on a body, by name; its reader was checked."""
    found = Holder.objects.filter(system=system, appointments__seat__body=body).distinct()
    return list(found.order_by("name", "pk"))


def _may_read(action: Action, caller: Caller) -> bool:
    if is_allowed(caller, Permission.VIEW_PRIVATE, action.body):
        return True
    return is_theirs(action=action, caller=caller) or _is_public(action)


def _is_public(action: Action) -> bool:
    return Action.objects.filter(PUBLIC, pk=action.pk).exists()


def _readable(system: System, caller: Caller) -> QuerySet[Action]:
    theirs = Q()
    if isinstance(caller, SignedIn):
        theirs = Q(holder__person=caller.person)
    public = PUBLIC | theirs if theirs else PUBLIC
    return Action.objects.filter(
        public_or_private(public, system=system, caller=caller), system=system
    )


def _found(system: System, caller: Caller, on: date, narrow: ActionFilter) -> QuerySet[Action]:
    found = _readable(system, caller)
    if narrow.body_slug:
        found = found.filter(body__slug=narrow.body_slug)
    if narrow.state is not None:
        found = found.filter(state=narrow.state)
    if narrow.is_late:
        found = found.filter(state=ActionState.OPEN, due_on__lt=on)
    if narrow.holder_id is not None:
        found = found.filter(holder=narrow.holder_id)
    notes = ActionNote.objects.filter(action=OuterRef("pk")).order_by("-on", "-pk")
    counted = notes.order_by().values("action").annotate(n=Count("pk")).values("n")
    found = found.annotate(
        note_count=Subquery(counted),
        last_note=Subquery(notes.values("text")[:1]),
        has_ended=Case(
            When(state=ActionState.OPEN, then=0), default=1, output_field=IntegerField()
        ),
        open_due_on=Case(When(state=ActionState.OPEN, then="due_on")),
    )
    order = ("has_ended", "open_due_on", "-ended_on", "-pk")
    return found.select_related("body").order_by(*order)


def _row(action: Action, on: date) -> ActionRow:
    state = ActionState(action.state)
    return ActionRow(
        action_id=action.pk,
        ref=action.ref,
        text=action.text,
        owner=action.owner,
        body_slug=action.body.slug,
        body_name=action.body.name,
        given_on=action.given_on,
        due_on=action.due_on,
        state=state,
        ended_on=action.ended_on,
        days_late=rules.days_late(state=state, due_on=action.due_on, on=on),
        is_private=action.is_private,
        notes=action.note_count or 0,  # type: ignore[attr-defined]  # annotated
        last_note=action.last_note or "",  # type: ignore[attr-defined]  # annotated
    )
