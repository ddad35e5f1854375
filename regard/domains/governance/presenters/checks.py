"""The table of checks as anyone can read it. All of it is made from what judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from regard.domains.governance.rules.checks import (
    BY_CODE,
    CHECKS,
    EVERYWHERE,
    NEVER_PROVIDERS,
    PROVIDERS,
)
from regard.domains.governance.rules.representation import judge_seat
from regard.domains.governance.types import (
    VOICE_WORDS,
    BodyKind,
    Check,
    Constituency,
    Needs,
    SeatFacts,
    Side,
    Standing,
    Voice,
)
from regard.domains.register.types import Sector, ServiceType, SizeBand

from .representation import MEANING

GROUPS: tuple[tuple[str, frozenset[Side]], ...] = (
    ("A care provider, or an association or forum of them", PROVIDERS),
    ("A council, a commissioner or the NHS", NEVER_PROVIDERS),
    ("Anybody else", frozenset(Side) - PROVIDERS - NEVER_PROVIDERS),
)
"""Everybody who may choose or hold a seat, in three."""

FEW = 3
"""Kinds of body that a check may leave out and still be said to be asked of every other."""

STANDS = {
    Standing.VOTING: "votes",
    Standing.ADVISORY: "speaks as a member",
    Standing.IN_ATTENDANCE: "is in attendance",
}

FORBIDS = {
    Voice.VACANT: "No seat of the body is vacant",
    Voice.LAPSED: "Everybody who holds a seat is within their term",
}


@dataclass(frozen=True)
class CheckRow:
    """
    A check in words.

    Attributes:
        of: the bodies that it is asked of.
        beside: what must hold of the seat beside what its group says, or instead of it.
        cited: text in short, where in it, and how binding it is.
    """

    code: str
    asks: str
    of: str
    beside: tuple[str, ...]
    aside: str
    cited: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """
    Checks that are met by seats of the same sort.

    Attributes:
        words: how a seat meets them, before `counts`.
        counts: what must hold for one seat, all of it.
        never: whose seats never count, whatever else holds.
    """

    title: str
    words: str
    counts: tuple[str, ...]
    never: str
    rows: tuple[CheckRow, ...]


def lede() -> str:
    """Return how many checks there are, and what never counts."""
    return (
        f"{len(CHECKS)} questions, asked of every seat in the same way. A council’s, a "
        "commissioner’s or an NHS seat never counts as care providers’ own voice."
    )


def groups() -> list[Group]:
    """Return every check in words, with what those of the same people have in common."""
    by_whom: dict[Constituency | None, list[Check]] = {}
    for check in CHECKS:
        by_whom.setdefault(check.needs.speaks_for if check.needs else None, []).append(check)
    return [_group(whom, checks) for whom, checks in by_whom.items()]


def provider_grid() -> list[tuple[str, list[tuple[str, str]]]]:
    """
    Return who chooses by who holds, and whether such a seat is a voice of care providers.

    Each cell is judged, for every pair in it and every standing of a member.
    """
    return [
        (chosen, [_grid_cell(choosers, holders) for _, holders in GROUPS])
        for chosen, choosers in GROUPS
    ]


def voice_rows() -> list[tuple[str, str, str]]:
    """Return what a check can find: words, kind of tag and meaning, the most voice first."""
    return [(voice.label, MEANING[voice], VOICE_WORDS[voice]) for voice in Voice]


def source_rows() -> list[tuple[str, str]]:
    """Return each text that is cited, once, and how binding it is."""
    return list(
        dict.fromkeys((each.title, each.kind.label) for check in CHECKS for each in check.cited)
    )


def _grid_cell(choosers: frozenset[Side], holders: frozenset[Side]) -> tuple[str, str]:
    needs = BY_CODE["providers"].needs
    judged = {
        needs is not None and judge_seat(needs, _seat(by, held, stands)) is Voice.MET
        for by, held, stands in product(choosers, holders, (Standing.VOTING, Standing.ADVISORY))
    }
    return ("Counts", "ok") if judged == {True} else ("Never counts", "gap")


def _seat(chosen_by: Side, held_by: Side, standing: Standing) -> SeatFacts:
    return SeatFacts(
        seat_id=0,
        body_id=0,
        name="",
        nominated_by=chosen_by,
        speaks_for=Constituency.PROVIDERS,
        standing=standing,
        holder_id=0,
        held_side=held_by,
        is_lapsed=False,
    )


def _group(whom: Constituency | None, checks: Sequence[Check]) -> Group:
    """Return checks of the same people. The first of them says what is common to all."""
    needs = checks[0].needs
    common = _conditions(needs) if needs else ()
    return Group(
        title=whom.label if whom else "Every seat of a body",
        words="Met by one seat of which all of this holds:"
        if whom
        else "Met by all seats together.",
        counts=common,
        never=_never(needs) if needs else "",
        rows=tuple(_row(check, common) for check in checks),
    )


def _row(check: Check, common: Sequence[str]) -> CheckRow:
    beside: tuple[str, ...]
    if check.needs is None:
        beside = (FORBIDS[check.forbids or Voice.VACANT],)
    else:
        beside = tuple(each for each in _conditions(check.needs) if each not in common)
    return CheckRow(
        code=check.code,
        asks=check.asks,
        of=_bodies(check.kinds),
        beside=beside,
        aside=check.aside,
        cited=tuple((f"{each.short}, {each.where}", each.kind.label) for each in check.cited),
    )


def _conditions(needs: Needs) -> tuple[str, ...]:
    stands = [STANDS[each] for each in Standing if each in needs.standings]
    return (
        f"It speaks for: {needs.speaks_for.label.lower()}",
        *_named(needs),
        f"Nominated by: {_sides(needs.nominated_by)}",
        f"Held by: {_sides(needs.held_by)}, within their term",
        f"Whoever holds it {_either(stands)}",
    )


def _named(needs: Needs) -> list[str]:
    labels = [
        *(each.label.lower() for each in ServiceType if each in needs.service_types),
        *(each.label.lower() for each in Sector if each in needs.sectors),
        *(each.label.lower() for each in SizeBand if each in needs.size_bands),
    ]
    if not labels:
        return []
    return [f"It names: {_either(labels)}{', or is for all providers' * needs.takes_general}"]


def _never(needs: Needs) -> str:
    others = [side for side in Side if side not in needs.nominated_by | needs.held_by]
    first = [side for side in others if side in NEVER_PROVIDERS]
    rest = [side for side in others if side not in NEVER_PROVIDERS]
    return _either([side.label for side in (*first, *rest)])


def _sides(sides: frozenset[Side]) -> str:
    return _either([side.label.lower() for side in Side if side in sides])


def _bodies(kinds: frozenset[BodyKind]) -> str:
    if kinds == EVERYWHERE:
        return "Every body"
    left_out = [kind.label for kind in BodyKind if kind not in kinds]
    if len(left_out) <= FEW:
        return f"Every body but: {', '.join(left_out)}"
    return ", ".join(kind.label for kind in BodyKind if kind in kinds)


def _either(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
