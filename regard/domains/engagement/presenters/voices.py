"""The three honest counts, where they may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

if TYPE_CHECKING:
    from regard.domains.engagement.types.campaigns import Voices


def voices_to_show(voices: Voices, *, shows_few: bool) -> Voices | None:
    """
    Return the counts, or None where they are so small that they could tell who spoke.

    :param shows_few: whether the reader may know who spoke.
    """
    few = any(0 < n < SMALLEST_SHOWN for n in (voices.submissions, voices.organisations))
    return None if (few and not shows_few) or not voices.submissions else voices
