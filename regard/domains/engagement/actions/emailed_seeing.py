"""Keep what arrived by email, or as a document, as something that somebody tells unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Arrival
from regard.domains.engagement.rules.arrivals import forgotten_id
from regard.domains.engagement.types import ArrivalState, Speaker
from regard.foundation.audit import ledger
from regard.foundation.files import actions as files

from .arrivals import CannotDecide, keep_arrival
from .seeing import STAFF, tell, write_where

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.engagement.types import Said
    from regard.domains.engagement.types.seeing import Where

FORGOTTEN = "Somebody who works in care told this. It is kept, and who wrote it is forgotten."
"""What stands in place of an email, and of why it is set aside."""


@transaction.atomic
def keep_telling(
    *,
    arrival: Arrival,
    exercise: Exercise,
    said: Said,
    where: Where,
    by: str,
    at: datetime,
) -> Contribution:
    """
    Keep what arrived in the list of what people are seeing, with its original and where it is.

    Of who works in care nothing is kept that could lead to them: the email, its files and its
    sender are forgotten, nothing leads from there to the words, and no receipt is sent, as that
    would keep their address.

    :raises CannotDecide: if it does not wait.
    :raises CannotKeep: if it holds no words.
    """
    if said.speaker is Speaker.STAFF:
        kept = tell(exercise=exercise, said=said, where=where, by=STAFF, at=at)
        _forget(arrival, at=at)
        return kept
    kept = keep_arrival(arrival=arrival, exercise=exercise, said=said, by=by, at=at)
    write_where(kept, where)
    return kept


def _forget(arrival: Arrival, *, at: datetime) -> None:
    """Leave of an email and its files only that they came, and that they came once."""
    whole = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if whole.state != ArrivalState.WAITING:
        raise CannotDecide(f"This has been decided: {ArrivalState(whole.state).label.lower()}")
    for each in (whole, *Arrival.objects.select_for_update().filter(part_of=whole)):
        _forget_one(each, at=at)
        ledger.record(event="arrival.forgotten", subject=each, by=STAFF, at=at)


def _forget_one(arrival: Arrival, *, at: datetime) -> None:
    original = arrival.original
    arrival.original = files.keep(
        chunks=[FORGOTTEN.encode()],
        name="Told by somebody who works in care.txt",
        origin="in place of what was forgotten",
        scope_key=original.scope_key,
        by=STAFF,
        at=at,
    )
    if arrival.message_id:
        arrival.message_id = forgotten_id(arrival.message_id)
    arrival.sender = arrival.sender_name = arrival.subject = arrival.replies_to = ""
    arrival.words, arrival.places, arrival.note = "", [], ""
    arrival.location, arrival.invitation, arrival.follows = None, None, None
    arrival.needs_typing = False
    arrival.state, arrival.why = ArrivalState.SET_ASIDE, FORGOTTEN
    arrival.decided_by, arrival.decided_at = STAFF, at
    arrival.save()
    files.remove(file=original)
