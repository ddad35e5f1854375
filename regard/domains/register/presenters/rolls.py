"""Rolls, their lines side by side with what they may mean, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regard.domains.register.models import Location, Roll, RollEntry, RollProposal
from regard.domains.register.queries.rolls import Outcome, RollCounts
from regard.domains.register.types import EntryState, RollState
from regard.foundation.design.charts import GAP, GREEN, QUIET, Drawing, draw
from regard.foundation.design.words import plural_words

ROLL_TAGS = {
    RollState.WAITING: "no",
    RollState.ASKING: "part",
    RollState.REFUSED: "gap",
    RollState.REVIEWING: "part",
    RollState.FINISHED: "ok",
}

ENTRY_TAGS = {
    EntryState.MATCHED: "ok",
    EntryState.DOUBTFUL: "part",
    EntryState.UNMATCHED: "gap",
    EntryState.NEW: "ok",
    EntryState.LEFT: "no",
    EntryState.SET_ASIDE: "no",
}

FIELDS = (
    ("Name", "name"),
    ("Provider", "provider"),
    ("Address", "address"),
    ("Town", "town"),
    ("Postcode", "postcode"),
    ("Telephone", "telephone"),
    ("Regulator’s number", "number"),
)
"""What a line and a location are compared by, side by side."""

ALMOST = 0.995


def roll_tag(roll: Roll) -> tuple[str, str]:
    state = RollState(roll.state)
    return state.label, ROLL_TAGS[state]


def entry_tag(entry: RollEntry) -> tuple[str, str]:
    state = EntryState(entry.state)
    return state.label, ENTRY_TAGS[state]


def roll_lede(counts: RollCounts) -> str:
    """Return the finding: how many lines are certain, and how many wait."""
    known = (
        f"{counts.taken:,} of {plural_words(counts.lines, 'line')} "
        f"{'was' if counts.taken == 1 else 'were'} matched without doubt."
    )
    if counts.waiting:
        return f"{known} {progress_words(counts)}"
    return f"{known} Nothing waits for a person."


def progress_words(counts: RollCounts) -> str:
    return f"{counts.decided:,} of {counts.to_decide:,} doubtful lines decided."


def roll_figures(counts: RollCounts) -> list[tuple[str, str]]:
    figures = [
        (f"{counts.taken:,}", "matched without doubt"),
        (f"{counts.waiting:,}", "wait for a person"),
        (f"{counts.unmatched:,}", "not found in the register"),
    ]
    others = counts.new + counts.left + counts.set_aside
    return [*figures, (f"{others:,}", "new, left, or set aside")]


def outcome_words(outcome: Outcome, *, is_whole: bool) -> str:
    """Return what finishing the roll does."""
    left = (
        f"{plural_words(outcome.left, 'member')} that it does not list "
        f"{'leaves' if outcome.left == 1 else 'leave'}"
        if is_whole
        else f"{plural_words(outcome.left, 'member')} said to have left "
        f"{'leaves' if outcome.left == 1 else 'leave'}"
    )
    return (
        f"{plural_words(outcome.joined, 'service')} "
        f"{'joins' if outcome.joined == 1 else 'join'}, {left}, and "
        f"{outcome.stayed:,} {'stays' if outcome.stayed == 1 else 'stay'} as "
        f"{'it was' if outcome.stayed == 1 else 'they were'}."
    )


def roll_in_words(roll: Roll, counts: RollCounts) -> str:
    """Return what came of matching, for the job's page and the command."""
    if roll.state == RollState.REFUSED:
        return roll.problem
    return roll_lede(counts)


def chances(proposals: Sequence[RollProposal]) -> list[float]:
    """
    Return how likely each candidate is to be the one, 0 to 1, beside the others and none.

    Two that are equally like the line are each as likely as not, however like it they are.
    """
    odds = [2.0 ** min(each.weight, 60.0) for each in proposals]
    return [each / (1 + sum(odds)) for each in odds]


