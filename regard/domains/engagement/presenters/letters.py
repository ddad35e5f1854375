"""Invitations by letter: what stands on each sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.foundation.design.pictures import qr_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from regard.domains.engagement.models import Invitation
    from regard.domains.register.types import ContactRow


@dataclass(frozen=True)
class Letter:
    """
    One sheet.

    Attributes:
        code: what to type in where the address is too long.
        picture: the address as a QR code, in SVG.
    """

    invitation_id: int
    service: str
    to: tuple[str, ...]
    url: str
    code: str
    picture: SafeString


def letters(
    found: Sequence[tuple[Invitation, ContactRow]],
    *,
    urls: Mapping[int, str],
    codes: Mapping[int, str],
) -> list[Letter]:
    """Return a sheet for each invitation that has a live link."""
    return [
        Letter(
            invitation_id=invitation.pk,
            service=contact.location_name,
            to=tuple(
                line
                for line in (contact.name, contact.location_name, *contact.address_lines)
                if line
            ),
            url=urls[invitation.pk],
            code=codes[invitation.pk],
            picture=qr_picture(urls[invitation.pk]),
        )
        for invitation, contact in found
        if invitation.pk in urls
    ]
