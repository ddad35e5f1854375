"""The bodies that every system has, to begin a list with."""

from collections.abc import Sequence
from dataclasses import dataclass

from regard.domains.governance.types import BodyKind
from regard.domains.register.types import AreaLevel

OF_A_SYSTEM = (
    (BodyKind.PARTNERSHIP, "{partnership}", "It writes the integrated care strategy."),
    (BodyKind.BOARD, "{board}", "It plans and pays for NHS care."),
    (BodyKind.PROVIDER_FORUM, "{system} Care Provider Forum", "Every provider of care is heard."),
    (BodyKind.WORKFORCE_GROUP, "{system} Workforce Group", "It plans for enough people to care."),
)
OF_A_COUNCIL = (
    (
        BodyKind.HEALTH_AND_WELLBEING_BOARD,
        "{council} Health and Wellbeing Board",
        "It agrees what people there need, and how care and the NHS work together.",
    ),
    (
        BodyKind.SAFEGUARDING_BOARD,
        "{council} Safeguarding Adults Board",
        "It sees to it that adults at risk are kept safe.",
    ),
)
"""The kind, name and purpose of each."""


@dataclass(frozen=True)
class Proposal:
    """
    A body that a system has by law, or should have by guidance.

    Attributes:
        key: tells it from the others, e.g. "safeguarding_board-12".
        council_id: whose area it is for; None: the whole system.
    """

    key: str
    name: str
    kind: BodyKind
    level: AreaLevel
    council_id: int | None
    about: str


def propose_bodies(
    *, system: str, partnership: str, board: str, councils: Sequence[tuple[int, str]]
) -> list[Proposal]:
    """
    Return the bodies that a system has by law or should have by guidance, the widest first.

    :param board: the name of its integrated care board; empty where none is known.
    :param councils: number and name of each council in it.
    """
    names = {
        "system": system,
        "partnership": partnership,
        "board": board or f"{system} Integrated Care Board",
    }
    whole = [
        Proposal(kind.value, name.format(**names), kind, AreaLevel.SYSTEM, None, about)
        for kind, name, about in OF_A_SYSTEM
    ]
    each = [
        Proposal(
            key=f"{kind.value}-{council_id}",
            name=name.format(council=council),
            kind=kind,
            level=AreaLevel.COUNCIL,
            council_id=council_id,
            about=about,
        )
        for council_id, council in councils
        for kind, name, about in OF_A_COUNCIL
    ]
    return [*whole, *each]
