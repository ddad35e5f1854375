"""All that one decision says: its options, who was involved, interests declared, and actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.governance.models import (
    Decision,
    DecisionOption,
    Involvement,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import decisions as rules
from regard.domains.governance.types import Asked, Constituency
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .declaring import count_may_vote, list_seats_to_declare
from .said import DeclaredRow, list_declared

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class InvolvementRow:
    """
    Who was involved in a decision.

    Attributes:
        asked: before its day, or on it and after.
        network: name of the network of the register that it was; empty: none.
    """

    involvement_id: int
    of: Constituency
    who: str
    how: str
    on: date
    asked: Asked
    what_came: str
    network: str


@dataclass(frozen=True)
class DecisionFile:
    """
    What stands on a decision's page.

    Attributes:
        asked: when anybody outside was first involved; so `providers` of care providers.
        involved: the first of them first.
        declared: interests declared at its item, where the caller may read them.
        to_declare: seats that came to its item and have not; of a draft that buys care.
    """

    options: list[DecisionOption]
    asked: Asked
    providers: Asked
    involved: list[InvolvementRow]
    declared: list[DeclaredRow]
    to_declare: list[str]


def get_decision_file(*, decision: Decision, caller: Caller) -> DecisionFile:
    """Return what stands on the page of a decision that the caller may read."""
    involved = list_involvement(decision=decision)
    said = _said(involved)
    item = decision.item
    is_public = decision.meeting is None or decision.meeting.minutes_public_at is not None
    sees = is_public or is_allowed(caller, Permission.VIEW_PRIVATE, decision)
    return DecisionFile(
        options=list_options(decision=decision),
        asked=rules.when_asked(said, decided_on=decision.decided_on),
        providers=rules.when_asked(
            said, decided_on=decision.decided_on, of=Constituency.PROVIDERS
        ),
        involved=involved,
        declared=list_declared(items=[item.pk]) if item is not None and sees else [],
        to_declare=list_seats_to_declare(item=item)
        if item is not None and decision.is_commissioning
        else [],
    )


def list_blockers(*, decision: Decision, today: date) -> list[str]:
    """Return all that stands against recording a draft, in words; its reader was checked."""
    item = decision.item
    cast = (decision.votes_for, decision.votes_against, decision.abstained)
    votes = [number for number in cast if number is not None]
    said = rules.Said(
        title=decision.title,
        text=decision.text,
        why=decision.why,
        decided_on=decision.decided_on,
        choices=tuple(
            rules.Choice(each.text, is_chosen=each.is_chosen, why=each.why)
            for each in list_options(decision=decision)
        ),
        involved=tuple(_said(list_involvement(decision=decision))),
        nobody_asked=decision.nobody_asked,
        is_commissioning=decision.is_commissioning,
        is_at_an_item=item is not None,
        to_declare=tuple(list_seats_to_declare(item=item)) if item is not None else (),
        votes=sum(votes) if votes else None,
        may_vote=count_may_vote(item=item) if votes else None,
    )
    return rules.reasons_not_to_record(said, today=today)


def list_options(*, decision: Decision) -> list[DecisionOption]:
    """Return what could have been decided, in its order; its reader was checked."""
    return list(decision.options.order_by("position", "pk"))


def list_involvement(*, decision: Decision) -> list[InvolvementRow]:
    """Return who was involved, the first first; the decision's reader was checked."""
    found = decision.involvements.select_related("network").order_by("on", "pk")
    return [
        InvolvementRow(
            involvement_id=each.pk,
            of=Constituency(each.of),
            who=each.who,
            how=each.how,
            on=each.on,
            asked=rules.first_asked(each.on, decided_on=decision.decided_on),
            what_came=each.what_came,
            network=each.network.name if each.network else "",
        )
        for each in found
    ]


def get_option(*, decision: Decision, option_id: int) -> DecisionOption:
    """
    Return an option of a decision whose writer was checked.

    :raises NotFound: if it has no such option.
    """
    option = decision.options.filter(pk=option_id).first()
    if option is None:
        raise NotFound("This decision has no such option")
    option.decision = decision
    return option


def get_involvement(*, decision: Decision, involvement_id: int) -> Involvement:
    """
    Return who was involved in a decision whose writer was checked.

    :raises NotFound: if it says nothing of the kind.
    """
    found = decision.involvements.filter(pk=involvement_id).first()
    if found is None:
        raise NotFound("This decision names nobody at this address")
    found.decision = decision
    return found


def _said(rows: Iterable[InvolvementRow]) -> list[rules.Involved]:
    return [rules.Involved(row.of, row.on) for row in rows]
