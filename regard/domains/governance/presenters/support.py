"""Money for taking part, as it is shown."""

from collections.abc import Iterable, Sequence

from regard.domains.governance.models import Support
from regard.domains.governance.queries.support import Totals
from regard.domains.governance.rules.support import year_words
from regard.domains.governance.types import ClaimState, SupportKind
from regard.foundation.design.words import plural_words

STATE_TAGS = {
    ClaimState.CLAIMED: "part",
    ClaimState.APPROVED: "ok",
    ClaimState.PAID: "ok",
    ClaimState.REFUSED: "no",
}

HEAD = (
    "Day",
    "Kind",
    "What for",
    "Body",
    "Network",
    "Provider",
    "Person",
    "Minutes",
    "Pounds",
    "State",
    "Reason",
)


def pounds(pence: int) -> str:
    """Return an amount in pounds; without pence where there are none."""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def lede(totals: Sequence[Totals], waiting: int) -> str:
    """Return the finding: what the newest year was supported with, and what waits."""
    waits = (
        f" {plural_words(waiting, 'claim')} {'waits' if waiting == 1 else 'wait'} for an answer."
    )
    if not totals:
        return "Nothing has been paid yet for taking part." + (waits if waiting else "")
    newest = totals[0]
    before = totals[1].pence if len(totals) > 1 else None
    change = "" if before is None else f", after {pounds(before)} the year before"
    return (
        f"Taking part was supported with {pounds(newest.pence)} in {year_words(newest.year)}"
        f"{change}." + (waits if waiting else "")
    )


def total_rows(totals: Sequence[Totals]) -> list[list[str]]:
    """Return each year with what was given by kind, and the time that was paid for."""
    return [
        [
            year_words(each.year),
            pounds(each.pence),
            *(pounds(each.kinds[kind]) for kind in SupportKind),
            f"{each.minutes / 60:,.0f}",
        ]
        for each in totals
    ]


def went_to(support: Support) -> str:
    """Return the name of whoever it went to."""
    if support.network is not None:
        return support.network.name
    if support.organisation is not None:
        return support.organisation.name
    return support.recipient or "Not said"


def cells(rows: Iterable[Support]) -> list[list[object]]:
    """Return claims and payments as rows of a table to keep."""
    return [
        [
            row.on.isoformat(),
            SupportKind(row.kind).label,
            row.what,
            row.body.name if row.body else "",
            row.network.name if row.network else "",
            row.organisation.name if row.organisation else row.recipient,
            row.holder.name if row.holder else "",
            "" if row.minutes is None else row.minutes,
            row.pence / 100,
            ClaimState(row.state).label,
            row.reason,
        ]
        for row in rows
    ]
