"""Who may answer behind an invitation's link, and to whom it was passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from regard.domains.engagement import rules
from regard.domains.engagement.models import HandOver, Invitation
from regard.domains.engagement.types import Stage
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound

from .invitations import ANSWER, open_invitation

HAND_OVER = "engagement.hand_over"
"""Purpose of the link by which a colleague answers. Its subject is the hand-over."""


@dataclass(frozen=True)
class Opened:
    """
    What a link that answers has opened.

    Attributes:
        hand_over: None for whoever was asked, else the colleague to whom it was passed on.
    """

    invitation: Invitation
    hand_over: HandOver | None = None

    @property
    def by(self) -> str:
        """How the ledger names whoever holds the link."""
        if self.hand_over is not None:
            return f"hand_over:{self.hand_over.pk}"
        return f"invitation:{self.invitation.pk}"

    def refusal(self, today: date) -> str | None:
        """Return why nobody can answer on a day; None if they can."""
        exercise = self.invitation.exercise
        return rules.reason_not_to_take(
            stage=Stage(exercise.stage),
            opens_on=exercise.opens_on,
            closes_on=exercise.closes_on,
            today=today,
        )


def open_answer(*, token: str, at: datetime) -> Opened:
    """
    Return what a link opens: an invitation's own, or a colleague's to whom it was passed on.

    A colleague's opens nothing once the invitation's own was withdrawn.

    :raises NotFound: if it opens nothing.
    :raises Gone: if it has expired, or was withdrawn or taken back.
    """
    try:
        return Opened(open_invitation(token=token, at=at))
    except NotFound:
        link = links.open_link(token=token, purpose=HAND_OVER, at=at)
    found = HandOver.objects.select_related("invitation__exercise__system", "invitation__location")
    hand_over = found.get(pk=link.subject_id)
    if not links.list_links(purpose=ANSWER, subject_ids=[hand_over.invitation_id]):
        raise links.LinkRevoked("This link has been withdrawn. Ask whoever sent it for a new one.")
    return Opened(hand_over.invitation, hand_over)


def list_hand_overs(*, invitation: Invitation) -> list[HandOver]:
    """Return to whom it is passed on now, the first first. One query."""
    live = HandOver.objects.filter(invitation=invitation, withdrawn_at=None)
    return list(live.select_related("message").order_by("pk"))


def get_hand_over(*, invitation: Invitation, hand_over_id: int) -> HandOver:
    """
    Return to whom an invitation is passed on, to take it back.

    :raises NotFound: if it is not passed on so, or no longer.
    """
    found = HandOver.objects.filter(invitation=invitation, pk=hand_over_id, withdrawn_at=None)
    hand_over = found.first()
    if hand_over is None:
        raise NotFound("It is not passed on to them any more")
    return hand_over


def get_hand_over_url(*, hand_over_id: int) -> str:
    """Return the address of a colleague's link in full, for their email; empty if withdrawn."""
    link = links.list_links(purpose=HAND_OVER, subject_ids=[hand_over_id]).get(hand_over_id)
    if link is None:
        return ""
    address = reverse("engagement:answer", kwargs={"token": links.token(link)})
    return f"{settings.PUBLIC_ADDRESS}{address}"
