"""What the page of who speaks for whom says: the finding, and the table of bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regard.domains.governance.queries.representation import (
    Picture,
    Representation,
    SeatNote,
)
from regard.domains.governance.rules import representation as rules
from regard.domains.governance.rules.checks import CHECKS
from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Check,
    Outcome,
    Standing,
    Voice,
)
from regard.domains.register.types import AREA_LEVEL_LABELS, AreaLevel
from regard.foundation.design.words import number_words, percent_words, plural_words

MEANING = {
    Voice.MET: "ok",
    Voice.LAPSED: "part",
    Voice.GENERAL: "part",
    Voice.NO_VOTE: "part",
    Voice.VACANT: "gap",
    Voice.ATTENDS: "part",
    Voice.PROXY: "gap",
    Voice.NONE: "gap",
}
"""Which colour each has. The words say the same."""

COLUMNS = tuple(check for check in CHECKS if check.column)

Notes = Mapping[int, SeatNote]


@dataclass(frozen=True)
class Cell:
    """
    What one check found on one body, for the table.

    Attributes:
        words: empty: it is not asked of this body.
        kind: of the tag.
        note: since when it is so; empty: not known, or not so.
        was: what it was a year before, where that is different; empty: the same, or no body.
    """

    column: str
    words: str = ""
    kind: str = ""
    note: str = ""
    was: str = ""


@dataclass(frozen=True)
class Row:
    """A body in the table, with a cell for each column."""

    body: BodyFacts
    about: str
    cells: tuple[Cell, ...]


def lede(found: Representation) -> str:
    """Return the finding, in numbers."""
    if not found.now.bodies:
        return ""
    met, lapsed, asked = rules.count_met(found.now.found, "providers")
    then, _, then_asked = rules.count_met(found.before.found, "providers")
    first = f"Care providers speak for themselves on {met} of {_bodies(asked)}"
    if lapsed:
        first += f", and on {number_words(lapsed)} more past their term"
    year = f"A year before it was {then} of {then_asked}." if then_asked else ""
    return " ".join(filter(None, (f"{first}.", year, _named_words(found.now))))


def figures(found: Representation, to_fill: int) -> list[tuple[str, str]]:
    """Return the headline figures, each with what it was a year before."""
    now, then = found.decisions, found.decisions_before
    return [
        _figure(
            rules.count_met(found.now.found, "providers")[::2],
            rules.count_met(found.before.found, "providers")[::2],
            "bodies have a seat that care providers nominate and fill",
        ),
        _figure(
            rules.count_met(found.now.found, "workforce")[::2],
            rules.count_met(found.before.found, "workforce")[::2],
            "workforce groups have a care provider",
        ),
        _figure(
            (now.providers_before, now.all),
            (then.providers_before, then.all),
            "decisions of the year were taken after asking care providers",
        ),
        (number_words(to_fill), _to_fill_words(to_fill, found.now)),
    ]


def columns(found: Representation) -> list[tuple[Check, str]]:
    """Return the checks that are asked of any body here, with how many services each is about."""
    services = found.now.served.everywhere
    asked = [
        check
        for check in COLUMNS
        if any(outcomes[check.code].voice is not None for outcomes in found.now.found.values())
    ]
    return [
        (check, plural_words(services[check.code], "service") if check.code in services else "")
        for check in asked
    ]


def matrix(
    found: Representation, *, shown: Sequence[BodyFacts], checks: Sequence[Check], notes: Notes
) -> list[Row]:
    """Return bodies with what each check found on them, and what it was a year before."""
    return [
        Row(
            body=body,
            about=about(body),
            cells=tuple(
                _cell(
                    check,
                    found.now.found[body.body_id][check.code],
                    found.before.found.get(body.body_id, {}).get(check.code),
                    notes,
                )
                for check in checks
            ),
        )
        for body in shown
    ]


def about(body: BodyFacts) -> str:
    """Return what a body is, and for where."""
    kinds = [kind.label for kind in BodyKind if kind in body.kinds - {BodyKind.OTHER}]
    kinds = kinds or [BodyKind.OTHER.label]
    return ", ".join(filter(None, (*kinds, body.area)))


def levels(
    picture: Picture, *, here: str, chosen: AreaLevel | None, extra: str
) -> list[tuple[str, str, bool]]:
    """
    Return ways to narrow the table by the level of bodies; none where there is one level.

    :param extra: the rest of the address, e.g. "on=2026-03-31"; empty: nothing.
    """
    there = [level for level in AreaLevel if any(b.level is level for b in picture.bodies)]
    if len(there) < 2:
        return []
    every = [(f"All {len(picture.bodies)}", f"{here}?{extra}" if extra else here, chosen is None)]
    return every + [
        (
            _level_words(level, sum(body.level is level for body in picture.bodies)),
            f"{here}?{'&'.join(filter(None, (f'level={level.value}', extra)))}",
            chosen is level,
        )
        for level in there
    ]


def note_words(voice: Voice, note: SeatNote | None) -> str:
    """Return how a seat stands, since when as far as it is known."""
    since = since_words(voice, note)
    return f"{voice.label} {since}" if since else voice.label


def since_words(voice: Voice, note: SeatNote | None) -> str:
    """Return since when a seat is vacant or held past its term; empty where it is not known."""
    if note is None:
        return ""
    if voice is Voice.VACANT:
        return f"since {note.vacant_since:%B %Y}" if note.vacant_since else "from the beginning"
    if voice is Voice.LAPSED and note.term_ended_on:
        return f"{note.term_ended_on:%B %Y}"
    return ""


def _cell(check: Check, outcome: Outcome, before: Outcome | None, notes: Notes) -> Cell:
    if outcome.voice is None:
        return Cell(check.column)
    has_changed = before and before.voice is not None and before.voice is not outcome.voice
    return Cell(
        column=check.column,
        words=_cell_words(outcome),
        kind=MEANING[outcome.voice],
        note=_since(outcome, notes),
        was=before.voice.label.lower() if has_changed and before and before.voice else "",
    )


def _cell_words(outcome: Outcome) -> str:
    voice = outcome.voice or Voice.NONE
    if voice is not Voice.MET:
        return voice.label
    met = [seat.standing for seat, each in outcome.seats if each is Voice.MET]
    voting = met.count(Standing.VOTING)
    return f"{voting} voting" if voting else f"{len(met)} advisory"


def _since(outcome: Outcome, notes: Notes) -> str:
    if outcome.voice not in {Voice.VACANT, Voice.LAPSED}:
        return ""
    return since_words(outcome.voice, notes.get(outcome.seats[0][0].seat_id))


def _named_words(picture: Picture) -> str:
    """Return where somebody sits by name for home care, and for the smallest providers."""
    counts = [
        (words, rules.count_met(picture.found, code))
        for code, words in (("home_care", "home care"), ("smallest", "the smallest providers"))
    ]
    asked = [(words, met + lapsed, of) for words, (met, lapsed, of) in counts if of]
    if not asked:
        return ""
    if not any(met for _, met, _ in asked):
        return f"Nobody sits by name for {' or for '.join(words for words, _, _ in asked)}."
    said = [f"for {words} on {met or 'none'} of {of}" for words, met, of in asked]
    return f"Somebody sits by name {', and '.join(said)}."


def _figure(now: tuple[int, int], then: tuple[int, int], words: str) -> tuple[str, str]:
    (met, asked), (met_then, asked_then) = now, then
    value = percent_words(met / asked) if asked else "–"
    year = f"{met_then} of {asked_then}" if asked_then else "none to count"
    return value, f"{met} of {asked} {words}. A year before: {year}"


def _to_fill_words(count: int, picture: Picture) -> str:
    vacant = sum(seat.held_side is None for seat in picture.seats)
    lapsed = sum(seat.is_lapsed for seat in picture.seats)
    noun = "seat" if count == 1 else "seats"
    seats = plural_words(len(picture.seats), "seat")
    return f"{noun} to fill or to make. Of {seats}, {vacant} vacant, {lapsed} held past the term"


def _level_words(level: AreaLevel, count: int) -> str:
    return f"{AREA_LEVEL_LABELS[level]} {count}"


def _bodies(count: int) -> str:
    return plural_words(count, "body", "bodies")
