"""The three honest counts, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count

if TYPE_CHECKING:
    from regard.domains.engagement.types.campaigns import Voices


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
