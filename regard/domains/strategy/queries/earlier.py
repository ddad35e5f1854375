"""What the versions before this one answered: it stays behind the passages that go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.types import Item, Overview

from .behind import list_behind
from .overviews import get_overview
from .states import read_state
from .waiting import published_versions

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Earlier:
    """
    An earlier version, as the public reads it, and what it answered.

    Attributes:
        refs: the number that each passage had there, by its key; only of those asked for.
        behind: what each of these answered there, by that number.
    """

    strategy: Strategy
    overview: Overview
    refs: dict[str, str]
    behind: dict[str, list[Item]]


def list_earlier(*, strategy: Strategy, keys: Collection[str], each: int) -> list[Earlier]:
    """
    Return the published versions before one, the newest first, for a reader who was checked.

    No query for a first version; some twenty for each earlier one.

    :param keys: of the passages whose voices are wanted.
    :param each: how many things said, at most, of each of these.
    """
    if strategy.number == 1:
        return []
    versions = published_versions(strategy).filter(number__lt=strategy.number)
    return [
        _read(version, keys, each)
        for version in versions.select_related("system").order_by("-number")
    ]


def _read(version: Strategy, keys: Collection[str], each: int) -> Earlier:
    state = read_state(strategy=version, shows_who=False)
    overview = get_overview(strategy=version, shows_who=False, state=state)
    passages = list(Passage.objects.filter(strategy=version, key__in=list(keys)))
    behind, _ = list_behind(state=state, overview=overview, passages=passages, each=each)
    refs = {passage.key: passage.ref for passage in passages}
    return Earlier(version, overview, refs, behind)
