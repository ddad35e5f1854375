"""Mark the message that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.foundation.audit import ledger

from .models import Message, State
from .numbers import ours_among
from .queries import CAME_BACK

if TYPE_CHECKING:
    from datetime import datetime

    from .bounces import Bounce


@transaction.atomic
def mark_returned(*, bounce: Bounce, by: str, at: datetime) -> Message | None:
    """
    Take down that a message which was taken by its mail server did not arrive after all.

    :return: the message; None if it is none of ours, or was marked before.
    """
    numbers = ours_among(bounce.texts)
    went = Message.objects.select_for_update().filter(state__in=[State.SENT, State.UNSURE])
    message = went.filter(pk__in=numbers).order_by("-pk").first()
    if message is None:
        return None
    message.state, message.sent_at = State.FAILED, None
    message.problem = f"{CAME_BACK}{bounce.problem}"
    message.save(update_fields=["state", "sent_at", "problem", "updated_at"])
    ledger.record(event="message.returned", subject=message, by=by, at=at)
    return message
