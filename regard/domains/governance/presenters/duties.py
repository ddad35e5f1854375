"""What the pages of duties say: each duty's state in words, counts, and ways to narrow."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regard.domains.governance.rules import duties as rules
from regard.domains.governance.rules.duties import ABSENT
from regard.domains.governance.rules.duty_filter import ABSENT_WORD
from regard.domains.governance.types import DutyEvent, DutyState, Rhythm
from regard.foundation.design.words import date_words, number_words, plural_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from regard.domains.governance.queries import DutyRow
    from regard.domains.governance.rules.duty_filter import DutyFilter

TAGS = {
    DutyState.OVERDUE: "gap",
    DutyState.LAPSED: "gap",
    DutyState.DUE: "part",
    DutyState.OFFERED: "part",
    DutyState.ACCEPTED: "ok",
    DutyState.NOT_DUE: "no",
    DutyState.NOT_APPLICABLE: "no",
}
"""How the tag of each state looks."""

NEXT = {
    DutyState.OVERDUE: "Last day",
    DutyState.LAPSED: "Lapsed",
    DutyState.DUE: "Last day",
    DutyState.OFFERED: "Last day",
    DutyState.ACCEPTED: "Lapses",
}
"""What the day is that matters next, by how a duty stands."""

Choice = tuple[str, str, bool]
"""Words, address, and whether it is the one that is on."""


def narrow(rows: Iterable[DutyRow], wanted: DutyFilter) -> list[DutyRow]:
    """Return the rows that a filter asks for, in their order."""
    return [
        row
        for row in rows
        if (not wanted.state or _is_of_state(row, wanted.state))
        and (not wanted.holder or row.holder_name == wanted.holder)
        and (wanted.kind is None or row.duty.kind == wanted.kind)
    ]


def lede(rows: Sequence[DutyRow], *, on: date, today: date) -> str:
    """Return the finding: how many duties, how many have accepted evidence, how many none."""
    counts = rules.count_states(row.state for row in rows)
    holders = len({row.holder_name for row in rows})
    absent = sum(counts[state] for state in ABSENT)
    when = "" if on == today else f"On {date_words(on)}: "
    late = counts[DutyState.OVERDUE]
    lapsed = counts[DutyState.LAPSED]
    besides = [f"{late:,} overdue"] * bool(late) + [f"{lapsed:,} lapsed"] * bool(lapsed)
    return (
        f"{when}{plural_words(len(rows), 'duty', 'duties')} of {plural_words(holders, 'holder')}. "
        f"Evidence is accepted for {number_words(counts[DutyState.ACCEPTED])}, waits to be looked "
        f"at for {number_words(counts[DutyState.OFFERED])}, and is absent for "
        f"{number_words(absent)}{': ' if besides else ''}{' and '.join(besides)}."
    )


def words_of(row: DutyRow, *, on: date) -> str:
    """Return a sentence that says how a duty stands, after its tag."""
    worst = row.worst
    if row.state is DutyState.NOT_APPLICABLE:
        return row.facts.why_exempt or _not_in_force(row, on)
    if worst is None:
        return _not_due(row)
    if row.state is DutyState.LAPSED:
        return rules.why_lapsed(worst.facts, version=row.facts.version or 0, on=on)
    if row.state is DutyState.ACCEPTED:
        return f"By {worst.looked_by}, on {date_words(worst.looked_on)}."
    if row.state is DutyState.OFFERED:
        return f"{plural_words(worst.pieces, 'piece')} of evidence to look at."
    return f"{worst.why}."


def next_words(row: DutyRow, *, on: date) -> str:
    """Return the day that matters next, what it is, and how far; empty where none is set."""
    if row.next_on is None:
        return ""
    what = NEXT[row.state]
    return f"{what} {date_words(row.next_on)}, {span_words((row.next_on - on).days)}"


def whole_words(row: DutyRow, *, on: date) -> str:
    """Return how a duty stands and the day that matters next, in full sentences."""
    coming = next_words(row, on=on)
    return f"{words_of(row, on=on)} {coming}{'.' if coming else ''}".strip()


def span_words(days: int) -> str:
    """Return how far a day is, e.g. "in 12 days", "today" or "2 years ago"."""
    if days == 0:
        return "today"
    much = abs(days)
    far = (
        plural_words(much // 365, "year")
        if much >= 2 * 365
        else plural_words(much // 30, "month")
        if much >= 90
        else plural_words(much, "day")
    )
    return f"{far} ago" if days < 0 else f"in {far}"


def state_choices(rows: Sequence[DutyRow], wanted: DutyFilter, base: str) -> list[Choice]:
    """Return the states as ways to narrow, each with how many stand so; those of none left out."""
    counts = Counter(row.state for row in rows)
    absent = sum(counts[state] for state in ABSENT)
    listed = [("", f"All {len(rows):,}"), (ABSENT_WORD, f"Evidence absent {absent:,}")]
    listed += [(s.value, f"{s.label} {counts[s]:,}") for s in rules.IN_ORDER if counts[s]]
    return [
        (words, base + wanted.query(state=state), wanted.state == state) for state, words in listed
    ]


def tally_rows(
    rows: Sequence[DutyRow], groups: Sequence[tuple[str, str]], key: str
) -> list[tuple[str, str, int, int, int, int]]:
    """
    Return how duties stand in each group: its name and value, all, absent, waiting, accepted.

    :param groups: the value of each group and its name, in order.
    :param key: "holder" or "kind".
    """
    found: dict[str, Counter[str]] = {value: Counter() for value, _ in groups}
    for row in rows:
        value = row.holder_name if key == "holder" else row.duty.kind
        found[value].update(
            {
                "all": 1,
                "absent": row.state in ABSENT,
                "offered": row.state is DutyState.OFFERED,
                "accepted": row.state is DutyState.ACCEPTED,
            }
        )
    return [
        (
            name,
            value,
            found[value]["all"],
            found[value]["absent"],
            found[value]["offered"],
            found[value]["accepted"],
        )
        for value, name in groups
        if found[value]["all"]
    ]


def holders_of(rows: Iterable[DutyRow]) -> list[str]:
    """Return everyone who has a duty, by name."""
    return sorted({row.holder_name for row in rows})


def _is_of_state(row: DutyRow, state: str) -> bool:
    return row.state in ABSENT if state == ABSENT_WORD else row.state == state


def _not_due(row: DutyRow) -> str:
    if row.duty.event:
        return f"It falls due when: {DutyEvent(row.duty.event).label.lower()}."
    if row.duty.rhythm == Rhythm.ON_EVENT:
        return "It falls due when something happens that somebody says."
    return "Nothing made it fall due."


def _not_in_force(row: DutyRow, on: date) -> str:
    if row.duty.valid_to is not None and row.duty.valid_to <= on:
        return f"This duty ended on {date_words(row.duty.valid_to)}."
    return f"This duty begins on {date_words(row.duty.valid_from)}."


def first_to_do(rows: Sequence[DutyRow], may: frozenset[str]) -> tuple[str, DutyRow] | None:
    """
    Return the one thing to do now, and for which duty: "offer" or "accept"; None: nothing.

    What waits to be looked at comes before what is absent, as it takes only a minute.
    """
    waiting = next((row for row in rows if row.state is DutyState.OFFERED), None)
    if waiting is not None and "accept" in may:
        return "accept", waiting
    absent = next((row for row in rows if row.state in ABSENT), None)
    if absent is not None and "offer" in may:
        return "offer", absent
    return None


def method_rows() -> list[tuple[str, str]]:
    """Return the name of each state and when it holds, as the rules have them."""
    lines = [(line.state, line.words) for line in rules.LINES]
    return [(state.label, words) for state, words in (*lines, *rules.OUTSIDE)]
