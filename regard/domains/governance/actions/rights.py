"""Say what else a body is, and by what right it is there, from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Body, BodyRole, LegalBasis
from regard.domains.governance.rules import bodies as rules
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import BodyKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import BasisKind


class CannotSetRole(Refusal):
    """The body cannot be that, or not from or until that day."""


class CannotSetBasis(Refusal):
    """It cannot be there by that right, or not from or until that day."""


@dataclass(frozen=True)
class BasisFacts:
    """
    By what right a body is there.

    Attributes:
        words: what the text says, in our own words.
        source: where it can be read.
        valid_from: None: before our records begin.
        valid_to: the first day on which it holds no more; it may be to come.
    """

    kind: BasisKind
    citation: str
    words: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def add_role(
    *, body: Body, kind: BodyKind, valid_from: date | None, by: str, at: datetime
) -> BodyRole:
    """
    Say that a body is something else too, from a day on.

    :param valid_from: None: as long as it has been there.
    :raises CannotSetRole: if it is that already, or was not there on that day.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    valid_from = valid_from or body.valid_from
    if body.kind == kind or BodyRole.objects.filter(body=body, kind=kind, valid_to=None).exists():
        raise CannotSetRole(f"It is that already: {BodyKind(kind).label}")
    if not _is_there(body, valid_from):
        raise CannotSetRole("The body is not there on that day")
    role = BodyRole.objects.create(body=body, kind=kind, valid_from=valid_from)
    ledger.record(event="body.role_added", subject=body, by=by, at=at, detail={"kind": str(kind)})
    return role


@transaction.atomic
def end_role(*, role: BodyRole, on: date, by: str, at: datetime) -> BodyRole:
    """
    Say that a body is something no more.

    :raises CannotSetRole: if that is over, or did not begin before that day.
    """
    role = BodyRole.objects.select_for_update().select_related("body").get(pk=role.pk)
    reason = rules.reason_not_to_end(valid_from=role.valid_from, valid_to=role.valid_to, on=on)
    if reason:
        raise CannotSetRole(reason)
    role.valid_to = on
    role.save(update_fields=["valid_to", "updated_at"])
    detail: dict[str, object] = {"kind": role.kind, "on": on.isoformat()}
    ledger.record(event="body.role_ended", subject=role.body, by=by, at=at, detail=detail)
    return role


@transaction.atomic
def add_basis(*, body: Body, facts: BasisFacts, by: str, at: datetime) -> LegalBasis:
    """
    Say by what right a body is there. A body may be there by several.

    :raises CannotSetBasis: if it would end before it begins, or the body is over.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.valid_to is not None:
        raise CannotSetBasis(f"The body’s end is on record already: {body.valid_to:%-d %B %Y}")
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        raise CannotSetBasis("It would end before it begins. Correct one of the days")
    basis = LegalBasis.objects.create(
        body=body,
        kind=facts.kind,
        citation=facts.citation,
        words=facts.words,
        source=facts.source,
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
    )
    detail: dict[str, object] = {"citation": facts.citation}
    ledger.record(event="body.basis_added", subject=body, by=by, at=at, detail=detail)
    return basis


@transaction.atomic
def end_basis(*, basis: LegalBasis, on: date, by: str, at: datetime) -> LegalBasis:
    """
    Say that a right holds no more from a day on. The body stays until it is ended itself.

    A day that is still to come may be moved: law is brought into force later than was planned.

    :raises CannotSetBasis: if it is over, or did not begin before that day.
    """
    basis = LegalBasis.objects.select_for_update().select_related("body").get(pk=basis.pk)
    is_over = basis.valid_to is not None and basis.valid_to <= at.date()
    reason = rules.reason_not_to_end(
        valid_from=basis.valid_from, valid_to=basis.valid_to if is_over else None, on=on
    )
    if reason:
        raise CannotSetBasis(reason)
    basis.valid_to = on
    basis.save(update_fields=["valid_to", "updated_at"])
    detail: dict[str, object] = {"citation": basis.citation, "on": on.isoformat()}
    ledger.record(event="body.basis_ended", subject=basis.body, by=by, at=at, detail=detail)
    return basis


def _is_there(body: Body, on: date | None) -> bool:
    """Test whether the body is there on a day; None is before all days."""
    if on is None:
        return body.valid_from is None
    return is_live(body.valid_from, body.valid_to, on=on)
