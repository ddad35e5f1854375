"""Interests at an item, as they are shown."""

from collections.abc import Sequence

from regard.domains.governance.models import AgendaItem
from regard.domains.governance.queries.declaring import DeclarationRow
from regard.domains.governance.types import InterestAct
from regard.foundation.design.words import number_words, plural_words


def number_of(item: AgendaItem, items: Sequence[AgendaItem]) -> int:
    """Return the number of an item on its agenda, from 1."""
    return [each.pk for each in items].index(item.pk) + 1


def declared_lede(item: AgendaItem, rows: Sequence[DeclarationRow]) -> str:
    """Return how many have declared, and whether the item is open."""
    if not rows:
        return "Nobody has written down who came."
    said = [row for row in rows if row.act is not None]
    some = sum(row.act is not InterestAct.NONE for row in said)
    found = (
        f"{number_words(len(said))} of {plural_words(len(rows), 'seat')} that came "
        f"{'has' if len(said) == 1 else 'have'} declared; "
        f"{number_words(some)} {'has' if some == 1 else 'have'} an interest."
    )
    return f"{found} {_state(item, waits=len(said) < len(rows))}"


def _state(item: AgendaItem, *, waits: bool) -> str:
    if item.opened_at is not None:
        return "The item is open."
    if item.is_commissioning and waits:
        return "Care is bought by it, so it stays shut until all have."
    return "It can be opened."
