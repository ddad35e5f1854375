"""What else a body is, and by what right it is there. Public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.governance.models import BodyRole, LegalBasis
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.governance.models import Body


def list_roles(*, body: Body) -> list[BodyRole]:
    """Return all that a body is, was or will be beside what it is first, what lasts first."""
    return sorted(BodyRole.objects.filter(body=body), key=_lasting_first)


def list_bases(*, body: Body) -> list[LegalBasis]:
    """Return every right by which a body is, was or will be there, those that last first."""
    return sorted(LegalBasis.objects.filter(body=body), key=_lasting_first)


def get_role(*, body: Body, body_role_id: int) -> BodyRole:
    """
    Return something that a body is beside what it is first.

    :raises NotFound: if the body has none of this number.
    """
    found = BodyRole.objects.filter(body=body, pk=body_role_id).first()
    if found is None:
        raise NotFound("This body has no such role")
    return found


def get_basis(*, body: Body, basis_id: int) -> LegalBasis:
    """
    Return a right by which a body is there.

    :raises NotFound: if the body has none of this number.
    """
    found = LegalBasis.objects.filter(body=body, pk=basis_id).first()
    if found is None:
        raise NotFound("This body has no such right on record")
    return found


def _lasting_first(row: BodyRole | LegalBasis) -> tuple[bool, int, int]:
    ended = -row.valid_to.toordinal() if row.valid_to else 0
    return row.valid_to is not None, ended, row.pk
