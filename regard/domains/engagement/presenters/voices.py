"""The three honest counts, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
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


def voices_words(voices: Voices) -> str:
    """Return the counts in a line, e.g. "412 submissions · 890 distinct arguments · …"."""
    return " · ".join(
        (
            count(voices.submissions, "submission"),
            count(voices.arguments, "distinct argument"),
            count(voices.organisations, "organisation"),
        )
    )


def campaigns_words(voices: Voices) -> str:
    """Return how many submissions are in campaigns, e.g. "112 of them in 2 campaigns"."""
    if not voices.campaigns:
        return ""
    return f"{voices.in_campaigns:,} of them in {count(voices.campaigns, 'campaign')}"
