"""Needs as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.strategy.actions.needs import LoadedNeeds
from regard.domains.strategy.types import NeedAnswer, NeedMatrix, NeedRow, NeedTopic
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
    if not any(answers.values()):
        return f"{plural_words(len(count), 'need')}. Nothing published answers them yet."
    return f"{plural_words(len(count), 'need')}. What is published answers {met:,} of them."


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


def loaded_needs_lede(loaded: LoadedNeeds) -> str:
    there = f" {plural_words(loaded.there, 'need')} already here." if loaded.there else ""
    refused = (
        f" {plural_words(len(loaded.refused), 'row')} could not be taken."
        if loaded.refused
        else " Every row was taken."
    )
    return f"{plural_words(loaded.added, 'need')} added.{there}{refused}"
