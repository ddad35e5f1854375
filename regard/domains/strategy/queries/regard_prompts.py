"""Which passages seem to bear on a decision, for whoever writes down what it made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.types import LikelyPassage
from regard.foundation.analysis.relevance import find_likely

from .passages import list_passages
from .shortlists import hold_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regard.domains.governance.models import Decision
    from regard.domains.strategy.models import Passage, Strategy

MOST = 8
"""Passages proposed for a decision: more would be no help."""


def list_likely_passages(
    *, decision: Decision, strategy: Strategy, words: str = "", most: int = MOST
) -> list[LikelyPassage]:
    """
    Return the passages of a published version that seem to bear on a decision.

    The likeliest first; the reader of both was checked. Nothing leaves the machine.

    :param words: look for these instead of the decision's own. Where they are numbers of
        passages, like 2.4, it is these.
    """
    passages = list_passages(strategy=strategy)
    refs = set(words.replace(",", " ").replace(" and ", " ").split())
    if named := [each for each in passages if each.ref in refs]:
        return [_likely(each, ()) for each in named]
    text = words.strip() or f"{decision.title}. {decision.text}. {decision.why}"
    said = [f"{each.heading}. {each.text}" for each in passages]
    parts = hold_parts(f"passages:{strategy.pk}", said)
    found = find_likely(text, parts, most=most)
    return [_likely(passages[each.index], each.words) for each in found]


def list_passages_to_regard(
    *, strategy: Strategy, keys: Iterable[str], words: Mapping[str, tuple[str, ...]]
) -> list[LikelyPassage]:
    """
    Return passages by their keys, each once and in the order given. Unknown keys are passed over.

    :param words: that each shares with what was looked for, by its key.
    """
    wanted = list(dict.fromkeys(keys))
    found = {each.key: each for each in strategy.passages.filter(key__in=wanted)}
    return [_likely(found[key], words.get(key, ())) for key in wanted if key in found]


def _likely(passage: Passage, words: tuple[str, ...]) -> LikelyPassage:
    return LikelyPassage(
        key=passage.key,
        ref=passage.ref,
        heading=passage.heading,
        text=passage.text,
        words=words,
    )
