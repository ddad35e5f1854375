"""What the page of an answer says of for whom, and where, it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.collective import get_speech
from regard.domains.engagement.queries.spoken_for import count_spoken_for, is_speech
from regard.domains.engagement.rules.collective import spoken_words
from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import Channel, Visibility
from regard.domains.governance import queries as governance
from regard.foundation.authority import is_allowed

from .finding import address

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.foundation.authority import Caller

NAMES = frozenset({Visibility.NAMED, Visibility.ORGANISATION})


def spoken_rows(
    exercise: Exercise, kept: Contribution, caller: Caller, *, shows_few: bool
) -> list[tuple[str, str, str]]:
    """
    Return what is to be known of a network in it: label, words, address or nothing.

    Three queries where there is a network, and none else. That a member said something to its
    network is told only to who may know who spoke.

    :param shows_few: whether the reader may know who spoke, and counts of one to five.
    """
    network = kept.network
    if network is None:
        return []
    may_speak = is_allowed(caller, Permission.SPEAK_FOR, network)
    where = address("speak_for", exercise, network=network.slug) if may_speak else ""
    if not is_speech(kept):
        whole = get_speech(exercise=exercise, network=network)
        passed_on = whole is not None and shows_few
        return [("Passed on by", network.name, where)] if passed_on else []
    rows = []
    spoken = count_spoken_for(contribution_ids=[kept.pk]).get(kept.pk)
    if spoken is not None:
        name = network.name if shows_few or kept.visibility in NAMES else "A network"
        words = spoken_words(spoken, shows_few=shows_few)
        rows.append(("For whom", f"{name}, {words}", where))
    return [*rows, ("How it asked them", kept.asked_how, "")]


def minuted(exercise: Exercise, kept: Contribution, caller: Caller) -> tuple[str, str] | None:
    """Return the minutes that it is a line of, in words and as an address; None: of none."""
    if kept.channel != Channel.MEETING:
        return None
    line = governance.find_kept_line(system=exercise.system, receipt=kept.receipt, caller=caller)
    if line is None:
        return None
    where = {"system": exercise.system.slug, "meeting_id": line.meeting_id}
    on = day(timezone.localdate(line.meeting.starts_at))
    url = f"{reverse('governance:minutes', kwargs=where)}#line-{line.pk}"
    return f"{line.meeting.body.name}, {on}", url
