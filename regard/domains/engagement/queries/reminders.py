"""Who of those asked may be written to again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from regard.domains.engagement.models import ChaseNote, HandOver, Invitation
from regard.domains.engagement.rules.waves import may_be_reminded
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.inviting import CallResult
from regard.foundation.mail import queries as mail

from .answered import has_answered
from .through import locations_heard_through
from .waves import REACHED, plan_of_wave

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.engagement.models import Exercise, Wave


def list_to_remind(
    *, exercise: Exercise, today: date, wave: Wave | None = None
) -> list[Invitation]:
    """
    Return the invitations by email that a reminder may follow today. Two queries.

    Never to who has answered or is heard through its network, said that it was not for them,
    passed it on to a colleague, said on the telephone that they will not, or asked us not to
    write; nor where the invitation did not go, or more often and sooner than its wave says.

    :param wave: only of this wave; None: of the whole exercise.
    """
    passed_on = HandOver.objects.filter(invitation=OuterRef("pk"), withdrawn_at=None)
    declined = ChaseNote.objects.filter(
        exercise=OuterRef("exercise"), location=OuterRef("location"), result=CallResult.DECLINED
    )
    silent = Invitation.objects.filter(
        exercise=exercise,
        channel=Channel.EMAIL,
        misdirected_at=None,
        message__state__in=REACHED,
    ).exclude(has_answered() | Exists(passed_on) | Exists(declined))
    silent = silent.exclude(location__in=locations_heard_through(exercise))
    if wave is not None:
        silent = silent.filter(wave=wave)
    due = [
        each
        for each in silent.select_related("wave").order_by("pk")
        if may_be_reminded(
            asked_on=timezone.localdate(each.created_at),
            reminded_on=each.reminded_at and timezone.localdate(each.reminded_at),
            reminders=each.reminders,
            plan=plan_of_wave(each.wave) if each.wave else None,
            today=today,
        )
    ]
    refused = mail.list_refused(addresses={each.to for each in due})
    return [each for each in due if each.to not in refused]
