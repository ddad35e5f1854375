"""The passages of a version as a tree."""

from django.db.models import Exists, OuterRef

from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.rules import trees


def read_tree(strategy: Strategy) -> tuple[trees.Node, ...]:
    """Return the passages as they are read, each followed by all below it. One query."""
    rows = strategy.passages.order_by("position", "pk").values_list("key", "parent__key")
    return trees.ordered(trees.Node(key, parent) for key, parent in rows)


def list_words(strategy: Strategy) -> list[tuple[str, str]]:
    """Return number and words of each passage; of one that only heads others, its heading."""
    rows = strategy.passages.annotate(heads=Exists(Passage.objects.filter(parent=OuterRef("pk"))))
    fields = ("ref", "heading", "text", "heads")
    return [
        (ref, text or (heading if heads else ""))
        for ref, heading, text, heads in rows.values_list(*fields)
    ]
