"""What a writer's pages show of a draft of any length."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from regard.domains.strategy.models import Passage, RemovedPassage, Strategy
from regard.domains.strategy.rules import templates, trees
from regard.domains.strategy.rules.passages import list_mentions
from regard.domains.strategy.types import DocumentKind, PassageKind
from regard.foundation.base.errors import NotFound

from .trees import read_tree

PAGE = 40
"""Passages on a page: a document of 2,000 is written part by part."""


@dataclass(frozen=True)
class Line:
    """A passage in the outline of a document."""

    key: str
    ref: str
    heading: str
    depth: int
    parent: str | None


@dataclass(frozen=True)
class Renumbering:
    """
    What numbering by place would change.

    Attributes:
        changes: key, heading, number now and number then, in the order read.
        mentions: passages whose words mention a number that would be another's: number, heading
            and what they mention.
    """

    changes: tuple[tuple[str, str, str, str], ...]
    mentions: tuple[tuple[str, str, tuple[str, ...]], ...]


def find_passage_in(*, strategy: Strategy, name: str) -> Passage:
    """
    Return a passage of a strategy whose writer was checked, by its number or its key.

    :raises NotFound: if there is none.
    """
    found = strategy.passages.filter(Q(ref=name) | Q(key=name)).first()
    if found is None:
        raise NotFound(f"This strategy has no passage {name}")
    return found


def find_removed(*, strategy: Strategy, key: str) -> RemovedPassage | None:
    """Return what a draft had and has no more, whose writer was checked; None: never, or it is."""
    return strategy.removed_passages.filter(key=key).order_by("-pk").first()


def page_of(*, strategy: Strategy, key: str) -> int:
    """Return how many passages come before the page of the writer that shows a passage."""
    keys = [node.key for node in read_tree(strategy)]
    return keys.index(key) // PAGE * PAGE if key in keys else 0


def list_outline(*, strategy: Strategy) -> list[Line]:
    """Return every passage without its words, in the order read. Two queries."""
    rows = {row[0]: row for row in strategy.passages.values_list("key", "ref", "heading")}
    tree = read_tree(strategy)
    deep = trees.depths(tree)
    return [
        Line(node.key, rows[node.key][1], rows[node.key][2], deep[node.key], node.parent)
        for node in tree
    ]


def list_texts(*, strategy: Strategy, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the words and the kind, as people call it, of some passages, by key. One query."""
    rows = strategy.passages.filter(key__in=keys).values_list("key", "text", "kind")
    return {key: (text, PassageKind(kind).label) for key, text, kind in rows}


def preview_numbers(*, strategy: Strategy) -> Renumbering:
    """Return what numbering a draft by place would change, whose writer was checked."""
    refs = trees.numbered(read_tree(strategy))
    rows = list(
        strategy.passages.order_by("position", "pk").values_list("key", "heading", "ref", "text")
    )
    moved = tuple((key, head, ref, refs[key]) for key, head, ref, _ in rows if ref != refs[key])
    others = {ref for _, _, ref, _ in moved}
    mentions = (
        (ref, heading, tuple(list_mentions(text, others))) for _, heading, ref, text in rows
    )
    return Renumbering(moved, tuple(each for each in mentions if each[2]))


def check_template(*, strategy: Strategy) -> list[templates.Check]:
    """Return what the template of a document asks for, and what the document has. One query."""
    fields = ("ref", "key", "heading", "text", "section")
    rows = strategy.passages.order_by("position", "pk").values_list(*fields)
    return templates.check(DocumentKind(strategy.kind), [templates.Written(*row) for row in rows])
