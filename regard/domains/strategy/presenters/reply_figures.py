"""How everyone was answered, in figures that anyone may see."""

from dataclasses import dataclass

from regard.domains.strategy.queries import ReplyFigures
from regard.domains.strategy.queries.reply_figures import ChannelFigures
from regard.foundation.analysis.disclosure import is_small

from .data import HIDDEN


@dataclass(frozen=True)
class FiguresView:
    """
    The page of figures. Counts from 1 to 5 of those who spoke in some way are hidden.

    Attributes:
        figures: number and words, the finding first.
        rows: a channel each: its words, sent of all, days in words, bounced, opened.
        verdicts: by outcome: its words, who said that it answers them, and who that it does not.
    """

    lede: str
    figures: tuple[tuple[str | int, str], ...]
    rows: tuple[tuple[str, str, str, str, str], ...]
    verdicts: tuple[tuple[str, str, str], ...]


def present_figures(found: ReplyFigures) -> FiguresView:
    total = found.total
    said = found.answered + found.not_answered
    return FiguresView(
        lede=_lede(found),
        figures=(
            (f"{total.sent:,} of {total.replies + found.unwritten:,}", "have had their reply"),
            (
                f"{total.quartiles[1]:.0f}" if total.quartiles else "–",
                "days from speaking to the reply, for half of them",
            ),
            (_shown(total.bounced), "emails came back"),
            (
                f"{found.answered / said:.0%}" if said and not is_small(said) else "–",
                "of those who told us say that it answers them",
            ),
        ),
        rows=tuple(_row(each) for each in found.channels),
        verdicts=tuple((kind.label, _shown(yes), _shown(no)) for kind, yes, no in found.by_kind),
    )


def _lede(found: ReplyFigures) -> str:
    total = found.total
    if not total.replies:
        return "Replies are written on the day it is published."
    if total.quartiles is None:
        return f"{total.replies:,} replies are written, and none is sent yet."
    return (
        f"Half of all had their reply {_days(total.quartiles)} days after they spoke, "
        f"and the last of those sent after {total.longest:,}."
    )


def _days(quartiles: tuple[float, float, float]) -> str:
    """Return between which days half of them are, e.g. "between 12 and 30"."""
    low, _, high = (f"{each:.0f}" for each in quartiles)
    return low if low == high else f"between {low} and {high}"


def _row(each: ChannelFigures) -> tuple[str, str, str, str, str]:
    days = "–"
    if each.quartiles and not is_small(each.sent):
        days = f"{each.quartiles[1]:.0f} (half {_days(each.quartiles)})"
    hides = is_small(each.replies) or is_small(each.sent)
    return (
        each.channel.label if each.channel else "All",
        HIDDEN if hides else f"{each.sent:,} of {each.replies:,}",
        days,
        _shown(each.bounced),
        _shown(each.read),
    )


def _shown(count: int) -> str:
    return HIDDEN if is_small(count) else f"{count:,}"
