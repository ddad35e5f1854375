"""Who was asked, how, and what came of it. For an exercise that was fetched through a check."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse

from regard.domains.engagement.models import AudienceMember, Exercise, Invitation
from regard.domains.engagement.rules.letters import Ask
from regard.domains.engagement.types import (
    Channel,
    InvitationCounts,
    InvitationFilter,
    InvitationRow,
)
from regard.domains.register import queries as register
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.models import State

from .answered import has_answered, list_answered
from .asked_parts import name_parts
from .information import list_packs
from .other_ways import get_other_ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.register.types import ContactRow

ANSWER = "engagement.answer"
"""Purpose of the link by which a location answers. Its subject is the invitation."""


def get_invitation(*, exercise: Exercise, invitation_id: int) -> Invitation:
    """
    Return an invitation to an exercise that the caller was allowed to run.

    :raises NotFound: if this exercise has none of this number.
    """
    found = Invitation.objects.filter(exercise=exercise, pk=invitation_id).first()
    if found is None:
        raise NotFound("There is no such invitation")
    return found


def open_invitation(*, token: str, at: datetime) -> Invitation:
    """
    Return the invitation that a signed link opens, with its exercise, system and location.

    :raises NotFound: if it opens nothing.
    :raises Gone: if it has expired or was withdrawn.
    """
    link = links.open_link(token=token, purpose=ANSWER, at=at)
    return Invitation.objects.select_related("exercise__system", "location").get(
        pk=link.subject_id
    )


def ask_of(exercise: Exercise) -> Ask:
    """Return what an invitation says of its exercise. Three queries."""
    ways = get_other_ways(system=exercise.system)
    version = next((pack.number for pack in list_packs(exercise=exercise)[:1]), 0)
    return Ask(
        partnership=exercise.system.partnership_name,
        title=exercise.title,
        purpose=exercise.purpose,
        closes_on=exercise.closes_on,
        reply_by=exercise.reply_by,
        telephone=ways.call,
        address=ways.address,
        version=version,
        version_url=_version_address(exercise, version) if version else "",
        parts=name_parts(exercise_id=exercise.pk),
    )


def list_answer_urls(*, invitation_ids: Iterable[int]) -> dict[int, str]:
    """Return the address of each invitation's live link, in full. For letters and emails only."""
    found = links.list_links(purpose=ANSWER, subject_ids=invitation_ids)
    return {number: _address(links.token(link)) for number, link in found.items()}


def list_codes(*, invitation_ids: Iterable[int]) -> dict[int, str]:
    """Return the code that each invitation's link can be typed by. For letters only."""
    found = links.list_links(purpose=ANSWER, subject_ids=invitation_ids)
    return {number: links.token(link) for number, link in found.items()}


def count_invitations(*, exercise: Exercise) -> InvitationCounts:
    """Return how far asking has come. Ten queries, however many were asked."""
    invitations = Invitation.objects.filter(exercise=exercise)
    emails = invitations.filter(channel=Channel.EMAIL)
    letters = invitations.filter(channel=Channel.LETTER)
    members = AudienceMember.objects.filter(exercise=exercise)
    locations = members.values("location").distinct().count()
    return InvitationCounts(
        locations=locations,
        emails=emails.count(),
        sent=emails.filter(message__state=State.SENT).count(),
        waiting=emails.filter(message__state__in=[State.WAITING, State.SENDING]).count(),
        bounced=emails.filter(message__state__in=[State.FAILED, State.UNSURE]).count(),
        letters=letters.count(),
        printed=letters.filter(printed_at__isnull=False).count(),
        answered=invitations.filter(has_answered()).count(),
        misdirected=invitations.filter(misdirected_at__isnull=False).count(),
        held=emails.filter(message__state=State.HELD).count(),
    )


def list_unreachable(*, exercise: Exercise, limit: int) -> list[ContactRow]:
    """Return locations in the audience with neither an email nor a postal address, by name."""
    asked = Invitation.objects.filter(exercise=exercise).values("location")
    left = AudienceMember.objects.filter(exercise=exercise).exclude(location__in=asked)
    contacts = register.list_contacts(
        system=exercise.system, location_ids=set(left.values_list("location", flat=True))
    )
    found = [c for c in contacts.values() if not c.email and not c.address_lines]
    return sorted(found, key=lambda contact: contact.location_name)[:limit]


