"""What the time of agendas went to, in words and tables."""

from collections.abc import Sequence

from regard.domains.governance.queries.balance import BodyBalance
from regard.domains.governance.rules.agendas import Balance, weigh
from regard.domains.governance.types import ItemKind
from regard.foundation.design.words import percent_words, plural_words

HEAD = ("Body", "Meetings", "Hours on agendas", *(kind.label for kind in ItemKind))


def lede(rows: Sequence[BodyBalance], before: Sequence[BodyBalance]) -> str:
    """Return the finding: which share of the year's time went to money and contracts."""
    year, last = _whole(rows), _whole(before)
    if not year.total:
        return "No agenda of this year can be read here yet."
    share = year.share(ItemKind.COMMERCIAL)
    meetings = sum(row.meetings for row in rows)
    words = (
        f"{percent_words(share)} of the time on the agendas of "
        f"{plural_words(meetings, 'meeting')} went to money and contracts"
    )
    if last.total:
        words += f"; {percent_words(last.share(ItemKind.COMMERCIAL))} the year before"
    return f"{words}."


def table_rows(rows: Sequence[BodyBalance]) -> list[list[object]]:
    """Return each body with the share of its time by kind, the most on money first."""
    ordered = sorted(rows, key=lambda row: -(row.balance.share(ItemKind.COMMERCIAL) or 0))
    return [
        [
            row.name,
            row.meetings,
            row.balance.total / 60,
            *(percent_words(row.balance.share(kind)) for kind in ItemKind),
        ]
        for row in ordered
    ]


def whole_rows(
    rows: Sequence[BodyBalance], before: Sequence[BodyBalance]
) -> list[tuple[str, float | None, str]]:
    """Return each kind with its share of the year's time, and that of the year before in words."""
    year, last = _whole(rows), _whole(before)
    return [
        (kind.label, year.share(kind), percent_words(last.share(kind)) if last.total else "–")
        for kind in ItemKind
    ]


def _whole(rows: Sequence[BodyBalance]) -> Balance:
    return weigh((kind, row.balance.minutes[kind]) for row in rows for kind in ItemKind)
