"""Which statements of a conversation are much like one that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from regard.domains.engagement.rules.statements import list_alike
from regard.foundation.analysis.embeddings import embed

from .conversations import list_texts

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation
    from regard.domains.engagement.types.deliberation import FloatArray

KEPT_FOR = 24 * 60 * 60
"""Seconds. The same statements always have the same vectors."""


def list_alike_statements(*, conversation: Conversation, text: str) -> list[tuple[int, str]]:
    """
    Return the statements shown that may say the same as a text: number and words, likest first.

    The caller was checked for the conversation.
    """
    texts = list_texts(conversation=conversation)
    if not texts:
        return []
    places = list_alike(embed([text])[0], _vectors(conversation, texts))
    numbers = list(texts)
    return [(numbers[place], texts[numbers[place]]) for place in places]


def _vectors(conversation: Conversation, texts: dict[int, str]) -> FloatArray:
    """Return the statements as vectors, shape (n, 256): a second's work for thousands."""
    name = f"talk-vectors:{conversation.pk}:{hash(tuple(texts))}"
    kept: FloatArray | None = cache.get(name)
    if kept is None or len(kept) != len(texts):
        kept = embed(list(texts.values()))
        cache.set(name, kept, KEPT_FOR)
    return kept
