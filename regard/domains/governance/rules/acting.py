"""For which holder of duties a body acts when it decides."""

from collections.abc import Collection

from regard.domains.governance.types import BodyKind, HolderKind
from regard.domains.register.types import AreaLevel

NATIONAL = frozenset({AreaLevel.COUNTRY, AreaLevel.REGION})

OF_THE_BOARD = frozenset({BodyKind.BOARD, BodyKind.SUB_COMMITTEE})

OF_THE_COUNCIL = frozenset({BodyKind.CABINET, BodyKind.HEALTH_AND_WELLBEING_BOARD})


def acts_for(
    kinds: Collection[BodyKind], *, level: AreaLevel, has_council: bool
) -> HolderKind | None:
    """
    Return for whom a body acts when it decides; None: for nobody whose duties are followed.

    What is called NHS England's acts for it, and so does a body of a region or of the country. A
    cabinet acts for its council. A health and wellbeing board is a committee of its council
    (Health and Social Care Act 2012, section 194(11)); so is any other group that is listed with
    a council. Forums and networks decide for themselves alone.

    :param kinds: all that it is, on the day it decides.
    """
    if level in NATIONAL or BodyKind.NHS_ENGLAND in kinds:
        return HolderKind.NHS_ENGLAND
    if OF_THE_BOARD & set(kinds):
        return HolderKind.BOARD
    if OF_THE_COUNCIL & set(kinds):
        return HolderKind.COUNCIL
    if BodyKind.OTHER in kinds and has_council:
        return HolderKind.COUNCIL
    return HolderKind.PARTNERSHIP if BodyKind.PARTNERSHIP in kinds else None


def is_bound(holder: HolderKind | None, *, holders: Collection[str]) -> bool:
    """Test whether a duty with these holders binds the one for whom a body acts."""
    if holder is None:
        return False
    is_all = HolderKind.ALL in holders and holder is not HolderKind.NHS_ENGLAND
    return is_all or holder in holders
