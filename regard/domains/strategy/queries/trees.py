"""The passages of a version as a tree."""

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.rules import trees


def read_tree(strategy: Strategy) -> tuple[trees.Node, ...]:
    """Return the passages as they are read, each followed by all below it. One query."""
    rows = strategy.passages.order_by("position", "pk").values_list("key", "parent__key")
    return trees.ordered(trees.Node(key, parent) for key, parent in rows)
