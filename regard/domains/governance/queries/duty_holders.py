"""Who has duties in a system: partnership, board, councils, health and wellbeing boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.governance.models import Body, BodyRole
from regard.domains.governance.rules.obligations import Holder
from regard.domains.governance.types import BodyKind, HolderKind
from regard.domains.register import queries as register

from .days import live_on

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System


def list_holders(*, system: System, on: date) -> list[Holder]:
    """
    Return whoever has duties in a system on a day.

    Where a partnership or board is not among the bodies, it is named as the register names it;
    a council without a health and wellbeing board among the bodies is taken to have one.
    """
    bodies = _list_bodies(system, on)
    councils = register.list_council_names(system=system)
    board = register.get_board(system=system)
    return [
        _one(bodies, HolderKind.PARTNERSHIP, system.partnership_name),
        _one(bodies, HolderKind.BOARD, board.name if board else "The integrated care board"),
        *(Holder(HolderKind.COUNCIL, name, council_id=pk) for pk, name in councils),
        *_boards(bodies, councils),
    ]


def _list_bodies(system: System, on: date) -> list[tuple[Body, set[str]]]:
    """Return the bodies of a day with all that each is, the oldest first."""
    bodies = list(Body.objects.filter(live_on(on), system=system).order_by("valid_from", "pk"))
    kinds = {body.pk: {body.kind} for body in bodies}
    roles = BodyRole.objects.filter(live_on(on), body__in=kinds)
    for body_id, kind in roles.values_list("body", "kind"):
        kinds[body_id].add(kind)
    return [(body, kinds[body.pk]) for body in bodies]


def _one(bodies: list[tuple[Body, set[str]]], kind: HolderKind, name: str) -> Holder:
    body = next((body for body, kinds in bodies if BodyKind(kind.value) in kinds), None)
    return Holder(kind, body.name if body else name, body_id=body.pk if body else None)


def _boards(bodies: list[tuple[Body, set[str]]], councils: list[tuple[int, str]]) -> list[Holder]:
    """Return the health and wellbeing boards among the bodies, and those of other councils."""
    kind = HolderKind.HEALTH_AND_WELLBEING_BOARD
    listed = [body for body, kinds in bodies if BodyKind.HEALTH_AND_WELLBEING_BOARD in kinds]
    have = {each.council_id for each in listed}
    return [
        *(Holder(kind, each.name, each.pk, each.council_id) for each in listed),
        *(
            Holder(kind, f"Health and wellbeing board, {name}", council_id=pk)
            for pk, name in councils
            if pk not in have and None not in have
        ),
    ]
