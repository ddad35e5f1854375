"""When a file would take so much out of the register that a person should look first."""

from collections.abc import Iterable

MOST_DRIFT_SHARE = 0.1
"""
Share of what is held in a file's councils that it may end or move without a question.

Of the regulator's 23,000 locations about 1 in 100 ends a month; a file that was filtered, cut
off or is of another year ends far more.
"""

MOST_ENDED_SHARE_OF_ONE = 0.5
FEW_ENDED = 5
"""
One council may lose half its services, or up to five, without a question of its own: a list
that happens to hold one service from over the border must not end all the others there.
"""


def question(
    *, held: int, ended: int, moved: int, councils: Iterable[tuple[str, int, int]]
) -> str | None:
    """
    Return what to ask before a file is taken. None if nothing need be asked.

    :param held: live locations that the file's councils have in the register.
    :param ended: of those, how many the file no longer lists.
    :param moved: of those, how many have another provider, council or postcode in the file.
    :param councils: each council's name, how many it has, and how many would end.
    """
    if held and (ended + moved) / held > MOST_DRIFT_SHARE:
        return (
            f"Of {held:,} locations that we hold for this file’s councils, {ended:,} are not in "
            f"the file and would end, and {moved:,} would change their provider, council or "
            f"postcode: {(ended + moved) / held:.0%} together. More than "
            f"{MOST_DRIFT_SHARE:.0%} is unusual. Is this the right and whole file?"
        )
    for name, has, loses in councils:
        if loses > FEW_ENDED and loses / has > MOST_ENDED_SHARE_OF_ONE:
            return (
                f"{loses:,} of the {has:,} locations that we hold for {name} are not in the file "
                "and would end. Is this the whole file for that council?"
            )
    return None
