"""As whom an exercise can be seen before anyone sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.asked_parts import asked_about
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Speaker
from regard.domains.register.types import ServiceType

if TYPE_CHECKING:
    from regard.domains.engagement.types.asked_parts import AskedPart, AskedParts
    from regard.domains.register.types import Criteria


PARTS_SHOWN = 25
"""Of what a question is asked about: as many as stand on a page behind a link."""


@dataclass(frozen=True)
class PartsShown:
    """
    The first parts of what a question is asked about, as somebody who is asked sees them.

    Attributes:
        about: all of them, in words, e.g. "40 passages of our draft".
        more: how many are left out, in words; empty if none.
    """

    about: str
    noun: str
    parts: tuple[AskedPart, ...]
    more: str


def in_preview(parts: AskedParts) -> PartsShown:
    left = len(parts.parts) - PARTS_SHOWN
    more = f"{count(left, f'more {parts.noun}')}" if left > 0 else ""
    return PartsShown(asked_about(parts), parts.noun, parts.parts[:PARTS_SHOWN], more)


@dataclass(frozen=True)
class Viewer:
    """
    Somebody as whom an exercise is looked at.

    Attributes:
        key: how the address names them.
        words: e.g. "an invited provider of home care", to stand in a sentence.
        service: the kind of service they are invited for; None: they come by themselves.
        speaker: in which capacity they would speak; empty where they would be asked.
    """

    key: str
    label: str
    words: str
    service: ServiceType | None = None
    speaker: str = ""


ANYONE = Viewer("anyone", "Anyone", "anyone on the web")
CARER = Viewer("carer", "An unpaid carer", "an unpaid carer on the web", speaker=Speaker.CARER)

VIEWERS = (
    ANYONE,
    CARER,
    *(
        Viewer(
            kind.value,
            f"Invited: {kind.label.lower()}",
            f"an invited provider ({kind.label.lower()})",
            kind,
            Speaker.PROVIDER,
        )
        for kind in ServiceType
    ),
)


def viewer_of(key: str) -> Viewer:
    """Return whom the address names; anyone where it names nobody that there is."""
    return next((viewer for viewer in VIEWERS if viewer.key == key), ANYONE)


def viewer_choices(chosen: Viewer) -> list[tuple[str, str, bool]]:
    return [(each.label, f"?as={each.key}", each is chosen) for each in VIEWERS]


def not_asked_in_words(viewer: Viewer, criteria: Criteria) -> str:
    """Return that a kind of service is not asked; empty if it is, or it is no service."""
    if viewer.service is None or not criteria.service_types:
        return ""
    if viewer.service in criteria.service_types:
        return ""
    return "This exercise is for other kinds of service: this one gets no invitation."
