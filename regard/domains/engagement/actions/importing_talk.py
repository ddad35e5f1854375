"""Take a conversation that was held elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Conversation, Statement, Vote, Voter
from regard.domains.engagement.rules.conversations import MOST_STATEMENTS, MOST_VOTERS
from regard.domains.engagement.rules.exercises import slug_of
from regard.domains.engagement.sources.polis_export import CannotReadExport, read_export
from regard.domains.engagement.types import StatementState
from regard.foundation.audit import ledger

from .voting import start_drawing

if TYPE_CHECKING:
    from regard.domains.engagement.sources.polis_export import Export
    from regard.domains.register.models import System

AT_A_TIME = 10_000
WHY_HIDDEN = "It was taken out where the conversation was held."


@transaction.atomic
def import_conversation(
    *, system: System, title: str, votes: Path, comments: Path, by: str, at: datetime
) -> Conversation:
    """
    Keep a conversation that Polis, or another Regard, exported, as one that is closed.

    Statements and voters keep their numbers. Nobody can vote in it any more.

    :raises CannotReadExport: if a file is not one, or it is larger than a conversation may be.
    """
    export = read_export(votes=votes, comments=comments)
    voters = sorted({voter for voter, _ in export.votes})
    if len(voters) > MOST_VOTERS or len(export.statements) > MOST_STATEMENTS:
        raise CannotReadExport(
            f"At most {MOST_VOTERS:,} voters and {MOST_STATEMENTS:,} statements fit into one."
        )
    taken = set(Conversation.objects.filter(system=system).values_list("slug", flat=True))
    today = timezone.localdate(at)
    made = Conversation.objects.create(
        system=system,
        slug=slug_of(title, taken=taken),
        title=title,
        words="It was held elsewhere and brought here.",
        opens_on=today,
        closes_on=today,
        opened_at=at,
        closed_at=at,
    )
    _write(made, export, voters)
    detail: dict[str, object] = {"votes": len(export.votes), "voters": len(voters)}
    ledger.record(event="conversation.imported", subject=made, by=by, at=at, detail=detail)
    start_drawing(conversation=made, at=at)
    return made


def _write(made: Conversation, export: Export, voters: list[int]) -> None:
    statements = Statement.objects.bulk_create(
        (
            Statement(
                conversation=made,
                number=number,
                text=text,
                state=state,
                why=WHY_HIDDEN if state is StatementState.HIDDEN else "",
            )
            for number, (text, state) in sorted(export.statements.items())
        ),
        batch_size=AT_A_TIME,
    )
    people = Voter.objects.bulk_create(
        (Voter(conversation=made, number=number) for number in voters), batch_size=AT_A_TIME
    )
    of_voter = {voter.number: voter for voter in people}
    of_statement = {statement.number: statement for statement in statements}
    Vote.objects.bulk_create(
        (
            Vote(
                conversation=made,
                voter=of_voter[voter],
                statement=of_statement[statement],
                value=value,
            )
            for (voter, statement), value in export.votes.items()
        ),
        batch_size=AT_A_TIME,
    )
