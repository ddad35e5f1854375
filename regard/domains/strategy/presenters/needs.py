"""Needs as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.strategy.actions.needs import LoadedNeeds
from regard.domains.strategy.types import (
    Meeting,
    NeedAnswer,
    NeedLine,
    NeedMatrix,
    NeedRow,
    NeedTopic,
    PassageLine,
)
from regard.foundation.design.words import plural_words


@dataclass(frozen=True)
class TopicGroup:
    """The needs about one thing."""

    topic: NeedTopic
    needs: tuple[NeedRow, ...]


def group_needs(needs: Iterable[NeedRow]) -> list[TopicGroup]:
    """Return the needs that count, by topic, in the order in which they came."""
    groups: dict[NeedTopic, list[NeedRow]] = {}
    for need in needs:
        if need.retired_on is None:
            groups.setdefault(need.topic, []).append(need)
    return [TopicGroup(topic, tuple(rows)) for topic, rows in groups.items()]


def needs_lede(needs: Sequence[NeedRow], answers: Mapping[int, list[NeedAnswer]]) -> str:
    """Return the finding: how many needs there are, and how many something answers."""
    count = [need for need in needs if need.retired_on is None]
    if not count:
        return "No need has been recorded here yet."
    met = sum(any(each.met_by for each in answers.get(need.need_id, ())) for need in count)
    how_many = plural_words(len(count), "need")
    if not any(answers.values()):
        return f"{how_many}. Nothing published answers them yet."
    aside = sum(any(each.aside for each in answers.get(need.need_id, ())) for need in count)
    left = f", and leaves {aside:,} aside with a reason" if aside else ""
    return f"{how_many}. What is published answers {met:,} of them{left}."


def need_lede(answers: Sequence[NeedAnswer]) -> str:
    """Return the finding on one need: how many passages answer it, or that none does."""
    met = sum(len(each.met_by) for each in answers)
    if met:
        return f"{plural_words(met, 'published passage answers', 'published passages answer')} it."
    if any(each.aside for each in answers):
        return "What is published leaves it aside, and says why."
    return "Nothing published answers it yet."


def missing_words(topics: Iterable[NeedTopic]) -> str:
    """Return which of the wider topics no need is about, in a sentence."""
    return f"No need is recorded under {' or '.join(topic.label for topic in topics)}."


def topic_choices(
    groups: Sequence[TopicGroup], wanted: NeedTopic | None
) -> list[tuple[str, str, bool]]:
    """Return the topics as a row of choices: words, address, whether it is shown alone."""
    count = sum(len(group.needs) for group in groups)
    topics = [
        (
            f"{group.topic.label} {len(group.needs):,}",
            f"?topic={group.topic}",
            group.topic is wanted,
        )
        for group in groups
    ]
    return [(f"All {count:,}", "?", wanted is None), *topics]


def say_how(met: Sequence[Meeting]) -> str:
    """Return how passages meet a need where all say the same, so that it is read once; or ""."""
    hows = {each.how for each in met}
    return hows.pop() if len(hows) == 1 else ""


def matrix_lede(matrix: NeedMatrix) -> str:
    """Return the finding: what stands alone, on either side."""
    if not matrix.needs:
        return "No need has been recorded, so nobody can see what this rests on."
    needs, passages = len(matrix.orphan_needs), len(matrix.orphan_passages)
    if not needs and not passages:
        return (
            f"Every one of {plural_words(len(matrix.needs), 'need')} is answered or left aside "
            "with a reason, and every priority and commitment rests on one."
        )
    found = []
    if needs:
        found.append(f"{plural_words(needs, 'need')} that nothing answers")
    if passages:
        found.append(f"{plural_words(passages, 'passage')} that no need stands behind")
    return " and ".join(found).capitalize() + "."


def matrix_choices(
    missing: int, *, only_missing: bool, draft: bool
) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow a matrix: words, address, whether it is on; none if whole."""
    if not missing:
        return []
    of = "draft=1&" if draft else ""
    return [
        ("All", f"?{of}missing=no", not only_missing),
        (f"Only what is missing {missing:,}", f"?{of}missing=1", only_missing),
    ]


def needs_shown(matrix: NeedMatrix, *, only_missing: bool) -> list[NeedLine]:
    """Return the needs of a matrix: what nothing answers first, then what is left aside."""
    rows = matrix.orphan_needs if only_missing else matrix.needs
    return sorted(rows, key=lambda line: (not line.is_orphan, not line.aside))


def passages_shown(matrix: NeedMatrix, *, only_missing: bool) -> list[PassageLine]:
    """Return the passages that rest on needs or have to: those that stand alone first."""
    if only_missing:
        return list(matrix.orphan_passages)
    rows = [line for line in matrix.passages if line.needs or line.must_have_one]
    return sorted(rows, key=lambda line: not line.is_orphan)


def passages_without(matrix: NeedMatrix) -> list[PassageLine]:
    """Return the passages that rest on no need and do not have to."""
    return [line for line in matrix.passages if not line.needs and not line.must_have_one]


def loaded_needs_lede(loaded: LoadedNeeds) -> str:
    there = f" {plural_words(loaded.there, 'need')} already here." if loaded.there else ""
    refused = (
        f" {plural_words(len(loaded.refused), 'row')} could not be taken."
        if loaded.refused
        else " Every row was taken."
    )
    return f"{plural_words(loaded.added, 'need')} added.{there}{refused}"
