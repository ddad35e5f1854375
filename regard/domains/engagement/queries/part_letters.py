"""Letters to members whose network spoke for them, and whom no email reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from regard.domains.engagement.models import MemberPart
from regard.domains.engagement.types import MemberStand
from regard.domains.register import queries as register
from regard.foundation.accounts import links
from regard.foundation.mail.models import Refused, State

from .locations_of_parts import list_locations_of
from .member_parts import PART, called

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from regard.domains.engagement.models import Contribution
    from regard.domains.register.types import ContactRow


@dataclass(frozen=True)
class PartLetter:
    """
    A letter to one member.

    Attributes:
        to: the lines of its address, the name first.
        postcode: empty where none is known.
        code: what to type in where the address is too long.
        had_mandate: whether it let its network speak for it.
    """

    part_id: int
    member: str
    to: tuple[str, ...]
    postcode: str
    url: str
    code: str
    had_mandate: bool


def list_part_letters(*, speech: Contribution, is_printed: bool) -> list[PartLetter]:
    """
    Return the letters to post, or posted before, in the order in which they are sorted for post.

    That is by postcode, then by name. For whoever runs the exercise, who was checked: a code lets
    its holder speak for the member. Five queries or so, however many there are.

    Who has no postal address gets none, nor who asked us to write to them about nothing.
    """
    parts = list(
        _unreached(speech)
        .filter(printed_at__isnull=not is_printed)
        .select_related("membership__location", "membership__organisation")
        .order_by("pk")
    )
    located = list_locations_of(exercise=speech.exercise, parts=parts)
    contacts = register.list_contacts(
        system=speech.exercise.system, location_ids={n for its in located.values() for n in its}
    )
    codes = {
        number: links.token(link)
        for number, link in links.list_links(
            purpose=PART, subject_ids=[part.pk for part in parts]
        ).items()
    }
    letters = [
        _letter(part, found, codes[part.pk])
        for part in parts
        if part.pk in codes and (found := _by_post(contacts, located[part.pk])) is not None
    ]
    return sorted(letters, key=lambda each: (each.postcode, each.member.casefold(), each.part_id))


def count_part_letters(*, speech: Contribution) -> tuple[int, int]:
    """Return how many members no email reached, and how many of them a letter was posted to."""
    parts = _unreached(speech)
    return parts.count(), parts.filter(printed_at__isnull=False).count()


def _unreached(speech: Contribution) -> QuerySet[MemberPart]:
    """Return the parts of those for whom it spoke, and who were told by no email that went."""
    spoken_for = Q(mandate__isnull=False) | ~Q(stand=MemberStand.ASKED)
    not_told = Q(message=None) | Q(message__state__in=[State.FAILED, State.HELD])
    return MemberPart.objects.filter(spoken_for, not_told, contribution=speech)


def _by_post(contacts: dict[int, ContactRow], location_ids: list[int]) -> ContactRow | None:
    """Return the first of a member's services that a letter can go to."""
    found = (contacts.get(number) for number in location_ids)
    return next(
        (
            each
            for each in found
            if each is not None and each.address_lines and each.refused != Refused.ALL
        ),
        None,
    )


def _letter(part: MemberPart, to: ContactRow, code: str) -> PartLetter:
    member = called(part.membership)
    names = dict.fromkeys((to.name, member, to.location_name))
    path = reverse("engagement:member_part", kwargs={"token": code})
    return PartLetter(
        part_id=part.pk,
        member=member,
        to=tuple(line for line in (*names, *to.address_lines) if line),
        postcode=to.address_lines[-1],
        url=f"{settings.PUBLIC_ADDRESS}{path}",
        code=code,
        had_mandate=part.mandate_id is not None,
    )
