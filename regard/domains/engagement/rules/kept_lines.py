"""Who said a line of minutes, as far as these tell."""

from regard.domains.engagement.types import Speaker
from regard.domains.governance.types import Constituency

SPEAKERS = {
    Constituency.PROVIDERS: Speaker.PROVIDER,
    Constituency.PEOPLE: Speaker.PERSON,
    Constituency.CARERS: Speaker.CARER,
    Constituency.STAFF: Speaker.STAFF,
}
"""
In which capacity the holder of a seat speaks, by whom the seat speaks for.

A provider in a providers' seat speaks as a provider, and for no service of its own: minutes do
not tell that it did. Who sits for a council or the NHS speaks as someone else.
"""


def speaker_of(speaks_for: Constituency | None) -> Speaker:
    """Return in which capacity a line was said; None: nobody in particular."""
    return SPEAKERS.get(speaks_for, Speaker.OTHER) if speaks_for else Speaker.OTHER


def said_by_words(*, seat: str, sitter: str, said_by: str) -> str:
    """
    Return who said a line, e.g. "Mo Hart, Home care seat"; empty: nobody.

    :param seat: of who said it; empty where they have none.
    :param sitter: who sat for that seat, where the minutes say so.
    :param said_by: who said it without a seat.
    """
    if seat:
        return f"{sitter}, {seat}" if sitter else seat
    return said_by
