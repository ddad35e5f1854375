"""Seats as a spreadsheet, sent out and taken back."""

from collections.abc import Iterable, Sequence

from regard.domains.governance.actions.seat_sheets import Loaded
from regard.domains.governance.queries.bodies import BodyRow
from regard.domains.governance.queries.seats import SeatRow, Sitting
from regard.foundation.design.words import plural_words

from .seats import which_providers

CSV_HEADER = (
    "Body",
    "Seat",
    "Speaks for",
    "Which providers",
    "Place",
    "Nominated by",
    "Nominator",
    "Standing",
    "Chair",
    "Term in months",
    "State",
    "Holder",
    "Job",
    "Works at",
    "Holder comes from",
    "Since",
    "Term ends",
    "Deputy",
)


def csv_rows(
    bodies: Sequence[BodyRow], seats: dict[int, list[SeatRow]]
) -> Iterable[tuple[object, ...]]:
    """Yield the seats of all bodies as rows of `CSV_HEADER`."""
    for body in bodies:
        for row in seats.get(body.body_id, []):
            yield (
                body.name,
                row.name,
                row.speaks_for.label,
                which_providers(row),
                row.place,
                row.nominated_by.label,
                row.nominator,
                row.standing.label,
                "yes" if row.is_chair else "no",
                row.term_months or "",
                row.state.label,
                *_csv_holder(row.holder),
                row.deputy.name if row.deputy else "",
            )


def _csv_holder(holder: Sitting | None) -> tuple[object, ...]:
    if holder is None:
        return ("",) * 6
    return (
        holder.name,
        holder.job,
        holder.works_at,
        holder.side.label,
        holder.valid_from.isoformat(),
        holder.term_ends_on.isoformat() if holder.term_ends_on else "",
    )


def loaded_lede(loaded: Loaded) -> str:
    """Return the finding: what a spreadsheet of seats made, and how many rows were refused."""
    made = (
        f"{plural_words(loaded.seats, 'seat')} added, and "
        f"{plural_words(loaded.appointments, 'person', 'people')} appointed."
    )
    there = (
        f" {plural_words(loaded.there, 'seat')} {'was' if loaded.there == 1 else 'were'} there "
        "already."
        if loaded.there
        else ""
    )
    refused = (
        f" {plural_words(len(loaded.refused), 'row')} could not be taken."
        if loaded.refused
        else " Every row was taken."
    )
    return made + there + refused
