"""What people tell unasked: what is asked of them, who may be told apart, and what has risen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from regard.domains.engagement.types import QuestionKind, Speaker
from regard.domains.engagement.types.seeing import Moved, Quarter, Seen, SeenCounts, Where
from regard.domains.engagement.types.templates import TemplateQuestion
from regard.foundation.analysis.chance import benjamini_hochberg
from regard.foundation.analysis.change import compare_shares
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

from .letters import Email

Key = TypeVar("Key", int, str)

WITHOUT_END = date(2999, 12, 31)
"""The last day of what is always open: further off than anything is kept."""

TITLE = "What are you seeing?"

PURPOSE = (
    "You see what happens in care before any figures show it. Tell us what is getting worse or "
    "better, what worries you and what works, whenever you see it. We read it all."
)

OPEN_TO_CHANGE = "What we look into next, and what we ask everyone about."

ABOUT_WORDS = "What are you seeing?"
ABOUT_KIND = "What kind of thing is it?"

QUESTIONS = (
    TemplateQuestion(
        kind=QuestionKind.WORDS,
        text=ABOUT_WORDS,
        hint="In your own words. Please name nobody, and leave out what could give someone away.",
    ),
    TemplateQuestion(
        kind=QuestionKind.CHOICE,
        text=ABOUT_KIND,
        options=tuple(seen.label for seen in Seen),
    ),
)
"""The same in every system, so that what is told is comparable."""

QUARTERS_BEFORE = 4
"""With how many the last quarter is compared: a year, so that its seasons even out."""

FEWEST_TOLD = 10
"""Ours: of fewer than this in a quarter a share says nothing."""


def seen_in(text: str) -> Seen | None:
    """Return the kind of thing that an answer names; None if it names none of them."""
    return next((seen for seen in Seen if seen.label == text.strip()), None)


def safe_places(told: Mapping[Where, int]) -> frozenset[Where]:
    """
    Return of which places and kinds of service it may be said that staff spoke there.

    Each that is returned holds at least `SMALLEST_SHOWN` who spoke, and so does what is left:
    in each place that is named the kinds that are not, and over all those whose place is not.
    Whoever knows the totals finds no smaller group by subtraction.

    :param told: how many staff spoke of each place and kind of service; the empty one is of
        those who said neither.
    :return: places without a kind (`service_type` empty), and with one.
    """
    by_place: dict[int, dict[str, int]] = {}
    for where, n in told.items():
        if where.place_id is not None:
            kinds = by_place.setdefault(where.place_id, {})
            kinds[where.service_type] = kinds.get(where.service_type, 0) + n
    nowhere = sum(n for where, n in told.items() if where.place_id is None)
    places = _safe({place: sum(kinds.values()) for place, kinds in by_place.items()}, nowhere)
    safe = {Where(place) for place in places}
    for place in places:
        kinds = dict(by_place[place])
        unsaid = kinds.pop("", 0)
        safe |= {Where(place, kind) for kind in _safe(kinds, unsaid)}
    return frozenset(safe)


def blurred(where: Where, *, speaker: Speaker, safe: Collection[Where]) -> Where:
    """
    Return which place and kind of service may be shown of something told.

    :param safe: as `safe_places` returns it. Only staff could be told apart by their employer;
        everyone else chose what to say of where.
    """
    if speaker is not Speaker.STAFF or not where:
        return where
    if where in safe:
        return where
    alone = Where(where.place_id)
    return alone if alone in safe else Where()


def hides(where: Where, *, safe: Collection[Where]) -> bool:
    """Test whether a search for this place and kind may not find staff."""
    return where.place_id is None or where not in safe


def list_moved(counts: SeenCounts, *, theme_ids: Sequence[int]) -> list[Moved]:
    """
    Return how the share of each theme moved in the last quarter, the most risen first.

    Compared are what was told in the last quarter that is over and in up to four before it. The
    chances are adjusted for all the themes together (Benjamini and Hochberg, 1995).
    """
    if len(counts.quarters) < 2:
        return []
    first = max(0, len(counts.quarters) - 1 - QUARTERS_BEFORE)
    told, was_told = counts.told[-1], sum(counts.told[first:-1])
    nothing = (0,) * len(counts.quarters)
    rows = []
    for theme_id in theme_ids:
        by_quarter = counts.by_theme.get(theme_id, nothing)
        rows.append(
            _moved(theme_id, (by_quarter[-1], told), (sum(by_quarter[first:-1]), was_told))
        )
    adjusted = benjamini_hochberg(
        [float("nan") if row.chance is None else row.chance for row in rows]
    )
    moved = [
        row if row.chance is None else Moved(**vars(row) | {"chance": float(chance)})
        for row, chance in zip(rows, adjusted, strict=True)
    ]
    return sorted(moved, key=lambda row: (not row.is_clear, -(row.difference or 0), row.theme_id))


def quarters_between(first: date, today: date) -> tuple[Quarter, ...]:
    """Return every quarter that is over, from that of the first day on."""
    found, quarter = [], Quarter.of(first)
    while quarter < Quarter.of(today):
        found.append(quarter)
        quarter = quarter.after
    return tuple(found)


def _safe(counts: Mapping[Key, int], rest: int) -> list[Key]:
    """Return which of these can be named, the rest being left as one group large enough."""
    named = sorted(
        (key for key, n in counts.items() if n >= SMALLEST_SHOWN), key=counts.__getitem__
    )
    left = rest + sum(n for key, n in counts.items() if n < SMALLEST_SHOWN)
    while named and 0 < left < SMALLEST_SHOWN:
        left += counts[named.pop(0)]
    return named


def _moved(theme_id: int, last: tuple[int, int], before: tuple[int, int]) -> Moved:
    change = compare_shares(later=last, earlier=before)
    if change is None or min(last[1], before[1]) < FEWEST_TOLD:
        return Moved(theme_id, last, before)
    return Moved(theme_id, last, before, change.difference, change.low, change.high, change.chance)


def upshot_email(*, partnership: str, theme: str, words: str, url: str) -> Email:
    """Return the email that tells what came of something that its reader told us."""
    return Email(
        subject=f"What came of what you told us: {theme}",
        body="\n\n".join(
            (
                f"You told {partnership} what you are seeing. Several said: {theme}",
                f"What came of it:\n{words}",
                f"All that people told us, and what came of it:\n{url}",
                "Thank you. Tell us again whenever you see something.",
                partnership,
            )
        ),
    )