def chance_words(probability: float) -> str:
    """Return how likely a match is, as people say it."""
    if probability >= ALMOST:
        return "almost certain"
    return f"about {round(probability * 100)} in 100"


def location_in_words(location: Location) -> str:
    """Return a location as a choice: name, town, postcode, provider."""
    parts = (location.name, location.city, location.postcode, location.organisation.name)
    return ", ".join(part for part in parts if part)


def sides(entry: RollEntry, proposals: Sequence[RollProposal]) -> list[dict[str, Any]]:
    """Return each field with the line's value, and each candidate's with whether it is alike."""
    theirs = [_fields_of(proposal.location) for proposal in proposals]
    rows = []
    for label, field in FIELDS:
        ours = getattr(entry, field)
        cells = [(each[field], _is_alike(ours, each[field])) for each in theirs]
        if ours or any(value for value, _ in cells):
            rows.append({"label": label, "ours": ours, "theirs": cells})
    return rows


def waterfall_rows(proposal: RollProposal, chance: float) -> list[dict[str, Any]]:
    """Return the reasons for a proposal in order, each with its weight and the sum so far."""
    rows: list[dict[str, Any]] = []
    total = 0.0
    for place, (about, words, weight) in enumerate(proposal.reasons):
        if weight == 0 and place:
            continue
        rows.append(
            {
                "place": place,
                "about": about,
                "words": words,
                "weight": weight,
                "from": round(total, 3),
                "to": round(total + weight, 3),
                "kind": "for" if weight > 0 else "against",
            }
        )
        total += weight
    rows.append(
        {
            "place": len(proposal.reasons),
            "about": "Together",
            "words": chance_words(chance),
            "weight": round(total, 3),
            "from": 0.0,
            "to": round(total, 3),
            "kind": "sum",
        }
    )
    return rows


def draw_waterfall(proposal: RollProposal, chance: float) -> Drawing:
    """Return the reasons for a proposal as steps, from the start to the sum."""
    rows = waterfall_rows(proposal, chance)
    total = rows[-1]["weight"]
    return draw(
        waterfall,
        rows,
        title=f"Why it may be {proposal.location.name}",
        description=(
            f"The weights add up to {total:+.1f}, which makes it "
            f"{chance_words(chance)} that it is this one."
        ),
    )


def waterfall(rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 (a layered chart)
    """Return bars that begin where the one before ended."""
    import altair as alt  # noqa: PLC0415 (see charts.py)

    order = [row["about"] for row in rows]
    colours = alt.Scale(domain=["for", "against", "sum"], range=[GREEN, GAP, QUIET])
    base = alt.Chart({"values": list(rows)}).encode(
        y=alt.Y("about:N", sort=order, title=None, axis=alt.Axis(labelLimit=260))
    )
    bars = base.mark_bar(height=16).encode(
        x=alt.X("from:Q", title="Weight in bits: above 0 for, below 0 against"),
        x2="to:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
    )
    nought = alt.Chart({"values": [{"at": 0}]}).mark_rule().encode(x="at:Q")
    return (bars + nought).properties(width=420, height=alt.Step(28))


def new_service(entry: RollEntry) -> dict[str, str]:
    """Return what the line says, to begin the form of a new service with."""
    return {
        "name": entry.name,
        "provider": entry.provider,
        "address": entry.address,
        "city": entry.town,
        "postcode": entry.postcode,
        "contact_telephone": entry.telephone,
    }


def _fields_of(location: Location) -> dict[str, str]:
    return {
        "name": location.name,
        "provider": location.organisation.name,
        "address": ", ".join(line for line in location.address.split("\n") if line),
        "town": location.city,
        "postcode": location.postcode,
        "telephone": location.telephone,
        "number": location.regulator_id or "",
    }


def _is_alike(ours: str, theirs: str) -> bool:
    return bool(ours) and _plain(ours) == _plain(theirs)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
