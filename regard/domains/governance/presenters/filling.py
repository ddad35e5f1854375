"""What is said of seats to fill: whose, on which body, how it stands, and who could nominate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from regard.domains.governance.queries.representation import SeatNote
from regard.domains.governance.rules import filling as rules
from regard.domains.governance.rules.checks import BY_CODE
from regard.domains.governance.types import Constituency, Side, Standing, ToFill
from regard.domains.register.types import NetworkMix
from regard.foundation.design.words import plural_words

from .representation import MEANING, about, note_words

WHOM: Mapping[str, tuple[str, frozenset[Constituency]]] = {
    "providers": ("Care providers", frozenset({Constituency.PROVIDERS})),
    "people": (
        "People and carers",
        frozenset({Constituency.PEOPLE, Constituency.CARERS}),
    ),
    "voluntary": ("Voluntary sector", frozenset({Constituency.VOLUNTARY})),
}
"""Ways to narrow the list by whose seats they are. The rest is of other partners."""


@dataclass(frozen=True)
class FillRow:
    """
    A seat to fill, as the list says it.

    Attributes:
        tag: how it stands, and the kind of tag.
        words: for whom it would speak, and who else is named nowhere.
        nominators: networks of the register that could nominate: name, address, members.
        asks: whom to ask where the register knows none.
        action: what to do, and where; none for those who may not.
    """

    title: str
    body: str
    body_url: str
    about: str
    tag: tuple[str, str]
    words: str
    nominators: tuple[tuple[str, str, str], ...]
    asks: str
    action: tuple[str, str] | None


def fill_rows(
    rows: Sequence[ToFill],
    *,
    system: str,
    networks: Sequence[NetworkMix],
    notes: Mapping[int, SeatNote],
    may_edit: bool,
) -> list[FillRow]:
    """
    Return seats to fill as the list says them.

    :param system: the end of its address.
    """
    return [
        _row(
            row,
            system=system,
            able=rules.list_nominators(row, networks),
            note=notes.get(row.seat.seat_id) if row.seat else None,
            may_edit=may_edit,
        )
        for row in rows
    ]


def lede(rows: Sequence[ToFill], bodies: int) -> str:
    """Return how many seats there are to fill, and of which nobody speaks for providers."""
    if not rows:
        return "Every seat is held, and everybody who should have one has one." if bodies else ""
    first = len({row.body.body_id for row in rows if row.is_first})
    there = sum(row.seat is not None for row in rows)
    seats, to_make = plural_words(len(rows), "seat"), len(rows) - there
    said = f"{seats}: {there} there already, {to_make} to make."
    if not first:
        return said
    return f"{said} On {plural_words(first, 'body', 'bodies')} no care provider speaks at all."


def choices(
    rows: Sequence[ToFill], *, here: str, chosen: str, extra: str
) -> list[tuple[str, str, bool]]:
    """Return ways to narrow the list by whose seats they are."""
    every = (f"All {len(rows)}", f"{here}?{extra}" if extra else here, chosen not in WHOM)
    return [every] + [
        (
            f"{label} {sum(is_about(row, whom) for row in rows)}",
            f"{here}?{'&'.join(filter(None, (f'for={whom}', extra)))}",
            chosen == whom,
        )
        for whom, (label, _) in WHOM.items()
    ]


def next_words(row: ToFill, told: FillRow) -> str:
    """Return with which seat to begin, and why, in a sentence or two."""
    able = plural_words(len(told.nominators), "network")
    who = f"{able} could nominate." if told.nominators else f"{told.asks}."
    if row.is_first and row.seat is None:
        return f"Begin with {told.body}: no care provider speaks there. {who}"
    return f"Begin with {told.title[0].lower()}{told.title[1:]} on {told.body}. {who}"


def is_about(row: ToFill, whom: str) -> bool:
    """Tell whether a seat is of those that the list is narrowed to; any other word: of all."""
    if whom not in WHOM:
        return True
    return _constituency(row) in WHOM[whom][1]


def seat_to_add(code: str) -> dict[str, object]:
    """Return what the form of a new seat begins with, so that the seat meets a check."""
    check = BY_CODE.get(code)
    if check is None or check.needs is None:
        return {}
    needs = check.needs
    forum = Side.ASSOCIATION in needs.nominated_by
    return {
        "name": f"Seat for {_short(code)}",
        "speaks_for": needs.speaks_for.value,
        "service_types": sorted(needs.service_types),
        "sectors": sorted(needs.sectors),
        "size_bands": sorted(needs.size_bands),
        "nominated_by": Side.ASSOCIATION.value if forum else needs.speaks_for.value,
        "standing": Standing.VOTING.value,
    }


def _row(
    row: ToFill,
    *,
    system: str,
    able: Sequence[tuple[NetworkMix, int]],
    note: SeatNote | None,
    may_edit: bool,
) -> FillRow:
    where = {"system": system, "slug": row.body.slug}
    return FillRow(
        title=row.seat.name if row.seat else f"A seat for {_name(row.code)}",
        body=row.body.name,
        body_url=reverse("governance:representation_of", kwargs=where),
        about=about(row.body),
        tag=(note_words(row.voice, note), MEANING[row.voice]),
        words=_words(row),
        nominators=tuple(
            _nominator(system, network, count)
            for network, count in able
            if note is None or network.name != note.nominator
        ),
        asks=_asks(row, note) if row.seat or not able else "",
        action=_action(row, system) if may_edit else None,
    )


def _action(row: ToFill, system: str) -> tuple[str, str]:
    if row.seat is None:
        where = {"system": system, "slug": row.body.slug}
        return "Make the seat", f"{reverse('governance:new_seat', kwargs=where)}?for={row.code}"
    where = {"system": system, "seat_id": str(row.seat.seat_id)}
    return "Appoint somebody", reverse("governance:appoint", kwargs=where)


def _words(row: ToFill) -> str:
    said = []
    if row.services:
        said.append(f"For {plural_words(row.services, 'service')}.")
    if row.is_first:
        said.append("No care provider speaks there.")
    if row.missing:
        said.append(f"No seat names {_list([_short(code) for code in row.missing])}.")
    return " ".join(said)


def _asks(row: ToFill, note: SeatNote | None) -> str:
    if note and note.nominator:
        return f"{note.nominator} nominates"
    if row.seat is not None:
        return f"Nominated by: {row.seat.nominated_by.label.lower()}"
    if _constituency(row) is Constituency.PROVIDERS:
        return "No network here has such members. Lots can be drawn from the register"
    return "No network of theirs is on the register"


def _nominator(system: str, network: NetworkMix, services: int) -> tuple[str, str, str]:
    url = reverse("register:network", kwargs={"system": system, "network": network.slug})
    return network.name, url, plural_words(services, "service") if services else ""


def _constituency(row: ToFill) -> Constituency | None:
    if row.seat is not None:
        return row.seat.speaks_for
    needs = BY_CODE[row.code].needs
    return needs.speaks_for if needs else None


def _name(code: str) -> str:
    name = BY_CODE[code].name
    return f"{name[0].lower()}{name[1:]}"


def _short(code: str) -> str:
    check = BY_CODE[code]
    return check.column.lower() if check.needs and check.needs.service_types else _name(code)


def _list(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
