"""What the page of one body says: each check, the seats that decide it, and who there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from regard.domains.governance.models import Body
from regard.domains.governance.queries.representation import Compared
from regard.domains.governance.rules.checks import CHECKS
from regard.domains.governance.rules.shares import Share, Shares, list_shares
from regard.domains.governance.types import BodyFacts, Check, Outcome, SeatFacts, Voice
from regard.domains.register.types import (
    SECTOR_LABELS,
    SERVICE_TYPE_LABELS,
    SIZE_BAND_LABELS,
    AreaLevel,
)
from regard.foundation.authority import Caller
from regard.foundation.design.words import plural_words

from .representation import MEANING, Notes, note_words
from .sections import BodySection

HEADINGS = {
    "type": "By kind of care",
    "size": "By size of provider",
    "sector": "By sector",
    "place": "By place",
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "type": {kind.value: label for kind, label in SERVICE_TYPE_LABELS.items()},
    "size": {band.value: label for band, label in SIZE_BAND_LABELS.items()},
    "sector": {sector.value: label for sector, label in SECTOR_LABELS.items()},
}

MANY = 12
"""Seats that are named for a check; of more it is said how many."""


@dataclass(frozen=True)
class Found:
    """
    A check as it turned out on a body.

    Attributes:
        tag: words and kind.
        seats: each that has to do with it, and how it was judged.
        more: seats that are not named.
        was: what it was a year before, if that is different; empty: the same, or not asked.
        cited: who says so, in short.
    """

    check: Check
    tag: tuple[str, str]
    seats: tuple[tuple[str, str], ...]
    more: int
    was: str
    cited: tuple[str, ...]


@dataclass(frozen=True)
class MixTable:
    """
    One way to look at the providers of a body's area.

    Attributes:
        rows: words, services, share 0 to 1, words of who speaks for them, kind of tag.
    """

    heading: str
    rows: tuple[tuple[str, int, float, str, str], ...]


def lede(body: BodyFacts, found: Compared) -> str:
    """Return whether care providers speak there, how many checks are met, and seats held."""
    voices = [each.voice for each in found.now.found[body.body_id].values()]
    asked = [voice for voice in voices if voice is not None]
    seats = _seats(body, found)
    held = sum(seat.held_side is not None for seat in seats)
    if not seats:
        return "No seat of this body is on record, so nobody can be said to speak there."
    met = asked.count(Voice.MET)
    return (
        f"{_providers_words(found.now.found[body.body_id]['providers'])}"
        f"{met} of {plural_words(len(asked), 'check')} met, "
        f"and {held} of {plural_words(len(seats), 'seat')} held."
    )


def _providers_words(outcome: Outcome) -> str:
    if outcome.voice is None:
        return ""
    if outcome.voice is Voice.MET:
        return "Care providers speak for themselves here. "
    if outcome.voice is Voice.LAPSED:
        return "Care providers speak for themselves here, past the term. "
    return "Care providers do not speak for themselves here. "


def voices_section(body: Body, on: date, caller: Caller) -> BodySection:  # noqa: ARG001 (as others)
    """Return the part of a body's page that leads to who speaks for whom on it."""
    where = {"system": body.system.slug, "slug": body.slug}
    address = reverse("governance:representation_of", kwargs=where)
    return BodySection(
        title="Whose voice is here",
        words="Every seat against what guidance asks: who speaks for whom, and who is missing.",
        links=(("Who speaks for whom on it", f"{address}?on={on}"),),
    )


def check_rows(body: BodyFacts, found: Compared, notes: Notes) -> list[Found]:
    """Return each check that is asked of a body, with the seats that decide it."""
    before = found.before.found.get(body.body_id, {})
    outcomes = found.now.found[body.body_id]
    return [
        _found(check, outcomes[check.code], before.get(check.code), notes)
        for check in CHECKS
        if outcomes[check.code].voice is not None
    ]


def mix_tables(body: BodyFacts, found: Compared, places: Mapping[int, str]) -> list[MixTable]:
    """
    Return who there is in a body's area beside who speaks for them; none without a register.

    :param places: names, by their numbers.
    """
    shares = list_shares(body, seats=_seats(body, found), mix=found.mix)
    labels = {**LABELS, "place": {str(number): name for number, name in places.items()}}
    tables = [
        MixTable(HEADINGS[name], _lines(name, shares, rows, labels[name]))
        for name, rows in shares.by.items()
        if name != "place" or body.level is AreaLevel.SYSTEM
    ]
    return [table for table in tables if table.rows]


def _found(check: Check, outcome: Outcome, before: Outcome | None, notes: Notes) -> Found:
    voice = outcome.voice or Voice.NONE
    then = before.voice if before else None
    return Found(
        check=check,
        tag=("Yes" if check.needs is None and voice is Voice.MET else voice.label, MEANING[voice]),
        seats=tuple((seat.name, _seat(seat, each, notes)) for seat, each in outcome.seats[:MANY]),
        more=max(0, len(outcome.seats) - MANY),
        was=then.label.lower() if then is not None and then is not voice else "",
        cited=tuple(f"{each.short}, {each.where}" for each in check.cited),
    )


def _seat(seat: SeatFacts, voice: Voice, notes: Notes) -> str:
    if voice is Voice.PROXY:
        held = f", held by: {seat.held_side.label.lower()}" if seat.held_side else ""
        return f"nominated by: {seat.nominated_by.label.lower()}{held}"
    if voice in {Voice.MET, Voice.GENERAL}:
        return seat.standing.label.lower()
    words = note_words(voice, notes.get(seat.seat_id))
    return words[0].lower() + words[1:]


def _lines(
    name: str, shares: Shares, rows: Sequence[Share], labels: Mapping[str, str]
) -> tuple[tuple[str, int, float, str, str], ...]:
    return tuple(
        (labels[str(row.key)], row.services, row.share, *_named(row, shares, name))
        for row in rows
        if str(row.key) in labels
    )


def _named(row: Share, shares: Shares, name: str) -> tuple[str, str]:
    if row.seats:
        return plural_words(row.seats, "seat names them", "seats name them"), "ok"
    if name == "place":
        if shares.everywhere:
            return "Seats for the whole area", "part"
    elif shares.general:
        return "General seat", "part"
    return "No seat names them", "gap"


def _seats(body: BodyFacts, found: Compared) -> list[SeatFacts]:
    return [seat for seat in found.now.seats if seat.body_id == body.body_id]