def list_invitations(
    *, exercise: Exercise, which: InvitationFilter, after: int, limit: int
) -> list[InvitationRow]:
    """
    Return invitations in the order in which they were made. Three queries.

    :param after: only those made after this one; 0 for the first page.
    """
    invitations = _narrowed(Invitation.objects.filter(exercise=exercise), which)
    page = invitations.filter(pk__gt=after).order_by("pk").select_related("location", "message")
    found = list(page[:limit])
    answered = list_answered(
        exercise=exercise, location_ids=[invitation.location_id for invitation in found]
    )
    live = links.list_links(purpose=ANSWER, subject_ids=[each.pk for each in found])
    return [
        InvitationRow(
            invitation_id=invitation.pk,
            location_id=invitation.location_id,
            location_name=invitation.location.name,
            channel=Channel(invitation.channel),
            to=invitation.to,
            fate=_fate(invitation),
            has_answered=invitation.location_id in answered,
            has_link=invitation.pk in live,
            is_misdirected=invitation.misdirected_at is not None,
            reminded_at=invitation.reminded_at,
            is_held=invitation.message is not None and invitation.message.state == State.HELD,
        )
        for invitation in found
    ]


def list_messages_to_deliver(*, exercise_id: int, after: int, limit: int) -> list[tuple[int, int]]:
    """Return (invitation, message) numbers of emails that wait, in order. For the job."""
    waiting = Invitation.objects.filter(
        exercise=exercise_id,
        pk__gt=after,
        message__state__in=[State.WAITING, State.SENDING],
    )
    return list(waiting.order_by("pk").values_list("pk", F("message"))[:limit])


def count_messages_to_deliver(*, exercise_id: int) -> int:
    """Return how many emails wait. For the job."""
    return Invitation.objects.filter(
        exercise=exercise_id, message__state__in=[State.WAITING, State.SENDING]
    ).count()


def is_paused(*, exercise_id: int) -> bool:
    """Test whether an exercise sends nothing for now. For the job, which asks again and again."""
    return Exercise.objects.filter(pk=exercise_id, paused_on__isnull=False).exists()


def list_letters(
    *, exercise: Exercise, is_printed: bool, after: int, limit: int
) -> list[tuple[Invitation, ContactRow]]:
    """Return letters to print, or printed before, with where they go. Three queries."""
    letters = Invitation.objects.filter(
        exercise=exercise,
        channel=Channel.LETTER,
        printed_at__isnull=not is_printed,
        misdirected_at=None,
        pk__gt=after,
    ).order_by("pk")[:limit]
    found = list(letters)
    contacts = register.list_contacts(
        system=exercise.system, location_ids=[letter.location_id for letter in found]
    )
    return [(each, contacts[each.location_id]) for each in found if each.location_id in contacts]


def _version_address(exercise: Exercise, version: int) -> str:
    path = reverse(
        "engagement:information_version", args=[exercise.system.slug, exercise.slug, version]
    )
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _address(token: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('engagement:answer', kwargs={'token': token})}"


def _narrowed(invitations: QuerySet[Invitation], which: InvitationFilter) -> QuerySet[Invitation]:
    if which is InvitationFilter.SILENT:
        return invitations.exclude(has_answered())
    if which is InvitationFilter.ANSWERED:
        return invitations.filter(has_answered())
    if which is InvitationFilter.FAILED:
        return invitations.filter(message__state__in=[State.FAILED, State.UNSURE])
    if which is InvitationFilter.MISDIRECTED:
        return invitations.filter(misdirected_at__isnull=False)
    if which is InvitationFilter.HELD:
        return invitations.filter(message__state=State.HELD)
    return invitations


def _fate(invitation: Invitation) -> str:
    if invitation.channel == Channel.LETTER:
        return "Letter posted" if invitation.printed_at else "Letter to print"
    if invitation.message is None:
        return "Not written yet"
    if invitation.message.state == State.HELD:
        return "Not asked: they asked us not to write"
    return f"Email {State(invitation.message.state).label.lower()}"
