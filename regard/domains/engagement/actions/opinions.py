"""Keep what the votes of a conversation add up to."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from regard.domains.engagement.models import Picture
from regard.domains.engagement.rules.deliberation import as_json

if TYPE_CHECKING:
    from regard.domains.engagement.types.deliberation import Opinions, Steadiness


def keep_opinions(*, conversation_id: int, opinions: Opinions, at: datetime) -> Picture:
    """
    Write down what the votes add up to. It is worked out again whenever it is needed.

    Every vote that it comes from has its entry in the ledger; this has none of its own.

    :param at: when the votes were read, from just before.
    """
    picture, _ = Picture.objects.update_or_create(
        conversation_id=conversation_id,
        defaults={"votes": opinions.votes, "result": as_json(opinions), "at": at},
    )
    return picture


def keep_steadiness(*, conversation_id: int, steadiness: Steadiness) -> None:
    """Write down whether the groups hold."""
    Picture.objects.filter(conversation=conversation_id).update(stability=asdict(steadiness))
