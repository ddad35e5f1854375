"""Give somebody something to do, and follow it to its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import (
    Action,
    ActionNote,
    Body,
    Decision,
    Holder,
    MinuteLine,
)
from regard.domains.governance.rules import following as rules
from regard.domains.governance.types import ActionState, LineKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .minutes import lock_line
from .numbering import next_ref

if TYPE_CHECKING:
    from datetime import date, datetime


class CannotGive(Refusal):
    """That cannot be given to anybody to do."""


class CannotFollow(Refusal):
    """That cannot be said of this action."""


@dataclass(frozen=True)
class ActionFacts:
    """
    Something that somebody is to do.

    Attributes:
        owner: name or office of whose it is; empty: the holder's name.
        holder: who sits on a body of the system, where it is theirs.
        is_private: so is whatever it comes from, where that is private.
    """

    text: str
    due_on: date
    owner: str = ""
    holder: Holder | None = None
    is_private: bool = False


@transaction.atomic
def act_on_line(*, line: MinuteLine, facts: ActionFacts, by: str, at: datetime) -> Action:
    """
    Give what a line of minutes asks for, on the day of its meeting.

    :raises CannotBecome: if the line is something else already, or the minutes are agreed.
    :raises CannotGive: if it says nothing, is nobody's, or is due before the meeting.
    """
    line = lock_line(line, wanted=LineKind.ACTION)
    is_private = line.item is not None and line.item.is_private
    action = Action(
        body=line.meeting.body,
        line=line,
        given_on=timezone.localdate(line.meeting.starts_at),
        is_private=facts.is_private or is_private,
    )
    line.kind = LineKind.ACTION
    line.save(update_fields=["kind", "updated_at"])
    return _give(action, facts, by, at)


@transaction.atomic
def give_action(
    *, body: Body, facts: ActionFacts, given_on: date, by: str, at: datetime
) -> Action:
    """
    Give something to do between meetings.

    :raises CannotGive: if it says nothing, is nobody's, or is due before it is given.
    """
    action = Action(body=body, given_on=given_on, is_private=facts.is_private)
    return _give(action, facts, by, at)


@transaction.atomic
def act_on_decision(*, decision: Decision, facts: ActionFacts, by: str, at: datetime) -> Action:
    """
    Give something to do by a decision, on its day.

    :raises CannotGive: if it says nothing, is nobody's, or is due before the decision.
    """
    action = Action(
        body=decision.body,
        decision=decision,
        given_on=decision.decided_on,
        is_private=facts.is_private or decision.is_private,
    )
    return _give(action, facts, by, at)


@transaction.atomic
def edit_action(*, action: Action, facts: ActionFacts, why: str, by: str, at: datetime) -> Action:
    """
    Change what an open action says, whose it is or when it is due. A note says what and why.

    :raises CannotFollow: if it has ended, or nobody says why.
    :raises CannotGive: if it says nothing, is nobody's, or is due before it was given.
    """
    action = _lock(action)
    if action.state != ActionState.OPEN:
        raise CannotFollow("This action has ended. Open it again first")
    if not why.strip():
        raise CannotFollow("Say why it is changed")
    before = (action.text, action.owner, action.due_on)
    _fill(action, facts)
    changes = _changes(before, action)
    if not changes:
        return action
    action.save()
    _note(action, f"{' '.join(changes)} {why.strip()}", by, at)
    ledger.record(event="action.edited", subject=action, by=by, at=at)
    return action


@transaction.atomic
def note_action(*, action: Action, text: str, by: str, at: datetime) -> ActionNote:
    """
    Note what was done about an action.

    :raises CannotFollow: if nothing is said.
    """
    if not text.strip():
        raise CannotFollow("Say what was done about it")
    note = _note(_lock(action), text, by, at)
    ledger.record(event="action.noted", subject=action, by=by, at=at)
    return note


@transaction.atomic
def end_action(*, action: Action, state: ActionState, note: str, by: str, at: datetime) -> Action:
    """
    End an action today, done or dropped, with a word on what came of it.

    :raises CannotFollow: if it has ended, or nothing is said.
    """
    action = _lock(action)
    today = timezone.localdate(at)
    reason = rules.reason_not_to_end(
        state=ActionState(action.state),
        given_on=action.given_on,
        ended_on=today,
        today=today,
        note=note,
    )
    if reason:
        raise CannotFollow(reason)
    action.state, action.ended_on = state, today
    action.save(update_fields=["state", "ended_on", "updated_at"])
    _note(action, note, by, at)
    ledger.record(event=f"action.{state.value}", subject=action, by=by, at=at)
    return action


@transaction.atomic
def reopen_action(*, action: Action, note: str, by: str, at: datetime) -> Action:
    """
    Open an action again that has ended, with a word on why.

    :raises CannotFollow: if it is open, or nothing is said.
    """
    action = _lock(action)
    reason = rules.reason_not_to_reopen(state=ActionState(action.state), note=note)
    if reason:
        raise CannotFollow(reason)
    action.state, action.ended_on = ActionState.OPEN, None
    action.save(update_fields=["state", "ended_on", "updated_at"])
    _note(action, f"Opened again. {note.strip()}", by, at)
    ledger.record(event="action.reopened", subject=action, by=by, at=at)
    return action


def _lock(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).select_related("body").get(pk=action.pk)


def _give(action: Action, facts: ActionFacts, by: str, at: datetime) -> Action:
    action.system_id = action.body.system_id
    _fill(action, facts)
    action.ref = next_ref(
        Action.objects.all(), system_id=action.system_id, letter="A", year=action.given_on.year
    )
    action.save()
    detail: dict[str, object] = {"ref": action.ref, "due": action.due_on.isoformat()}
    ledger.record(event="action.given", subject=action, by=by, at=at, detail=detail)
    return action


def _fill(action: Action, facts: ActionFacts) -> None:
    owner = " ".join(facts.owner.split()) or (facts.holder.name if facts.holder else "")
    reason = rules.reason_not_to_give(given_on=action.given_on, due_on=facts.due_on)
    if not facts.text.strip():
        reason = "Say what is to be done"
    elif not owner:
        reason = "Say whose it is"
    if reason:
        raise CannotGive(reason)
    action.text, action.owner = facts.text.strip(), owner
    action.holder, action.due_on = facts.holder, facts.due_on


def _changes(before: tuple[str, str, date], action: Action) -> list[str]:
    """Return what was changed of an action, in sentences."""
    text, owner, due_on = before
    found = []
    if text != action.text:
        found.append(f"Reworded from “{text.rstrip('.')}”.")
    if owner != action.owner:
        found.append(f"Passed from {owner} to {action.owner}.")
    if due_on != action.due_on:
        found.append(f"Due moved from {due_on:%-d %B %Y} to {action.due_on:%-d %B %Y}.")
    return found


def _note(action: Action, text: str, by: str, at: datetime) -> ActionNote:
    return ActionNote.objects.create(
        action=action, on=timezone.localdate(at), text=text.strip(), by=by
    )
