"""Add the bodies that every system has, with the rights by which they are mostly there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Body
from regard.domains.governance.rules.usual_bodies import Proposal
from regard.domains.governance.sources.bases import get_usual_basis
from regard.domains.register import queries as register
from regard.foundation.audit import ledger

from .bodies import BodyFacts, add_body
from .rights import BasisFacts, add_basis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regard.domains.register.models import System


@transaction.atomic
def begin_bodies(
    *, system: System, proposals: Sequence[Proposal], by: str, at: datetime
) -> list[Body]:
    """
    Add the proposed bodies to a system, each with the right it mostly rests on.

    Each body and right has an entry of its own in the ledger, beside one for the whole.

    :raises CannotSetBody: if there is a body of one of these names already.
    """
    bodies = [_add(system, proposal, by, at) for proposal in proposals]
    detail: dict[str, object] = {"bodies": len(bodies)}
    ledger.record(event="body.begun", subject=system, by=by, at=at, detail=detail)
    return bodies


def _add(system: System, proposal: Proposal, by: str, at: datetime) -> Body:
    council = None
    if proposal.council_id is not None:
        council = register.get_council(system=system, council_id=proposal.council_id)
    facts = BodyFacts(
        name=proposal.name,
        kind=proposal.kind,
        level=proposal.level,
        council=council,
        about=proposal.about,
    )
    body = add_body(system=system, facts=facts, by=by, at=at)
    usual = get_usual_basis(proposal.kind)
    if usual is not None:
        basis = BasisFacts(
            kind=usual.kind,
            citation=usual.citation,
            words=usual.words,
            source=usual.source,
            valid_from=usual.valid_from,
            valid_to=usual.valid_to,
        )
        add_basis(body=body, facts=basis, by=by, at=at)
    return body
