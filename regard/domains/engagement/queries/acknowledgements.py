"""What an acknowledgement is sent with, and what is not kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from regard.domains.engagement.models import Arrival
from regard.foundation.base.errors import NotFound

from .contributions import get_receipt_path
from .mailboxes import get_public_address, list_reply_addresses


@dataclass(frozen=True)
class Acknowledgement:
    """
    What goes with an acknowledgement.

    Attributes:
        url: of the receipt, in full.
        headers: so that no program answers (RFC 3834), and a reply finds its way.
    """

    url: str
    headers: Mapping[str, str]


def get_acknowledgement(*, arrival_id: int) -> Acknowledgement:
    """
    Return what the acknowledgement of an email that was kept is sent with. For the job.

    :raises NotFound: if it was not kept.
    """
    whole = Arrival.objects.select_related("contribution__exercise__system")
    arrival = whole.filter(pk=arrival_id).first()
    if arrival is None or arrival.contribution is None:
        raise NotFound("Nothing was kept of this email")
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": f"<{arrival.message_id}>"}
    to = _reply_to(arrival)
    if to:
        headers["Reply-To"] = to
    path = get_receipt_path(contribution=arrival.contribution)
    return Acknowledgement(f"{settings.PUBLIC_ADDRESS}{path}", headers)


def _reply_to(arrival: Arrival) -> str:
    own = list_reply_addresses(invitation_ids=[arrival.invitation_id or 0])
    if arrival.invitation_id in own:
        return own[arrival.invitation_id]
    exercise = arrival.contribution.exercise if arrival.contribution else None
    return get_public_address(exercise=exercise) if exercise else ""
