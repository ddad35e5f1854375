"""The part of one member in what its network said, behind its own link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from regard.domains.engagement.models import Contribution, MemberPart
from regard.foundation.accounts import links
from regard.foundation.base.errors import Gone, NotFound

from .showing import longest_words, readable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.register.models import Membership

PART = "engagement.member_part"
"""Purpose of the link by which a member says how it stands. Its subject is its part."""


def list_words_of_parts(*, parts: Iterable[MemberPart], shows_who: bool) -> dict[int, str]:
    """
    Return how members see it differently, by the part's number, as this reader may read it.

    For whoever speaks for the network: what a member told us itself, by its own link, is not for
    its network to read. Words that were taken out or withheld are not in it. Three queries.

    :param shows_who: whether the reader may know who said what to us.
    """
    differing = [part for part in parts if part.words and (shows_who or part.confirmed_at is None)]
    said_ids = [part.said_id for part in differing if part.said_id is not None]
    read = Contribution.objects.filter(readable(shows_who=shows_who), pk__in=said_ids)
    words = longest_words(contribution_ids=list(read.values_list("pk", flat=True)))
    return {
        part.pk: part.words if part.said_id is None else words.get(part.said_id, "")
        for part in differing
    }


def open_part(*, token: str, at: datetime) -> MemberPart:
    """
    Return the part that a member's link opens, with what its network said.

    :raises NotFound: if it opens nothing.
    :raises Gone: if it has expired or was withdrawn.
    """
    link = links.open_link(token=token, purpose=PART, at=at)
    found = MemberPart.objects.filter(pk=link.subject_id, contribution__kept_at__isnull=False)
    part = found.select_related(
        "contribution__exercise__system",
        "contribution__network",
        "membership__location",
        "membership__organisation",
        "said",
    ).first()
    if part is None:
        raise NotFound("This link does not open anything. Check that all of it was copied.")
    return part


def is_of_part(*, code: str, at: datetime) -> bool:
    """Test whether a code from a letter opens a member's part, and not an invitation."""
    try:
        links.open_link(token=code, purpose=PART, at=at)
    except NotFound:
        return False
    except Gone:
        return True
    return True


def list_part_urls(*, part_ids: Collection[int]) -> dict[int, str]:
    """Return the address of each part's link in full, by its number, for emails only."""
    found = links.list_links(purpose=PART, subject_ids=part_ids)
    return {
        number: settings.PUBLIC_ADDRESS
        + reverse("engagement:member_part", kwargs={"token": links.token(link)})
        for number, link in found.items()
    }


def list_parts_to_tell(*, contribution_id: int, after: int, limit: int) -> list[tuple[int, int]]:
    """Return part and message of those to whom something waits to be sent, for the job."""
    waiting = MemberPart.objects.filter(
        contribution=contribution_id, message__state="waiting", pk__gt=after
    )
    return list(waiting.order_by("pk").values_list("pk", "message_id")[:limit])


def called(membership: Membership) -> str:
    """Return a member by its name; it comes with its location and provider."""
    member = membership.location or membership.organisation
    return member.name if member else ""
