"""Keep who spoke behind a shield where nobody but a steward reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from regard.domains.engagement.models import Answer, Contribution, Invitation, Shield
from regard.domains.engagement.queries.drafts import said_in
from regard.domains.engagement.rules.shielding import behind_shield, shielded_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from regard.domains.engagement.types import Said
    from regard.foundation.files.models import File


def write_shields(
    *,
    kept: Iterable[tuple[Contribution, Said]],
    file: File | None,
    invitation: Invitation | None,
) -> None:
    """
    Write who is behind each contribution that has a shield. Call inside the action that keeps it.

    :param kept: each with what was said, before `behind_shield` took away who said it.
    """
    Shield.objects.bulk_create(
        Shield(
            contribution=contribution,
            location_id=said.location_id,
            invitation=invitation,
            file=file,
            name=said.name,
            email=said.email,
            telephone=said.telephone,
            address=said.address,
        )
        for contribution, said in kept
        if said.is_shielded
    )


def forget_behind_shields(*, said: QuerySet[Contribution]) -> None:
    """Forget who spoke behind the shields of these contributions; of which service they stay."""
    Shield.objects.filter(contribution__in=said).update(
        name="", email="", telephone="", address=""
    )


def shield_draft(*, draft: Contribution, receipt: str, at: datetime) -> Contribution:
    """
    Keep a draft behind a shield, and return what is kept. Call inside the action that keeps it.

    It is another contribution than the draft, which is gone: the draft belonged to an
    invitation, and the ledger says so.
    """
    said = said_in(draft)
    public = behind_shield(said)
    kept = Contribution.objects.create(
        system_id=draft.system_id,
        exercise_id=draft.exercise_id,
        speaker=public.speaker,
        channel=public.channel,
        visibility=public.visibility,
        receipt=receipt,
        said_on=timezone.localdate(at),
        kept_at=shielded_time(at),
        is_shielded=True,
    )
    Answer.objects.filter(contribution=draft).update(contribution=kept)
    write_shields(kept=[(kept, said)], file=None, invitation=draft.invitation)
    draft.delete()
    return kept
