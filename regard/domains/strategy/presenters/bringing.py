"""What a document from elsewhere would do to a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regard.domains.strategy.rules.outlines import Fate, Step
from regard.domains.strategy.rules.wordings import Piece, differ

SHOWN = 400
"""Characters of the words of a new passage: enough to know it."""

TAGS = {
    Fate.ADD: ("New", "ok"),
    Fate.CHANGE: ("Other words", "part"),
    Fate.SAME: ("The same", "no"),
}


@dataclass(frozen=True)
class StepView:
    """
    What becomes of one passage.

    Attributes:
        was: the number and heading of the passage that it changes; empty for a new one.
        heading, text: the changes marked; empty for a new one, of which `words` is the beginning.
    """

    ref: str
    title: str
    depth: int
    kind: str
    tag: tuple[str, str]
    was: str
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    words: str


def brought_lede(steps: Sequence[Step]) -> str:
    counts = {fate: sum(step.fate is fate for step in steps) for fate in Fate}
    if counts[Fate.SAME] == len(steps):
        return "Every passage of it is here already, word for word."
    return (
        f"It has {len(steps):,} passages: {counts[Fate.ADD]:,} would be added, "
        f"{counts[Fate.CHANGE]:,} would get other words, {counts[Fate.SAME]:,} are the same. "
        "Nothing is taken out."
    )


def present_steps(steps: Iterable[Step]) -> list[StepView]:
    return [_step(step) for step in steps]


def _step(step: Step) -> StepView:
    brought, here = step.brought, step.here
    words = brought.text[:SHOWN] + ("…" if len(brought.text) > SHOWN else "")
    changes = here is not None and step.fate is Fate.CHANGE
    return StepView(
        ref=brought.ref or (here.ref if here else ""),
        title=brought.heading,
        depth=brought.depth,
        kind=brought.kind.label,
        tag=TAGS[step.fate],
        was=f"{here.ref} {here.heading}" if here else "",
        heading=differ(here.heading, brought.heading) if here and changes else (),
        text=differ(here.text, brought.text) if here and changes else (),
        words=words if step.fate is Fate.ADD else "",
    )
